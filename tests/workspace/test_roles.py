"""Who may do what: every method of the workspace, for everybody there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from core.access import ALLOWED, ANONYMOUS, WORKER, Action, Actor, Role
from core.errors import Denied, KoppelError, Misconfigured
from core.store import Store
from core.workspace import Workspace
from core.workspace.access import NEEDS, Guarded, needs

DOCUMENT = Path(__file__).parents[2] / "docs" / "access.md"

VIEWS = {"read"}
EDITS = VIEWS | {"see", "edit"}
OPERATES = EDITS | {"run"}
#: What everybody may, as it was decided.
DECIDED = {
    "nobody": set(),
    "viewer": VIEWS,
    "editor": EDITS,
    "operator": OPERATES,
    "admin": {each.value for each in Action},
    "token for read and run": {"read", "run"},
    "worker": {"read", "carry"},
}
#: Who asks nobody who they are: the way in and out, the health of the house, what a vendor has signed, and
#: the end of what this very process carries.
OPEN = {
    *("close", "signed_in", "with_token", "sign_out", "begin_sign_in", "finish_sign_in", "open_page"),
    *("problems", "notified", "interrupt"),
}
#: What must never slip into a lesser right, whatever else changes.
KEPT_APART = {
    "run": ("run", "start", "retry", "start_retry", "retry_one", "start_retry_one", "save_replay", "approve"),
    "see": ("records", "record", "find_records", "passports", "sample", "flow", "text", "planned", "parked"),
    "connect": ("connect", "disconnect", "ask_consent", "consent", "save_system", "try_resource"),
    "erase": ("erase", "forget_record", "keep_days"),
    "house": ("admit", "dismiss", "hand_out", "withdraw", "tokens", "people", "move_database", "back_up"),
    "carry": ("next_run", "carry", "as_worker"),
}

METHODS = {
    name: member
    for name in dir(Workspace)
    if not name.startswith("_") and isinstance(member := getattr(Workspace, name), FunctionType)
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Open an empty workspace, as the desk."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    opened = Workspace(tmp_path / "home")
    yield opened
    opened.close()


def signed_in(workspace: Workspace, role: Role) -> Workspace:
    """Sign somebody in who has a role."""
    email = f"{role.value}@example.com"
    workspace.admit(email, role)
    return workspace.signed_in(workspace._store.people.open(email, f"issuer {email}", role.value))


def everybody(workspace: Workspace) -> dict[str, Workspace]:
    """Give the workspace to each kind of actor, the way that they come in."""
    scopes = [Action.READ, Action.RUN]
    return {
        "nobody": workspace.signed_in(""),
        **{role.value: signed_in(workspace, role) for role in Role},
        "token for read and run": workspace.with_token(workspace.hand_out("nightly", scopes)),
        "worker": workspace.as_worker(),
    }


def passes(workspace: Workspace, name: str) -> bool:
    """Whether the lock lets a call through; behind it there is nothing, so that nothing is done."""
    try:
        made = getattr(workspace, name)()
    except Denied:
        return False
    except (TypeError, AttributeError):  # it came through, and found no arguments or no house
        return True
    return made is not None


def test_every_method_says_what_it_needs() -> None:
    """There is no public method without a declaration, and no public thing of another kind."""
    others = {name for name in dir(Workspace) if not name.startswith("_")} - METHODS.keys()
    assert others == {"actor"}
    undeclared = [name for name, member in METHODS.items() if not hasattr(member, NEEDS)]
    assert undeclared == [], "put @needs(Action.…) above these"
    assert {name for name, member in METHODS.items() if getattr(member, NEEDS) is None} <= OPEN


def test_everybody_may_what_was_decided_and_nothing_else(workspace: Workspace) -> None:
    """The whole matrix: each actor by each method, called directly."""
    wrong = []
    for who, theirs in everybody(workspace).items():
        theirs._refused = lambda *_: None  # type: ignore[method-assign]
        theirs._deed = Guarded._deed.__get__(theirs)  # type: ignore[method-assign]
        theirs._whole = object()  # type: ignore[assignment]
        for name, member in METHODS.items():
            action = getattr(member, NEEDS)
            if action is not None and passes(theirs, name) != (action.value in DECIDED[who]):
                wrong.append((who, name, action.value))
    assert wrong == []


def test_what_is_kept_apart_stays_apart() -> None:
    """A retry needs the right to run, a record the right to see; each dangerous method by its name."""
    for action, names in KEPT_APART.items():
        assert {name: getattr(METHODS[name], NEEDS).value for name in names} == dict.fromkeys(names, action)


def test_a_method_that_says_nothing_cannot_be_called() -> None:
    """Deny by default: who forgets the declaration is told so by the first test that calls it."""

    class House(Guarded):
        def open(self) -> str:
            return "open"

        @needs(Action.READ)
        def look(self) -> str:
            return "seen"

    assert House().look() == "seen"
    with pytest.raises(TypeError, match=r"House\.open does not say what it needs"):
        House().open()


def test_a_method_uses_others_with_its_own_hands(workspace: Workspace) -> None:
    """Who may run need not have the rights of what a run looks at; asked by themselves those stay closed."""
    carrier = workspace.with_token(workspace.hand_out("carrier", [Action.RUN]))
    with pytest.raises(Misconfigured, match="there is no flow"):
        carrier.start("unknown")  # it looks the flow up, which needs the right to see
    with pytest.raises(Denied):
        carrier.saved("unknown")


def test_a_refusal_says_what_it_takes_and_is_written_down(workspace: Workspace) -> None:
    """The person reads which right is missing and who has it; the refusal stands with the acts."""
    viewer = signed_in(workspace, Role.VIEWER)
    for _ in range(3):
        with pytest.raises(
            Denied, match=r"viewer@example.com, viewer\) may not run flows.*operator or admin"
        ):
            viewer.start("orders")
    with pytest.raises(Denied, match="sign in"):
        workspace.signed_in("made-up").runs()
    told = [each for each in workspace._store.audit.all() if each.what.startswith("refused")]
    assert [(each.by, each.what) for each in told] == [
        ("viewer@example.com", "refused: start"),
        ("nobody", "refused: runs"),
    ]


def test_a_role_is_read_with_every_call(workspace: Workspace) -> None:
    """A role that is taken away, or a person who is dismissed, is out with the next call."""
    operator = signed_in(workspace, Role.OPERATOR)
    with pytest.raises(Misconfigured):
        operator.start("orders")
    workspace.admit("operator@example.com", Role.VIEWER)
    with pytest.raises(Denied):
        operator.start("orders")
    assert operator.runs() == []
    workspace.dismiss("operator@example.com")
    with pytest.raises(Denied, match="Nobody is signed in"):
        operator.runs()


def test_a_session_ends_for_good(workspace: Workspace) -> None:
    """After signing out the secret opens nothing, here or in any other process; an admin ends them all."""
    people = workspace._store.people
    workspace.admit("anna@example.com", Role.VIEWER)
    first, second = (people.open("Anna@Example.com", "issuer 1", "Anna") for _ in range(2))
    workspace.sign_out(first)
    assert workspace.signed_in(first).actor == ANONYMOUS
    assert workspace.signed_in(second).actor.name == "anna@example.com"
    assert workspace.sign_out_everywhere("anna@example.com") == 1
    assert workspace.signed_in(second).actor == ANONYMOUS


def test_an_address_stays_with_its_account(workspace: Workspace) -> None:
    """Who is given somebody's old address by the provider does not become them."""
    people = workspace._store.people
    workspace.admit("anna@example.com", Role.ADMIN)
    people.open("anna@example.com", "issuer 1", "Anna")
    with pytest.raises(Denied, match="another account"):
        people.open("anna@example.com", "issuer 2", "Another Anna")
    with pytest.raises(Denied, match="not known here"):
        people.open("ben@example.com", "issuer 3", "Ben")


