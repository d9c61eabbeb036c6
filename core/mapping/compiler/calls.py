"""Calls of JMESPath functions: quick for the ordinary types, by the interpreter's own table for others."""

from __future__ import annotations

from core.mapping.compiler.source import Lines


def call_source(name: str, given: list[str], texts: list[bool], *, numbers: bool) -> str:
    """The source of a call.

    `texts` tells which arguments are texts for certain, `numbers` whether the first is null or a list of
    exact numbers.
    """
    full = f"call({name!r}, [{', '.join(given)}])"
    if name == "not_null":
        return " else ".join([*(f"{one} if {one} is not None" for one in given), "None"])
    quick = _of_one(name, given[0], numbers=numbers) if len(given) == 1 else ""
    if len(given) == 2:  # noqa: PLR2004  - there are functions of one argument and of two
        quick = _of_two(name, given[0], given[1], texts)
    return f"({quick} else {full})" if quick else full


def write_sum(of: str, name: str, lines: Lines) -> None:
    """The sum of a list of exact numbers, by one look at each."""
    full = f"{name} = call('sum', [{of}])"
    with lines.inside(f"if type({of}) is list:"):
        lines.add(f"{name} = 0")
        with lines.inside(f"for one in {of}:"):
            lines.add(f"if type(one) is int or type(one) is Decimal: {name} += one")
            lines.add(f"else: {full}; break")
    lines.add(f"else: {full}")


def _of_one(name: str, one: str, *, numbers: bool) -> str:
    exact = f"{one} is not None" if numbers else f"type({one}) is list and EXACT.issuperset(map(type, {one}))"
    return {
        "length": f"len({one}) if type({one}) in SIZED",
        "sum": f"sum({one}) if {one} else 0 if {exact}",
        "max": f"max({one}) if {one} and {exact}",
        "min": f"min({one}) if {one} and {exact}",
        "to_string": f"{one} if type({one}) is str",
        "to_array": f"{one} if type({one}) is list",
        "to_number": f"number_of_text({one}) if type({one}) is str",
        "keys": f"list({one}) if type({one}) is dict",
        "values": f"list({one}.values()) if type({one}) is dict",
        "reverse": f"{one}[::-1] if type({one}) in ROWS",
    }.get(name, "")


def _of_two(name: str, one: str, two: str, texts: list[bool]) -> str:
    both = " and ".join(
        f"type({name}) is str" for name, text in zip((one, two), texts, strict=True) if not text
    )
    first = "" if texts[0] else f" and type({one}) is str"
    return {
        # what is no text raises: the interpreter says so better
        "join": f"{one}.join({two}) if type({two}) is list{first}",
        "contains": f"{two} in {one} if type({one}) is list and type({two}) is str or ({both or 'True'})",
        "starts_with": f"{one}.startswith({two}) if {both or 'True'}",
        "ends_with": f"{one}.endswith({two}) if {both or 'True'}",
    }.get(name, "")
