"""A chart of accounts (kontoplan): which kinds of account there are, and what each usually buys."""

from collections.abc import Mapping

from budgetdesk.domain.value import Value


class AccountKind(Value):
    """A kind of account (art), and the cost it usually is.

    `arts` are the beginnings of the art's digits. `groups` are the groups of cost items it fits,
    as calls name them, the best first; empty where no cost line fits. `texts` and `suppliers`
    narrow the kind: one of them must stand in the posting. A kind of no line says by its `doubt`
    why: "unknown" (the sources do not tell), "grants", "income" or "internal".
    """

    name: str
    arts: tuple[str, ...]
    groups: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    doubt: str = ""


class Chart(Value):
    """The kinds of one chart, the first that fits deciding.

    `art_at` says where in an account number the art begins, by the number's length: systems write
    the art alone, or function and art together.
    """

    id: str
    name: str
    source: str
    art_at: Mapping[int, int]
    kinds: tuple[AccountKind, ...]

    def art_in(self, gl_code: str) -> str:
        """The art and what follows it; empty for a number that is not of this chart."""
        at = self.art_at.get(len(gl_code))
        return "" if at is None or not gl_code.isdecimal() else gl_code[at:]

    def doubtful(self, gl_code: str) -> AccountKind | None:
        """The kind of an account number that fits no line; None when it is another kind."""
        art = self.art_in(gl_code)
        kinds = (kind for kind in self.kinds if kind.doubt and art.startswith(kind.arts))
        return next(kinds, None)
