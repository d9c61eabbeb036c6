"""JMESPath's own functions: how each is written, and one line of help."""

from __future__ import annotations

FUNCTIONS: dict[str, tuple[str, str]] = {
    "abs": ("abs(number)", "The number without its sign."),
    "avg": ("avg(numbers)", "The average of a list of numbers."),
    "ceil": ("ceil(number)", "The next whole number up."),
    "contains": ("contains(list_or_text, value)", "Whether a list holds a value, or a text another one."),
    "ends_with": ("ends_with(text, end)", "Whether a text ends so."),
    "floor": ("floor(number)", "The next whole number down."),
    "join": ("join(glue, texts)", "The texts of a list as one, with glue between them."),
    "keys": ("keys(object)", "The names of an object's fields."),
    "length": ("length(value)", "How many characters, items or fields there are."),
    "map": ("map(&expression, list)", "The expression's value for every item of a list."),
    "max": ("max(list)", "The largest of numbers or texts."),
    "max_by": ("max_by(list, &expression)", "The item for which the expression is largest."),
    "merge": ("merge(object, other)", "Objects as one; the later ones win."),
    "min": ("min(list)", "The smallest of numbers or texts."),
    "min_by": ("min_by(list, &expression)", "The item for which the expression is smallest."),
    "not_null": ("not_null(first, other)", "The first value that is not null."),
    "reverse": ("reverse(list_or_text)", "The same the other way round."),
    "sort": ("sort(list)", "Numbers or texts in order."),
    "sort_by": ("sort_by(list, &expression)", "Items in the order of what the expression gives."),
    "starts_with": ("starts_with(text, start)", "Whether a text starts so."),
    "sum": ("sum(numbers)", "The sum of a list of numbers."),
    "to_array": ("to_array(value)", "The value as a list, where it is none yet."),
    "to_number": ("to_number(value)", "A text as a number; null where it is none."),
    "to_string": ("to_string(value)", "Any value as text."),
    "type": ("type(value)", "The name of a value's type."),
    "values": ("values(object)", "The values of an object's fields."),
}
