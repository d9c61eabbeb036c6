"""A document as one HTML file that asks nobody for anything: read in any browser, printed as it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from core.language import speaking, whole
from core.specification.document import Cell, Document, Part, harmless

_STYLE = """
:root { color-scheme: light dark; --line: #d5dae1; --head: #eef1f5; --faint: #5b6573 }
@media (prefers-color-scheme: dark) { :root { --line: #3a424d; --head: #242a32; --faint: #a4afbd } }
@media print { :root { color-scheme: light; --line: #d5dae1; --head: #eef1f5; --faint: #5b6573 } }
@page { size: A4 landscape; margin: 14mm }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1500px; padding: 24px }
h1 { font-size: 26px; line-height: 1.25 } h2 { font-size: 19px; margin: 36px 0 6px; break-after: avoid }
p { color: var(--faint); margin: 0 0 10px }
dl { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 4px 24px }
dt { color: var(--faint) } dd { margin: 0; overflow-wrap: anywhere }
nav { border: solid var(--line); border-width: 1px 0; padding: 8px 0; margin: 20px 0 }
nav a { margin-right: 18px; color: inherit; white-space: nowrap }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: 13px }
th, td { border: 1px solid var(--line); padding: 5px 8px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; min-width: 64px; max-width: 360px; white-space: pre-line }
th { background: var(--head); overflow-wrap: normal }
thead { display: table-header-group } tr { break-inside: avoid }
td.long { min-width: 190px }
td.n { text-align: right; font-variant-numeric: tabular-nums }
.sign { margin-top: 48px; border-top: 1px solid var(--line); max-width: 420px; padding-top: 6px;
  color: var(--faint) }
"""
#: A text of more characters wants a column in which it stays a sentence.
_LONG = 60
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def web_page(document: Document) -> bytes:
    """Write the document as HTML with nothing beside it."""
    with speaking(document.language):
        return "\n".join(_lines(document)).encode()


def _lines(document: Document) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{_text(document.title)}</h1>\n<dl>"
    for name, value in document.facts:
        yield f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>"
    links = (f'<a href="#part-{n}">{_text(part.title)}</a>' for n, part in enumerate(document.parts, 1))
    yield f"</dl>\n<nav>{' '.join(links)}</nav>"
    for n, part in enumerate(document.parts, 1):
        yield from _part(part, n)
    yield f'<div class="sign">{_text(document.signature)}</div>\n</body>\n</html>\n'


def _part(part: Part, n: int) -> Iterator[str]:
    yield f'<section id="part-{n}">\n<h2>{_text(part.title)}</h2>'
    for text in (part.told, "" if part.rows else part.none):
        if text:
            yield f"<p>{_text(text)}</p>"
    if part.rows:
        heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in part.columns)
        yield f'<div class="wide" tabindex="0"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
        for row in part.rows:
            yield f"<tr>{''.join(map(_cell, row))}</tr>"
        yield "</tbody></table></div>"
    yield "</section>"


def _cell(value: Cell) -> str:
    if isinstance(value, int):
        return f'<td class="n">{whole(value)}</td>'
    return f'<td class="long">{_text(value)}</td>' if len(value) > _LONG else f"<td>{_text(value)}</td>"


def _text(text: str) -> str:
    return escape(harmless(text))
