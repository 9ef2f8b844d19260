"""The parts of the tracking page: its charts."""
