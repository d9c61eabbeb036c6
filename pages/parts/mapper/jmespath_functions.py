"""JMESPath's own functions: how each is written, and one line of help."""

from __future__ import annotations

from core.language import N_

FUNCTIONS: dict[str, tuple[str, str]] = {
    "abs": ("abs(number)", N_("The number without its sign.")),
    "avg": ("avg(numbers)", N_("The average of a list of numbers.")),
    "ceil": ("ceil(number)", N_("The next whole number up.")),
    "contains": ("contains(list_or_text, value)", N_("Whether a list holds a value, or a text another one.")),
    "ends_with": ("ends_with(text, end)", N_("Whether a text ends so.")),
    "floor": ("floor(number)", N_("The next whole number down.")),
    "join": ("join(glue, texts)", N_("The texts of a list as one, with glue between them.")),
    "keys": ("keys(object)", N_("The names of an object's fields.")),
    "length": ("length(value)", N_("How many characters, items or fields there are.")),
    "map": ("map(&expression, list)", N_("The expression's value for every item of a list.")),
    "max": ("max(list)", N_("The largest of numbers or texts.")),
    "max_by": ("max_by(list, &expression)", N_("The item for which the expression is largest.")),
    "merge": ("merge(object, other)", N_("Objects as one; the later ones win.")),
    "min": ("min(list)", N_("The smallest of numbers or texts.")),
    "min_by": ("min_by(list, &expression)", N_("The item for which the expression is smallest.")),
    "not_null": ("not_null(first, other)", N_("The first value that is not null.")),
    "reverse": ("reverse(list_or_text)", N_("The same the other way round.")),
    "sort": ("sort(list)", N_("Numbers or texts in order.")),
    "sort_by": ("sort_by(list, &expression)", N_("Items in the order of what the expression gives.")),
    "starts_with": ("starts_with(text, start)", N_("Whether a text starts so.")),
    "sum": ("sum(numbers)", N_("The sum of a list of numbers.")),
    "to_array": ("to_array(value)", N_("The value as a list, where it is none yet.")),
    "to_number": ("to_number(value)", N_("A text as a number; null where it is none.")),
    "to_string": ("to_string(value)", N_("Any value as text.")),
    "type": ("type(value)", N_("The name of a value's type.")),
    "values": ("values(object)", N_("The values of an object's fields.")),
}
