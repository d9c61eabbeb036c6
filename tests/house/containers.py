"""Dockerfiles carried out without Docker: each stage a copy of this machine's files that nobody else sees.

Every instruction is carried out as it stands, in a mount space of its own, over an overlay of this machine,
the Python of the tests in place of the base image's. It needs the right to mount; nothing of it stays.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Self

#: Makes the mount space, says that it is there, and keeps it for as long as somebody holds its input.
_KEEP = 'mount -t tmpfs -o size=8g none "$0" && echo ready && read -r _'
#: Makes the files of a stage ($1) over those of this machine, with Python ($2) among them.
_STAGE = """
mkdir -p "$1/up" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" "$1/root"
mkdir -p "$1/root/opt/python" && mount --bind "$2" "$1/root/opt/python"
echo /opt/python/lib >"$1/root/etc/ld.so.conf.d/0-python.conf" && chroot "$1/root" /sbin/ldconfig
mount -t proc proc "$1/root/proc" && mount --rbind /dev "$1/root/dev"
"""


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile."""

    word: str
    rest: str


def instructions(dockerfile: str) -> list[Instruction]:
    """The instructions of a Dockerfile, those over several lines put together."""
    lines = [line for line in dockerfile.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [Instruction(line.split()[0], line.split(maxsplit=1)[1]) for line in whole.splitlines()]


@dataclass
class Image:
    """What a Dockerfile gives: its files, and how they are started."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)
    user: str = "0:0"
    workdir: str = "/"
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)


class Machine:
    """A mount space in which images are made and started; it ends with everything in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="koppel-image-"))
        self._stages = 0
        self._keeper = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", _KEEP, self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._keeper.stdout is not None
        assert self._keeper.stdout.readline() == b"ready\n", "this user may not mount anything"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keeper.kill()
        self._keeper.communicate()
        shutil.rmtree(self.folder)

    def build(self, folder: Path, parts: Sequence[str], bases: Mapping[str, Image] | None = None) -> Image:  # noqa: C901  a case for each word
        """Carry out the Dockerfile of a folder; `parts` of it are what it may copy."""
        known, named = dict(bases or {}), dict[str, str]()
        image = Image(self.folder)
        for each in instructions((folder / "Dockerfile").read_text()):
            words = shlex.split(each.rest)
            match each.word:
                case "ARG":
                    name, _, value = each.rest.partition("=")
                    named.setdefault(name, value)
                case "FROM":
                    base, *rest = Template(each.rest).substitute(named).split()
                    image = replace(known[base]) if base in known else self._stage()
                    known.update({rest[1]: image} if rest else {})
                case "RUN":
                    self._done(image, ["/bin/sh", "-ec", each.rest])
                case "COPY":
                    self._copy(folder, parts, words, image, known)
                case "ENV":
                    image.variables |= dict(word.split("=", 1) for word in words)
                case "USER":
                    image.user = each.rest
                case "WORKDIR":
                    image.workdir = each.rest
                    self.inside("mkdir", "-p", f"{image.root}{each.rest}")
                case "ENTRYPOINT":
                    image.entrypoint = json.loads(each.rest)
                case "CMD":
                    image.command = json.loads(each.rest)
                case _:
                    raise AssertionError(f"{each.word} is not carried out here")
        return image

    def inside(self, *command: str | Path) -> subprocess.CompletedProcess[bytes]:
        """Carry out a command in the mount space, as root."""
        done = subprocess.run([*self._enter(), *command], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done

    def seal(self, image: Image, mounts: Mapping[str, Path]) -> None:
        """Make an image read-only but for /tmp, with folders and files of this machine mounted on it."""
        self.inside("mount", "-t", "tmpfs", "none", f"{image.root}/tmp")  # noqa: S108  the container's
        for at, what in mounts.items():
            self.inside(
                "sh",
                "-ec",
                '[ -d "$0" ] && mkdir -p "$1" || { mkdir -p "${1%/*}"; : >>"$1"; }',
                what,
                f"{image.root}{at}",
            )
            self.inside("mount", "--bind", what, f"{image.root}{at}")
        self.inside("mount", "-o", "remount,ro", f"{image.root}")

    def run(self, image: Image, *command: str, **variables: str) -> tuple[int, str, str]:
        """Start a container and wait for its end: its own user, no rights to be had, no variable of ours."""
        line = [*image.entrypoint, *(command or image.command)]
        ended = subprocess.run(
            [*self._enter(), *self._chroot(image, image.user, image.variables | variables), *line],
            capture_output=True,
            check=False,
            timeout=300,
        )
        return ended.returncode, ended.stdout.decode(), ended.stderr.decode()

    def _enter(self) -> list[str]:
        return ["nsenter", "--target", str(self._keeper.pid), "--mount", "--"]

    def _chroot(self, image: Image, user: str, variables: Mapping[str, str]) -> list[str]:
        path = variables.get("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin")
        given = {**variables, "PATH": f"{path}:/opt/python/bin"}
        rights = [] if user == "0:0" else ["setpriv", "--no-new-privs", "--bounding-set=-all"]
        started = [
            "env",
            "-i",
            f"--chdir={image.workdir}",
            *[f"{name}={value}" for name, value in given.items()],
        ]
        return ["chroot", f"--userspec={user}", "--groups=", str(image.root), *rights, *started]

    def _done(self, image: Image, command: list[str]) -> None:
        """Carry out a RUN; who builds as root has this machine's variables, for the way to the packages."""
        given = (
            image.variables
            if image.user != "0:0"
            else {**os.environ, "PATH": "/opt/python/bin:/usr/sbin:/usr/bin:/bin"}
        )
        ended = subprocess.run(
            [*self._enter(), *self._chroot(image, image.user, given), *command],
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, f"{command[-1]}: {ended.stderr.decode()}"

    def _copy(
        self, folder: Path, parts: Sequence[str], words: list[str], image: Image, known: Mapping[str, Image]
    ) -> None:
        source, target = words[-2:]
        if words[0].startswith("--from="):
            before = known[words[0].partition("=")[2]]
            self.inside("cp", "-a", f"{before.root}{source}", f"{image.root}{target}")
            return
        names = parts if source == "." else [source]
        target = target if target.startswith("/") else image.workdir
        self.inside("mkdir", "-p", f"{image.root}{target}")
        self.inside("cp", "-r", *[folder / name for name in names], f"{image.root}{target}")

    def _stage(self) -> Image:
        self._stages += 1
        stage = self.folder / str(self._stages)
        python = Path(sys.base_prefix)
        self.inside("sh", "-ec", _STAGE, "stage", str(stage), str(python))
        return Image(stage / "root")
