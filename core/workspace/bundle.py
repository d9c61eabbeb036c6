"""A bundle: a folder with one flow that tests itself and runs in production.

The same flow gives the same bundle, byte for byte. No secret is in it, and the people in it are made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from string import Template

from core.api.connector import Connector
from core.api.consent import consents
from core.errors import Misconfigured
from core.flow import Flow, FlowProblems, Sample, read_flow, write_flow
from core.flow.writing import write_document
from core.store import SavedConnection

#: The files that are the same in every bundle but for some words; each has `.txt` behind its own name.
_TEXTS = Path(__file__).parent / "bundled"
_SAMPLES = re.compile(r"^samples:.*", re.MULTILINE | re.DOTALL)
_RUNS = ("run.sh",)


@dataclass(frozen=True, slots=True)
class End:
    """A connection of the flow: as it was saved here, or unknown; `system` is the text of a declared one."""

    name: str
    saved: SavedConnection | None
    connector: Connector | None
    system: str = ""

    @property
    def file(self) -> str:
        """The file of its declared system, "" where the connector is one that Koppel knows itself."""
        return f"systems/{self.saved.connector}.yaml" if self.saved and self.system else ""

    @property
    def variables(self) -> dict[str, str]:
        """The secrets that it needs, each with the environment variable that holds it in production."""
        if self.saved is None or self.connector is None:
            return {}
        names = [
            setting.name
            for setting in self.connector.settings
            if setting.secret and (setting.required or setting.name in self.saved.secrets)
        ]
        if consents(self.connector, self.saved.settings, self.saved.secrets):
            names.append("refresh_token")
        return {name: re.sub(r"\W", "_", f"{self.name}_{name}").upper() for name in names}

    @property
    def text(self) -> str:
        """What stands in the connections file."""
        if self.saved is None:
            return f"# {self.name} was not known where this was made: write here what it connects.\n"
        entry = {
            "connector": self.file or self.saved.connector,
            "settings": dict(sorted(self.saved.settings.items())),
            "secrets": {name: f"${{{variable}}}" for name, variable in self.variables.items()},
        }
        return write_document({self.name: {name: value for name, value in entry.items() if value}})


def write_bundle(folder: Path, text: str, samples: Sequence[Sample], ends: Sequence[End]) -> None:
    """Write the bundle of a flow: its text with these samples, its connections, and how to run it."""
    flow = read_flow(text)
    files = {**_about(flow, samples, ends), f"{flow.name}.yaml": with_samples(text, flow, samples)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content.encode())
            (folder / name).chmod(0o755 if name in _RUNS else 0o644)
    except OSError as error:
        raise Misconfigured(f"{folder}: the bundle can't be written: {error.strerror}") from None


def with_samples(text: str, flow: Flow, samples: Sequence[Sample]) -> str:
    """The text of a flow with other samples; where they stand last, all before them stays byte for byte."""
    if tuple(samples) == flow.samples:
        return text
    wanted = flow.model_copy(update={"samples": tuple(samples)})
    written = write_document({"samples": [sample.model_dump(exclude_none=True) for sample in samples]})
    tried = _SAMPLES.sub(lambda _: written, text)
    try:
        return tried if read_flow(tried) == wanted else write_flow(wanted)
    except FlowProblems:
        return write_flow(wanted)


def _about(flow: Flow, samples: Sequence[Sample], ends: Sequence[End]) -> dict[str, str]:
    """The files beside the flow, by their names."""
    secrets = {
        variable: (end.name, secret.replace("_", " "))
        for end in ends
        for secret, variable in end.variables.items()
    }
    schedule = flow.schedule
    words = {
        "title": flow.title,
        "name": flow.name,
        "version": version("koppel"),
        "source": f"{flow.source.resource} of {flow.source.connection}",
        "target": f"{flow.target.resource} of {flow.target.connection}",
        "cron": schedule.cron if schedule else "*/15 * * * *",
        "zone": schedule.timezone if schedule else "UTC",
        "samples": _counted(len(samples)),
        "secrets": "".join(f"\n   - `{name}`: the {what} of {of}" for name, (of, what) in secrets.items())
        + "\n",
    }
    made = {
        file.name.removesuffix(".txt"): Template(file.read_text()).substitute(words)
        for file in sorted(_TEXTS.glob("*.txt"))
    }
    connections = "".join(end.text for end in ends)
    known = any(end.saved for end in ends)
    return {
        **made,
        **{end.file: end.system for end in ends if end.file},
        "connections.yaml": connections if known else f"{connections}{{}}\n",
        "secrets.env": "".join(f"{name}=\n" for name in secrets),
    }


def _counted(samples: int) -> str:
    if not samples:
        return "and no sample yet, so that there is nothing to test"
    return "and one sample" if samples == 1 else f"and {samples} samples"