def test_a_token_never_may_more_than_its_person(workspace: Workspace) -> None:
    """Its scopes are one bound, the person's role the other; it ends with them, or when withdrawn."""
    workspace.admit("anna@example.com", Role.EDITOR)
    secret = workspace.hand_out("anna's", [Action.READ, Action.RUN], person="anna@example.com")
    theirs = workspace.with_token(secret)
    assert theirs.actor.may == {Action.READ}
    workspace.admit("anna@example.com", Role.OPERATOR)
    assert theirs.actor.may == {Action.READ, Action.RUN}
    workspace.dismiss("anna@example.com")
    with pytest.raises(Denied, match="not known here"):
        workspace.with_token(secret)
    other = workspace.hand_out("other", [Action.READ])
    workspace.withdraw("other")
    with pytest.raises(Denied, match="withdrawn"):
        workspace.with_token(other)


def test_no_secret_stands_in_the_database(workspace: Workspace, tmp_path: Path) -> None:
    """What opens a session or a token is handed out once; a copy of the database holds its digest alone."""
    workspace.admit("anna@example.com", Role.VIEWER)
    secrets = [
        workspace._store.people.open("anna@example.com", "issuer 1", "Anna"),
        workspace.hand_out("nightly", [Action.READ]),
        workspace._store.people.begin("browser", "/").verifier,
    ]
    kept = b"".join(file.read_bytes() for file in (tmp_path / "home").iterdir() if file.is_file())
    assert [secret for secret in secrets if secret.encode() in kept] == []


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_ends(workspace: Workspace, days: int) -> None:
    """None lasts for ever, or not at all."""
    with pytest.raises(Misconfigured, match="1 to 366 days"):
        workspace.hand_out("long", [Action.READ], days)


def test_a_strange_address_is_no_person(workspace: Workspace) -> None:
    """Only an e-mail address can sign in."""
    for strange in ("anna", "@", "a b@c.nl", "a@" + "b" * 300):
        with pytest.raises(KoppelError, match="not an e-mail address"):
            workspace.admit(strange, Role.ADMIN)


def test_the_desk_may_all_and_the_worker_only_carries() -> None:
    """What is not declared for somebody is not theirs: an actor without rights passes nothing."""
    assert frozenset(Action) == ALLOWED[Role.ADMIN]
    assert {Action.READ, Action.CARRY} == WORKER.may
    assert not ANONYMOUS.may
    assert not Actor("somebody", "", frozenset()).may


def test_the_document_shows_the_matrix_of_the_code() -> None:
    """docs/access.md says who may do what as the code has it."""
    text = DOCUMENT.read_text("utf-8")
    for line in drawn():
        assert line in text.splitlines(), f"docs/access.md lacks: {line}"


def drawn() -> list[str]:
    """The lines of the document's table, one for each right."""
    return [
        f"| `{action.value}` | {' | '.join('yes' if action in ALLOWED[role] else '' for role in Role)} |"
        for action in Action
    ]


def test_the_store_is_reached_by_the_workspace_alone() -> None:
    """Pages and commands have no way around the lock: none of them touches what stands behind it."""
    rooms = [
        *(DOCUMENT.parents[1] / "pages").rglob("*.py"),
        *(DOCUMENT.parents[1] / "core/commands").glob("*.py"),
    ]
    behind = ("._store", "._whole", "._acts", "._acting", "_reach.", f"{Store.__name__}(")
    found = [f"{file.name}: {word}" for file in rooms for word in behind if word in file.read_text("utf-8")]
    assert found == []
