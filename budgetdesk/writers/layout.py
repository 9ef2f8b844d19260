"""What all papers share in looks: the family, the colours, the number formats."""

from typing import Final

FONT: Final = "IBM Plex Sans"

TEXT: Final = "#1B1F23"
QUIET: Final = "#59636E"
RULE: Final = "#D5D9DD"
ACCENT: Final = "#0B5F6B"
ACCENT_SOFT: Final = "#E3F1F3"
ERROR: Final = "#B3261E"
ERROR_SOFT: Final = "#FCEBEA"
"""The light colours of the window; a colour never says anything that words do not say too."""
