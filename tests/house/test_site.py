"""The site of the documents: whole, every page in its contents, and asking nothing of other servers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from documents import ROOT

CONTENTS = tomllib.loads((ROOT / "zensical.toml").read_text())["project"]["nav"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "zensical.toml", folder)
    built = subprocess.run(
        [Path(sys.executable).with_name("zensical"), "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "build" / "docs"


def named(contents: Any) -> Iterator[str]:
    """The pages that the contents name."""
    match contents:
        case str():
            yield contents
        case list():
            for each in contents:
                yield from named(each)
        case dict():
            for each in contents.values():
                yield from named(each)


def test_every_page_stands_in_the_contents() -> None:
    """Nobody finds a page that no menu has, and no entry leads nowhere."""
    there = {str(file.relative_to(ROOT / "docs")) for file in (ROOT / "docs").rglob("*.md")}
    assert set(named(CONTENTS)) == there


def test_the_site_asks_nothing_of_other_servers(site: Path) -> None:
    """Scripts, styles, fonts and pictures are its own; only links that a person follows lead out."""
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(list(named(CONTENTS)))  # and the page for what is not there
    for page in pages:
        text = page.read_text("utf-8")
        tags = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", text)
        assert not [tag for tag in tags if re.search(r'(?:src|href)="?(?:https?:)?//', tag)], page.name
    styles = [file.read_text("utf-8") for file in site.rglob("*.css")]
    assert styles
    assert not [style for style in styles if re.search(r"(?:url\(|@import )[\"']?(?:https?:)?//", style)]


def test_blocks_and_tables_come_out_as_such(site: Path) -> None:
    """No fence, table line or note of the sources is left as text for readers to see."""
    for page in site.rglob("*.html"):
        text = re.sub(
            r"<pre.*?</pre>|<code.*?</code>|<!--.*?-->", "", page.read_text("utf-8"), flags=re.DOTALL
        )
        assert "```" not in text, page.name
        assert "| ---" not in text, page.name
