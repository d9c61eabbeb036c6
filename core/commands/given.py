"""What is given on the command line: the arguments that several commands share, and how they are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from core.commands.command import Given
from core.errors import Misconfigured

#: Where a bundle has its connections.
CONNECTIONS = "connections.yaml"


def located(context: typer.Context, flow: str) -> str:
    """Make a name that is a file here look like the path that it is; a bundle stands for its flow."""
    path = Path(flow)
    if path.is_dir() and (path / CONNECTIONS).is_file():
        context.obj = replace(context.obj or Given(), connections=path / CONNECTIONS)
        return os.path.join(flow, _flow_of(path))  # noqa: PTH118  a Path would lose the `./` that says it is a path
    return f"./{flow}" if "/" not in flow and path.is_file() else flow


def _flow_of(bundle: Path) -> str:
    """The name of a bundle's flow file."""
    names = sorted(file.name for file in bundle.glob("*.yaml") if file.name != CONNECTIONS)
    if len(names) != 1:
        found = " and ".join(names) or "none"
        raise typer.BadParameter(f"{bundle} must hold one flow file beside {CONNECTIONS}; there is {found}")
    return names[0]


def is_path(flow: str) -> bool:
    """Tell whether a FLOW is a file and not a name in the workspace."""
    return "/" in flow or flow.endswith((".yaml", ".yml", ".json"))


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The flow's name.", show_default=False)]
FlowArgument = Annotated[
    str,
    typer.Argument(
        callback=located,
        metavar="FLOW",
        help="A flow's name in the workspace, or the path of a flow file or of a bundle.",
        show_default=False,
    ),
]
ConnectionsOption = Annotated[
    Path | None,
    typer.Option(
        "--connections", metavar="FILE", help="Connections from a YAML file, ${VARIABLES} for secrets."
    ),
]
SettingOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A setting; may be given several times."),
]


def pairs(given: Iterable[str] | None, option: str) -> dict[str, str]:
    """Read `name=value` options; no message repeats the value, for it may be a secret by mistake."""
    read = {}
    for each in given or ():
        name, sign, value = each.partition("=")
        if not sign or not name:
            raise Misconfigured(f"{option} needs a name and a value: {option} name=value.")
        read[name.strip()] = value
    return read


def secrets(given: Iterable[str] | None) -> dict[str, str]:
    """Take the secrets from the environment variables that `--secret name=VARIABLE` options name."""
    named = pairs(given, "--secret")
    for name, variable in named.items():
        if not os.environ.get(variable):
            raise Misconfigured(
                f"The environment variable that --secret {name}=… names is not set: give the name of the "
                "variable that holds the secret, not the secret itself."
            )
    return {name: os.environ[variable] for name, variable in named.items()}


def read_text(path: str) -> str:
    """Read a file, or the standard input for `-`, byte for byte; it must be UTF-8."""
    named = "The standard input" if path == "-" else path
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return content.decode()
    except FileNotFoundError:
        raise Misconfigured(f"There is no file {path}.") from None
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Misconfigured(
            f"{named} is not UTF-8 text (byte {error.start + 1}): save it as UTF-8."
        ) from error
