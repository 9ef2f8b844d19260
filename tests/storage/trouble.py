"""What the surroundings can do to a document, done for real where that can be."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond `size` bytes, much as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def a_small_drive(place: Path, size: str) -> Iterator[bool]:
    """A drive of `size` at `place`; false where we may not mount one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    try:
        made = subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own words
    except FileNotFoundError:
        made = False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S603, S607 - as above
