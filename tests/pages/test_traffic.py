"""What waits and what limits leave, on the overview."""

from __future__ import annotations

from page import shown, text_of

from core.workspace import Workspace

FLOW = "webshop-orders-to-exact"


def test_the_overview_tells_what_waits_and_what_limits_leave(demo: Workspace) -> None:
    """Runs that wait for a worker, those of them that try records again, and requests left this minute."""
    for run in demo._store.runs.active():
        demo.cancel(run.id)
    demo.limit("demo-exact", per_minute=1000)
    assert "wait, the oldest" not in text_of(shown("overview"))
    demo.run(demo.flow(FLOW))
    demo.start(FLOW)
    demo.start_retry(FLOW)
    told = text_of(shown("overview"))
    assert "2 runs wait, the oldest asked for just now, 1 of them to try records again" in told
    assert "of 1,000 requests left this minute" in told
    now = demo.traffic()
    left, most = now.left["demo-exact"]
    assert (now.waiting, now.retries, most) == (2, 1, 1000)
    assert left < most
