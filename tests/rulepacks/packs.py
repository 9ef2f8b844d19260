"""A small good pack as text, to be written with one thing changed."""

from pathlib import Path

HEAD = """\
id = "T1"
name = "Prøvepuljen"
funder = "Styrelsen"
complete = false
where_to_look = { document = "opslag" }

[documents.opslag]
title = "Opslag: Prøvepuljen"
url = "https://example.dk/opslag"

"""
"""Ten lines: what a test writes after it begins on line 11."""

SOURCE = 'source = { document = "opslag", section = "Krav", quote = "ordene selv" }\n'


def write(folder: Path, text: str | bytes, name: str = "pack.toml") -> Path:
    """A file holding `text`."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def a_rule(kind: str, *lines: str) -> str:
    """A rule with its source: three lines or more, the first being the table."""
    return "\n".join([f"[rules.{kind}]", *lines, SOURCE])
