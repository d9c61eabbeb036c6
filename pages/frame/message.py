"""A page of one sentence, for what happens outside of the pages: signing in, coming back from a vendor."""

from __future__ import annotations

import html

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse

from core.language import _, speaking, translated
from pages.frame.language import of


def message(
    asked: HTTPConnection, title: str, why: str, way: tuple[str, str], status: int = 400
) -> HTMLResponse:
    """Say in the browser's language what happened, and lead on: `way` is where to, and what that is called.

    Title, sentence and way are messages in English; the answer is kept by nobody.
    """
    language = of(asked.cookies, asked.headers.get("accept-language")) or "en"
    with speaking(language):
        head, sentence, where = _(title), translated(why).rstrip("."), _(way[1])
    page = (
        f"<!doctype html><html lang={language}><meta charset=utf-8>"
        f"<title>{html.escape(head)} · Koppel</title>"
        "<meta name=viewport content='width=device-width'><meta name=color-scheme content='light dark'>"
        "<body style='font:16px/1.5 sans-serif;max-width:38rem;margin:15vh auto;padding:0 1rem'>"
        f"<h1 style='font-size:1.4rem'>{html.escape(head)}</h1>"
        f"<p>{html.escape(sentence[:1].upper() + sentence[1:])}.</p>"
        f"<p><a href='{html.escape(way[0])}'>{html.escape(where)}</a></p>"
    )
    return HTMLResponse(page, status, {"cache-control": "no-store"})
