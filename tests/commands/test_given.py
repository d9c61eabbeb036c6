from pathlib import Path

import pytest

from core.commands.given import pairs, read_text, secrets
from core.errors import Misconfigured


def test_settings_are_read_as_names_and_values() -> None:
    """The first `=` divides; a value may be empty and may hold more of them."""
    assert pairs(["shop=a.myshopify.com", "note=x=y", "empty="], "--set") == {
        "shop": "a.myshopify.com",
        "note": "x=y",
        "empty": "",
    }


@pytest.mark.parametrize("wrong", ["hunter2", "=hunter2"])
def test_a_pair_without_a_name_is_refused_without_repeating_it(wrong: str) -> None:
    """What is written in the wrong place may be a secret, so the message does not show it."""
    with pytest.raises(Misconfigured) as refusal:
        pairs([wrong], "--secret")
    assert "--secret name=value" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)


def test_a_secret_comes_from_the_variable_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--secret client_secret=SHOP_SECRET` reads SHOP_SECRET."""
    monkeypatch.setenv("SHOP_SECRET", "hunter2")
    assert secrets(["client_secret=SHOP_SECRET"]) == {"client_secret": "hunter2"}


def test_a_secret_given_as_itself_is_refused_and_not_shown() -> None:
    """A secret in the place of a variable's name is not repeated in the message."""
    with pytest.raises(Misconfigured, match="--secret client_secret") as refusal:
        secrets(["client_secret=hunter2"])
    assert "hunter2" not in str(refusal.value)


def test_a_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    """Line ends and signs outside ASCII stay as they are."""
    (tmp_path / "flow.yaml").write_bytes("naïve: €\r\n".encode())
    assert read_text(str(tmp_path / "flow.yaml")) == "naïve: €\r\n"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("nowhere.yaml", None, "There is no file"),
        ("latin.yaml", "naïve".encode("latin-1"), "not UTF-8 text .byte 3."),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    """The message says which file it is and what is wrong with it."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Misconfigured, match=why) as refusal:
        read_text(str(tmp_path / name))
    assert name in str(refusal.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder given for a file is one sentence too."""
    with pytest.raises(Misconfigured, match="cannot be read: Is a directory"):
        read_text(str(tmp_path))
