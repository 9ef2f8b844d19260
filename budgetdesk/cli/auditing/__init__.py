"""For the auditor: the trail, a sample and its review, and what changed since."""
