import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import gone, until

from core.commands.children import Children, a_port, free, require
from core.errors import Misconfigured, Stopped

ROOT = Path(__file__).parents[2]


def test_a_taken_port_is_refused_or_replaced() -> None:
    """A port that a person chose is refused by name; one of our own choice gives way."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not free(port)
        assert a_port(port) != port
        with pytest.raises(Misconfigured, match=f"Port {port} is in use"):
            require(port)


def test_a_child_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    """The sentence says which one, with what status, and where its last words are."""
    with Children(ROOT, tmp_path) as children:
        children.start("The worker", "core", "no-such-command")
        with pytest.raises(Stopped, match=r"The worker ended by itself \(status 2\).*koppel\.log"):
            children.watch()
    assert "No such command" in (tmp_path / "koppel.log").read_text()


NESTED = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def test_children_end_with_all_that_they_started(tmp_path: Path) -> None:
    """Leaving the block ends each child's whole process group."""
    (tmp_path / "nested.py").write_text(NESTED)
    with Children(tmp_path, tmp_path) as children:
        children.start("The nest", "nested")
        log = tmp_path / "koppel.log"
        assert until(lambda: log.read_text().endswith("\n"))
        grandchild = int(log.read_text())
        assert not gone(grandchild)
    assert until(lambda: gone(grandchild))


PARENT = """
import os, sys, time
from pathlib import Path
from core.commands.children import Children
home = Path(sys.argv[1])
children = Children(home, home)
children.start("The sleeper", "sleeper")
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    """Even kill -9 of the command leaves nothing running."""
    (tmp_path / "sleeper.py").write_text("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)\n")
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT)
    log = tmp_path / "koppel.log"
    try:
        assert until(lambda: log.exists() and log.read_text().endswith("\n"))
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    sleeper = int(log.read_text())
    assert until(lambda: gone(sleeper))
