"""Finding a thing by a few of its letters, as the palette does."""

from collections.abc import Sequence


def found(typed: str, names: Sequence[str]) -> Sequence[int]:
    """Which names have all the words typed, best first: beginnings before what is inside."""
    words = typed.casefold().split()
    ranks = [(_rank(words, name.casefold()), place) for place, name in enumerate(names)]
    return [place for rank, place in sorted(ranks) if rank <= len(words)]


def _rank(words: Sequence[str], name: str) -> int:
    """How many of the words begin no word of the name; beyond them all when one is not in it."""
    if not all(word in name for word in words):
        return len(words) + 1
    return sum(not any(part.startswith(word) for part in name.split()) for word in words)
