"""The parts of the account page: lines, settlement, open questions and the preview."""
