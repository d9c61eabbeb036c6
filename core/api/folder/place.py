"""Where a connection may read and write on this machine, and moves that leave nothing half done."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from core.errors import Misconfigured


def place(folder: str, allowed: Sequence[Path], where: str) -> Path:
    """Give the folder of a connection, as it really is; one below none of the `allowed` is Misconfigured.

    A plain name is looked for in the first allowed folder. Links are followed before the comparison, so that
    none leads out.
    """
    if not allowed:
        raise Misconfigured(f"{where}: no folder is allowed on this machine; name some in KOPPEL_FOLDERS.")
    wanted = allowed[0] / Path(folder).expanduser()
    try:
        found = wanted.resolve(strict=True)
        roots = [root.resolve() for root in allowed]
    except (OSError, RuntimeError, ValueError):
        raise Misconfigured(f"{where}: there is no folder {wanted}; make it, or correct the name.") from None
    if not any(found.is_relative_to(root) for root in roots):
        known = ", ".join(map(str, roots))
        fault = f"{where}: {found} is outside the folders that are allowed ({known})"
        raise Misconfigured(f"{fault}; choose one inside, or have it added to KOPPEL_FOLDERS.")
    if not found.is_dir():
        raise Misconfigured(f"{where}: {found} is no folder; name the folder that the files are in.")
    return found


def inside(folder: Path, name: str, where: str) -> Path:
    """Give a folder within a folder, made where it is not there; a link in its place is Misconfigured."""
    found = folder / name
    try:
        found.mkdir(exist_ok=True)
        real = stat.S_ISDIR(found.lstat().st_mode)
    except OSError as error:
        raise Misconfigured(
            f"{where}: {found} cannot be made ({error.strerror}); give the right to."
        ) from None
    if not real:
        raise Misconfigured(f"{where}: {found} is no folder but a link; put a folder in its place.")
    return found


def opened(file: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Read a file up to so many bytes, with its facts at that moment; a link is refused with OSError."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(file, flags), "rb") as stream:
        return stream.read(most), os.fstat(stream.fileno())


def written(file: Path, content: bytes, beside: Path | None = None) -> None:
    """Write a file that is there whole or not at all; until then it is in the folder `beside`, or its own."""
    half = (beside or file.parent) / f".{file.name}.half"
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o640), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    moved(half, file)


def moved(file: Path, to: Path) -> None:
    """Move a file within its disk, in one step that outlives a power cut."""
    file.rename(to)
    for folder in {file.parent, to.parent}:
        settled(folder)


def settled(folder: Path) -> None:
    """Wait until what changed in a folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
