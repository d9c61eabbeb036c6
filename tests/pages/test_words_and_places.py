from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.flow import Rule
from core.records import Counts
from core.specification.cron import in_words
from pages.parts.rules import add, alone, at, blocks, look_up, of, put, steps, values
from pages.parts.run_view import balance
from pages.parts.table_files import pasted
from pages.parts.wording import ago, apart, counted, listed, plain, short

LINES = Rule(to="Lines", each="rows[]", map=(Rule(to="Item", select="sku"), Rule(to="Price", select="price")))
RULES = (Rule(to="Name", select="name"), LINES)


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("*/15 * * * *", "every 15 minutes"),
        ("* * * * *", "every minute"),
        ("0 * * * *", "every hour"),
        ("20 * * * *", "every hour at 20 past"),
        ("0 */4 * * *", "every 4 hours"),
        ("0 6 * * *", "every day at 06:00"),
        ("30 7 * * 1-5", "on weekdays at 07:30"),
        ("0 8,17 * * mon,thu", "every Monday and Thursday at 08:00 and 17:00"),
        ("0 3 1 * *", "on day 1 of the month at 03:00"),
        ("0 3 1 6 *", "by the cron line 0 3 1 6 *"),
        ("5-50/5 * * * *", "by the cron line 5-50/5 * * * *"),
    ],
)
def test_a_cron_line_is_told_in_words(cron: str, words: str) -> None:
    """The usual lines read as a person would say them; the others are shown as they are."""
    assert in_words(cron) == words


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://evil.example/a.png)",
        "[a](javascript:alert(1))",
        "<b>x</b>",
        ":red[x]",
        ":material/home:",
        "$x$",
        "`x`",
    ],
)
def test_text_of_others_is_escaped(hostile: str) -> None:
    """Nothing that Markdown would act upon is left bare."""
    escaped = plain(hostile)
    assert escaped.replace("\\", "").replace("\N{WORD JOINER}", "") == hostile
    for mark in "[]()<>`$!*_":
        assert escaped.count(mark) == escaped.count("\\" + mark)
    assert ":material/" not in escaped
    assert "://" not in escaped


def test_times_and_numbers_read_as_words() -> None:
    """One of a thing is singular, thousands are grouped, a moment is as long ago as it is."""
    assert counted(1, "record") == "1 record"
    assert counted(1240, "record") == "1,240 records"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdef"), 2) == "a, b and 4 more"
    assert ago(None) == "never"
    assert ago(datetime.now(UTC) - timedelta(hours=3)) == "3 hours ago"
    assert ago(datetime.now(UTC) + timedelta(minutes=5, seconds=2)) == "in 5 minutes"


def test_flows_of_the_same_title_are_told_apart() -> None:
    """Two choices that say the same would be one choice: the wrong flow would be opened, and edited."""
    titles = {"one": "Orders to Exact", "two": "Orders to Exact", "three": "Stock to the shop"}
    assert apart(titles) == {
        "one": "Orders to Exact (one)",
        "two": "Orders to Exact (two)",
        "three": "Stock to the shop",
    }


def test_a_value_in_a_table_keeps_its_digits() -> None:
    """Money stays as exact as it came."""
    assert short({"price": Decimal("10.10")}) == '{"price":10.10}'
    assert short(None) == ""
    assert short("x" * 200, 10) == "xxxxxxxxx…"


def test_counts_are_told_as_an_equation() -> None:
    """What was read stands before the sum of what became of it."""
    said = balance(Counts(read=5, created=3, parked=2))
    assert said.startswith("**5** read = ")
    assert "**3** created" in said
    assert "**2** parked" in said
    assert "still being counted" in balance(Counts(read=5, created=3))


def test_a_rule_is_changed_where_it_stands_and_nowhere_else() -> None:
    """Putting a rule inside a list leaves its neighbours and the original as they were."""
    changed = put(RULES, (1, 0), Rule(to="Item", select="code"))
    assert at(changed, (1, 0)) == Rule(to="Item", select="code")
    assert at(changed, (1, 1)) == at(RULES, (1, 1))
    assert at(RULES, (1, 0)) == Rule(to="Item", select="sku")


def test_a_list_without_rules_goes_with_its_last_rule() -> None:
    """Taking the last rule of a block away takes the block away."""
    one = put(RULES, (1, 1), None)
    assert of(one, (1,)) == (Rule(to="Item", select="sku"),)
    assert put(one, (1, 0), None) == (Rule(to="Name", select="name"),)


def test_a_rule_is_added_at_the_end_of_its_block() -> None:
    """It stands where `add` says it stands."""
    new = Rule(to="Quantity", select="quantity")
    rules, place = add(RULES, (1,), new)
    assert place == (1, 2)
    assert at(rules, place) == new
    assert list(blocks(rules)) == [((1,), "Lines")]


def test_a_rule_alone_keeps_the_list_around_it() -> None:
    """What one rule of a list gives is found for each row."""
    small = alone(RULES, (1, 1))
    assert small is not None
    assert [rule.to for rule in small.map] == ["Price"]
    assert values({"Lines": [{"Price": 1}, {"Price": 2}, {}]}, small, 1) == [1, 2, None]


def test_names_with_dots_stand_in_quotes() -> None:
    """A path is read into its names."""
    assert steps('a."b.c".d') == ["a", "b.c", "d"]


def test_a_path_is_looked_up_in_a_record() -> None:
    """One value, or one for each row of a list; a name with a dot stands in quotes."""
    record = {"id": 1, "rows": [{"sku": "A"}, {"sku": "B"}], "old.rows": [{"sku": "C"}]}
    assert look_up(record, "id") == [1]
    assert look_up(record, "rows[].sku") == ["A", "B"]
    assert look_up(record, '"old.rows"[].sku') == ["C"]
    assert look_up(record, "gone.sku") == [None]


def test_rows_pasted_from_a_spreadsheet_are_read() -> None:
    """Tabs, semicolons and commas part the two columns."""
    assert pasted("NL\t2\nDE\t16\n") == {"NL": "2", "DE": "16"}
    assert pasted("NL;2\nDE;16") == {"NL": "2", "DE": "16"}
    assert pasted("alone\n") == {}
