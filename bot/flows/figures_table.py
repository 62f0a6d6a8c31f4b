"""A team's figures as a table for a spreadsheet: the same ones that are shown, and no finer."""

import csv
import io
from collections.abc import Iterator, Sequence

from bot.flows.quiz_figures import MonthFigures
from bot.flows.say_figures import Names, Words, words
from bot.lessons.groups import Rates
from bot.library.library import Library

_BANDS = ((5, 9), (10, 19), (20, 49))  # people; and 50 or more
_RUNS = "=+-@\t\r"  # what begins like this may be run as a formula


def as_csv(library: Library, language: str, months: Sequence[MonthFigures], topics: Names) -> bytes:
    """Rows of month, what, group, value, people; UTF-8, marked as such for spreadsheets that need it.

    A value of 5 stands for 5 % or less, one of 95 for 95 % or more. People are told in bands.
    """
    said = words(library, language)
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow([said[f"csv_{one}"] for one in ("month", "what", "group", "value", "people")])
    for one in months:
        for row in _rows(one, topics, said):
            table.writerow([_inert(cell) for cell in (one.month, *row)])
    return file.getvalue().encode("utf-8-sig")


def _rows(one: MonthFigures, topics: Names, said: Words) -> Iterator[tuple[str, str, str, str]]:
    figures, everything = one.figures, said["csv_all"]
    if figures.people is None:
        yield said["csv_took_part"], everything, "", said["csv_few"]
        return
    band = _band(figures.people, said)
    yield said["csv_took_part"], everything, str(figures.people), band
    yield said["csv_answers"], everything, str(figures.answers), band
    for what, rates in (("csv_spotting", figures.spotting), ("csv_trusting", figures.trusting)):
        yield from ((said[what], *row) for row in _rates(rates, topics, said))


def _rates(rates: Rates, topics: Names, said: Words) -> Iterator[tuple[str, str, str]]:
    named = [
        (said["csv_all"], rates.overall),
        (said["csv_anchors"], rates.anchors),
        *(
            (said["csv_difficulty"].format(name=said[f"difficulty_{one}"]), rate)
            for one, rate in sorted(rates.by_difficulty.items())
        ),
        *(
            (said["csv_topic"].format(name=topics.get(one, said["other_topic"])), rate)
            for one, rate in sorted(rates.by_topic.items())
        ),
    ]
    for name, rate in named:
        if rate:
            yield name, str(rate.percent), _band(rate.people, said)


def _band(people: int, said: Words) -> str:
    """ "5 to 9": in words, as "5-9" would become a date."""
    for low, high in _BANDS:
        if people <= high:
            return said["csv_band"].format(low=low, high=high)
    return said["csv_band_open"].format(low=_BANDS[-1][1] + 1)


def _inert(cell: str) -> str:
    """No cell is a formula, whatever a topic is called."""
    return f"'{cell}" if cell.lstrip(" ").startswith(tuple(_RUNS)) or cell.startswith(tuple(_RUNS)) else cell
