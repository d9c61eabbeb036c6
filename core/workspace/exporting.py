"""Handing a flow on: as a file, byte for byte, or as a bundle that runs in production."""

from __future__ import annotations

from pathlib import Path

from core.access import Action
from core.errors import Misconfigured
from core.flow import Flow, Sample, read_flow
from core.workspace.access import needs
from core.workspace.bundle import End, write_bundle
from core.workspace.documenting import Documenting


class Exporting(Documenting):
    """Flows on their way out."""

    @needs(Action.SEE)
    def export(self, name: str, folder: Path | None = None) -> str:
        """Give the text of a flow, byte for byte; with a folder, a bundle that runs in production too."""
        text = self.text(name)
        if folder is not None:
            flow = read_flow(text)
            names = dict.fromkeys((flow.source.connection, flow.target.connection))
            write_bundle(folder, text, self._proven(flow), [self._end(each) for each in names])
        return text

    def _end(self, name: str) -> End:
        saved = self._reach.get(name)
        if saved is None:
            return End(name, None, None)
        declared = {each.name: each.text for each in self.systems()}.get(saved.connector, "")
        return End(name, saved, self._catalog.connector(saved.connector), declared)

    def _proven(self, flow: Flow) -> list[Sample]:
        """The flow's samples, their people made up, each expected to become what it becomes now."""
        if failed := [result.name for result in self.test(flow) if result.differences]:
            raise Misconfigured(
                f"flow {flow.name!r}: {', '.join(map(repr, failed))} does not become what is expected "
                f"(koppel test {flow.name} shows it), so the bundle would fail its own test: "
                "mend the rule or the expectation first"
            )
        records = self.mask(sample.record for sample in flow.samples)
        made = self.preview(flow, records)
        return [
            sample
            if sample.expect is not None and record == sample.record
            else Sample(name=sample.name, record=record, expect=preview.payload)
            for sample, record, preview in zip(flow.samples, records, made, strict=True)
        ]
