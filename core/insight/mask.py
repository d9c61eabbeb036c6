"""Masking: records with their people made up, each value in its own shape, a person everywhere the same.

Names, addresses, e-mail addresses, telephone numbers and bank accounts are replaced word by word: who is Anna
in one field is the same made-up name in all others. What the trade needs to be mapped stays: codes, amounts,
dates, towns, countries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from stdnum import iban

from core.records import JsonObject

#: Gives for a text always the same bytes, from which nobody finds the text back.
Digest = Callable[[str], bytes]

_ALWAYS = re.compile(
    r"(first|last|middle|full|given|family|sur|contact|birth|account_?holder)_?name|initials|salutation_name"
    r"|phone.*|mobile.*|telephone.*|fax.*|.*_phone|e_?mail.*|address_?(line)?_?\d*|street.*|house_?number.*"
    r"|zip.*|postal_?code|postcode|iban|bank_?account.*|birth.*|date_of_birth|latitude|longitude"
    r"|.*ip(_address)?|note|notes|remarks?|comments?|customer_note|gift_message|signature|password"
)
_OF_A_PERSON = re.compile(
    r".*(address|customer|contact|debtor|creditor|buyer|person|recipient|receiver|consignee|patient|employee).*"
)
_IN_A_PERSON = re.compile(r"(display_?|search_?)?name_?\d*|company(_?name)?|title|attention|care_of")
_MARKED = re.compile(r"([\w.+%-]+@[\w-]+(?:\.[\w-]+)+|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b)")
_LAND = re.compile(r"\+\d{1,2}")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def mask(record: JsonObject, digest: Digest) -> JsonObject:
    """Give the record with its people made up."""
    return {key: _value(value, key, "", digest) for key, value in record.items()}


def _value(value: Any, key: str, above: str, digest: Digest) -> Any:
    if isinstance(value, dict):
        return {name: _value(each, name, key, digest) for name, each in value.items()}
    if isinstance(value, list):
        return [_value(each, key, above, digest) for each in value]
    if isinstance(value, str):
        return _text(value, digest, personal=_personal(key, above))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _personal(key, above):
        return type(value)(_words(str(value), digest))
    return value


def _personal(key: str, above: str) -> bool:
    """Whether a field of that name, inside an object of that name, is about a person."""
    name, outer = (_CAMEL.sub("_", each).lower() for each in (key, above))
    return bool(_ALWAYS.fullmatch(name) or (_OF_A_PERSON.fullmatch(outer) and _IN_A_PERSON.fullmatch(name)))


def _text(text: str, digest: Digest, *, personal: bool) -> str:
    """A text with its addresses and accounts made up, and all its words too where it is about a person."""
    pieces = _MARKED.split(text)
    made = [_marked(piece, digest) if n % 2 else piece for n, piece in enumerate(pieces)]
    if personal:
        made[::2] = [_words(piece, digest) for piece in made[::2]]
    return "".join(made)


def _marked(text: str, digest: Digest) -> str:
    """What can be told from its writing alone: an e-mail address, or a bank account that is one."""
    if "@" in text:
        return _mail(text, digest)
    return _account(text, digest) if iban.is_valid(text) else text


def _mail(text: str, digest: Digest) -> str:
    local, _, domain = text.partition("@")
    return f"{_words(local, digest)}@{_words(domain.split('.')[0], digest).lower()}.example"


def _account(text: str, digest: Digest) -> str:
    """An IBAN of the same country with check digits that hold."""
    bare = text.replace(" ", "")
    made = bare[:2] + "00" + _words(bare[4:], digest).upper()
    made = made[:2] + iban.calc_check_digits(made) + made[4:]
    return iban.format(made) if " " in text else made


def _words(text: str, digest: Digest) -> str:
    land = found[0] if (found := _LAND.match(text)) else ""  # a telephone number stays in its country
    return land + _WORD.sub(lambda each: _word(each[0], digest), text[len(land) :])


def _word(word: str, digest: Digest) -> str:
    """Another word of the same length and case, or other digits; a first digit that is not 0 stays so."""
    some = digest(word.lower())
    while len(some) < len(word):
        some += digest(some.hex())
    if word.isdigit():
        first = "0" if word[0] == "0" else str(some[0] % 9 + 1)
        return first + "".join(str(byte % 10) for byte in some[1 : len(word)])
    letters = (_VOWELS if n % 2 else _CONSONANTS for n in range(len(word)))
    made = (each[byte % len(each)] for each, byte in zip(letters, some, strict=False))
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, made, strict=True))
