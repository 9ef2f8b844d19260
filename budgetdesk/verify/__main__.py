"""`python -m budgetdesk.verify FILE...`: the check alone, without documents, calls or window.

Exit codes: 0 everything is as it was sealed, 1 something is not, 2 it could not be told.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from budgetdesk.errors import BudgetDeskError
from budgetdesk.text import text
from budgetdesk.verify import verify
from budgetdesk.verify.told import form, lines


def main(words: Sequence[str]) -> int:
    """Tells what has become of the packages that the words name."""
    paths = [Path(word) for word in words if word != "--json"]
    if not paths:
        print(text("cli.help.verify").strip(), file=sys.stderr)
        return 2
    try:
        reports = verify(paths)
    except BudgetDeskError as error:
        print(text(f"errors.{error.code}", **error.facts), file=sys.stderr)
        return 2
    if "--json" in words:
        print(json.dumps(form(reports), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(reports)))
    return int(not all(report.is_sound for report in reports))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
