"""The window: draws what the presenters hold, and nothing else."""
