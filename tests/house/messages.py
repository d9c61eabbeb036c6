"""The messages of every language: gathered from the code, and the files of `core/language` kept up with it.

python tests/house/messages.py            every file up to date: new messages come in empty, old ones go
python tests/house/messages.py --open nl  what has no translation yet, one JSON text a line
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.language import LANGUAGES  # noqa: E402  the path above comes first
from core.language.catalogue import path  # noqa: E402
from core.mapping import functions  # noqa: E402

#: Functions whose words are looked up in the language of who reads.
KEYWORDS = ("_", "n_", "N_")
#: What says its words by those functions alone.
SPOKEN = ("pages", "app.py")
#: What makes sentences in English, translated where they are shown.
SENTENCES = ("core", "connectors")
#: Rooms in which nothing is said to a person: the stand-ins for vendors, and the schema's history.
SILENT = (
    "core/sandbox",
    "core/store/migrations",
    "core/language",
    "core/mapping/compiler",
    "core/log.py",
    "core/mapping/cage/nursery.py",
)
#: What is said of a thing by one word, and where such words stand: by these names, and second in these calls.
TITLES, TITLED = {"title", "label", "noun", "many"}, {"Setting", "Entity", "Choice"}
#: Calls that draw a table, with the words above its columns.
TABLES = {"show", "table"}
WORDS = ROOT / "pages" / "parts" / "mapper" / "src" / "words.json"

_WORD = re.compile(r"[a-z]{2,}")
#: What is written for a machine: SQL, names in a row, regular expressions, HTML, expressions, Python.
_CODE = re.compile(
    r"""^[A-Z_ ,()*]+$|\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|ASC|DESC)\b
    |[\\^]|</|\(\?|\{v\}|^['\[{].*['}\])]\s*\|[a-z_]
    |;\n|:=|==|&&|\|\||[ ]\|[ ]|\bis[ ]not[ ]None\b|\b(?:not[ ]in|len)\b\s*[({]
    |[a-z][A-Z]\S*[ ]\S*[a-z][A-Z]|^\W*[a-z]+_\w+[ ]\w+$""",
    re.VERBOSE,
)

Message = tuple[str | tuple[str, str], str]


def gathered() -> dict[str | tuple[str, str], list[str]]:
    """Every message with the places where it is said; one of two forms is a pair."""
    found: dict[str | tuple[str, str], list[str]] = {}
    for message, place in [*_spoken(), *_sentences(), *_written(), *_words(), *_functions()]:
        found.setdefault(message, []).append(place)
    singles = {each[0] for each in found if isinstance(each, tuple)}
    return {each: places for each, places in found.items() if each not in singles}


def _files(names: tuple[str, ...], suffix: str = ".py") -> Iterator[Path]:
    for name in names:
        top = ROOT / name
        every = [top] if top.is_file() else sorted(top.rglob(f"*{suffix}"))
        for file in every:
            inside = file.relative_to(ROOT).as_posix()
            if not inside.startswith(SILENT) and "/sandbox" not in inside and "node_modules" not in inside:
                yield file


def _spoken() -> Iterator[Message]:
    """What is said by `_`, `n_` and `N_`."""
    for file in _files((*SPOKEN, *SENTENCES)):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):  # in f-strings too, which Babel passes over
            name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
            if not isinstance(call, ast.Call) or name not in KEYWORDS:
                continue
            forms = 2 if name == "n_" else 1
            texts = [
                each.value for each in call.args[:forms] if isinstance(each, ast.Constant) and each.value
            ]
            if len(texts) == forms:  # a variable holds what is marked elsewhere
                yield (texts[0], texts[1]) if name == "n_" else texts[0], file.relative_to(ROOT).as_posix()


def _sentences() -> Iterator[Message]:
    """Every sentence of the core: texts of several words, and what is put together of them and values."""
    for file in _files(SENTENCES):
        tree = ast.parse(file.read_text("utf-8"))
        passed = set(_not_said(tree))
        for node in ast.walk(tree):
            if id(node) not in passed and (text := template(node)) and is_sentence(text):
                yield text, file.relative_to(ROOT).as_posix()
            elif isinstance(node, ast.Call):
                for title in _titles(node):
                    yield title, file.relative_to(ROOT).as_posix()


def _titles(call: ast.Call) -> Iterator[str]:
    """The words by which a call names something to people."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    named = [each.value for each in call.keywords if each.arg in TITLES]
    headed = isinstance(call.func, ast.Attribute) and call.func.attr in TABLES
    tables = [each for each in call.args[:2] if headed and isinstance(each, ast.Tuple)]
    heads = [head for each in tables for head in each.elts]
    for each in [*named, *heads, *(call.args[1:2] if name in TITLED else [])]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and _WORD.search(each.value):
            yield each.value


def _not_said(tree: ast.AST) -> Iterator[int]:
    """Texts that are no sentence of their own: docstrings, parts of another one, messages by `_`."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                yield id(first.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (id(each) for each in ast.walk(node) if each is not node and not _value(each, node))
        elif isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in {*KEYWORDS, "compile", "Option", "Argument", "Typer", "text", "CheckConstraint"}:
                yield from (id(each) for each in ast.walk(node))


def _value(node: ast.AST, inside: ast.JoinedStr) -> bool:
    """Whether a text stands in a gap of another one, as one of two words does: said on its own."""
    return isinstance(node, ast.Constant) and node not in inside.values


def template(node: ast.AST) -> str:
    """The pattern of a text: `{name}` where a value stands; empty for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    named: dict[str, str] = {}
    return "".join(_part(each, named) for each in node.values)


def _part(node: ast.expr, named: dict[str, str]) -> str:
    if not isinstance(node, ast.FormattedValue):
        return template(node)
    code = ast.unparse(node.value)
    if code not in named:
        words = re.findall(r"[a-z]\w*", re.sub(r"(['\"]).*?\1", "", code)) or ["value"]
        name = words[-1]
        taken = set(named.values())
        tries = (name + (str(n) if n > 1 else "") for n in count(1))
        named[code] = next(each for each in tries if each not in taken)
    quote = "'" if node.conversion == ord("r") else ""
    return quote + "{" + named[code] + "}" + quote


def is_sentence(text: str) -> bool:
    """Whether a text has words that a person reads."""
    fixed = re.sub(r"\{\w+\}", " ", text)
    return len(_WORD.findall(fixed)) >= 1 and " " in text.strip() and not _CODE.search(text.strip())


def _written() -> Iterator[Message]:
    """What the connectors' guides and declarations say."""
    for file in _files(("connectors",), "guide.yaml"):
        for text in _read(yaml.safe_load(file.read_text("utf-8"))):
            yield text, file.relative_to(ROOT).as_posix()
    for file in _files(("connectors",), "profile.yaml"):
        for text in _asked(yaml.safe_load(file.read_text("utf-8"))):
            yield text, file.relative_to(ROOT).as_posix()
    for file in _files(("connectors",), "fields.json"):
        for text in _told(json.loads(file.read_text("utf-8"))):
            yield text, file.relative_to(ROOT).as_posix()


def _asked(value: Any) -> Iterator[str]:
    """What a recipe asks, with the help beside it and the answers there are; and its notes on rules."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _asked(each)
    if isinstance(value, dict) and "to" in value and isinstance(value.get("note"), str):
        yield value["note"].strip()
    if isinstance(value, dict) and "title" in value and ("help" in value or "default" in value):
        said = [value["title"], value.get("help"), *dict(value.get("choices") or {}).values()]
        yield from (each.strip() for each in said if isinstance(each, str) and _WORD.search(each))


def _told(value: Any) -> Iterator[str]:
    """What the fields of a system are."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _told(each)
    if isinstance(value, dict) and isinstance(value.get("help"), str) and _WORD.search(value["help"]):
        yield value["help"]


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _read(each)
    elif isinstance(value, str) and " " in value and _WORD.search(value):
        yield value.strip()


def _words() -> Iterator[Message]:
    """What the mapper says in the browser."""
    if WORDS.exists():
        for text in json.loads(WORDS.read_text("utf-8")).values():
            yield text, WORDS.relative_to(ROOT).as_posix()


def _functions() -> Iterator[Message]:
    """What the functions of rules do, as their docstrings say it."""
    for each in functions():
        yield each.help, "core/mapping/functions"


def kept(language: str) -> Catalog:
    """The messages of a language as its file has them."""
    if not path(language).exists():
        return Catalog(locale=language)
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str) -> Catalog:
    """The messages of a language with all that is said, and nothing else."""
    before = kept(language)
    made = Catalog(locale=language)
    for message, places in sorted(gathered().items(), key=lambda pair: str(pair[0])):
        known = before.get(message if isinstance(message, str) else message[0])
        where = [(each, None) for each in sorted(set(places))[:2]]
        made.add(message, known.string if known else None, locations=where)
    return made


def write(language: str, made: Catalog) -> None:
    """Write the file of a language, in one step."""
    new = path(language).with_suffix(".new")
    with new.open("wb") as file:
        write_po(file, made, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    new.replace(path(language))


def without(made: Catalog) -> list[Any]:
    """What has no translation."""
    return [each for each in made if each.id and not (all(each.string) if each.pluralizable else each.string)]


if __name__ == "__main__":
    if "--open" in sys.argv:
        for each in without(brought_up_to_date(sys.argv[-1])):
            sys.stdout.write(json.dumps(each.id, ensure_ascii=False) + "\n")
    else:
        for code in LANGUAGES:
            if code != "en":
                made = brought_up_to_date(code)
                write(code, made)
                sys.stdout.write(
                    f"{code}: {len(made)} messages, {len(without(made))} without a translation\n"
                )
