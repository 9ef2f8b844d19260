"""`python -m budgetdesk`: the command line."""

import sys

from budgetdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
