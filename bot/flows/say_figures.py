"""How a team is doing, in plain words, with a chart for each part; every chart is told in words as well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.charts import Bar, Bars, Chart, Line, Lines, Row
from bot.flows.quiz_figures import ANCHORS, MonthFigures, over_time, yardstick
from bot.lessons.groups import GroupFigures, Rate
from bot.library.library import Library
from bot.reply.reply import Block, Button, Kind, Reply, Span

ROWS = 6  # of bars in one chart: more would be too small to read
MOST_CHARTED = 12  # months
STOP = "figures-stop"
LOWEST, HIGHEST = 5, 95  # which stand for "or less" and "or more"; see bot.lessons.groups.Rate
Words = Mapping[str, str]
Names = Mapping[str, str]
"""What the topics are called, by id."""
Shares = tuple[str, Rate | None, Rate | None]
"""A place in words, and the rates of spotting and trusting there."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; `alt` says all that it shows."""

    chart: Chart
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """Words, and the charts below them."""

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()


def words(library: Library, language: str) -> Words:
    """The words around figures, in this language or in English."""
    return library.quiz_words(language)["figures"]


def month_said(month: str, said: Words) -> str:
    """ "November 2026"."""
    year, number = month.split("-")
    return said["month"].format(month=said[f"month_{int(number)}"], year=year)


def nothing_yet(library: Library, language: str) -> Section:
    """In place of figures, before there are any."""
    return Section((_text(words(library, language)["none"]),))


def month_page(
    library: Library, language: str, months: Sequence[MonthFigures], month: str, topics: Names
) -> Sequence[Section]:
    """All about one of these months, and then how it went from month to month until then."""
    said = words(library, language)
    one = next(one for one in months if one.month == month)
    heading = Block(Kind.HEADING, (Span(said["heading"].format(month=month_said(month, said))),))
    until = [one for one in months if one.month <= month]
    if one.figures.people is None:
        return [Section((heading, _text(said["too_few"].format(month=month_said(month, said)))))]
    top = Section((heading, *_short(one.figures, said), _text(said["first_answers"])))
    found = [_difficulties(one.figures, said), _topics(one.figures, topics, said), _months(until, said)]
    last = Section((_text(said["left_out"]), _text(said["nobody_named"])))
    return [top, *(section for section in found if section), last]


def digest(
    library: Library, language: str, months: Sequence[MonthFigures], month: str, topics: Names, stop: str
) -> tuple[Reply, Sequence[Picture]]:
    """The monthly message, and its charts. `stop`: what stands on the button that ends it."""
    said = words(library, language)
    one = next(one for one in months if one.month == month)
    until = [one for one in months if one.month <= month]
    sections = [_months(until, said), _difficulties(one.figures, said), _topics(one.figures, topics, said)]
    heading = Block(Kind.HEADING, (Span(said["digest_heading"].format(month=month_said(month, said))),))
    blocks = [heading, *_short(one.figures, said)]
    blocks += [block for section in sections if section for block in section.blocks]
    blocks += [_text(said[one]) for one in ("left_out", "nobody_named", "digest_invites")]
    pictures = [picture for section in sections if section for picture in section.pictures]
    return Reply(tuple(blocks), (Button(STOP, stop),)), pictures


def share(rate: Rate, said: Words) -> str:
    """ "75 %", "95 % or more"."""
    form = {HIGHEST: "percent_high", LOWEST: "percent_low"}.get(rate.percent, "percent")
    return said[form].format(percent=rate.percent)


def _short(figures: GroupFigures, said: Words) -> Iterator[Block]:
    """Participation, spotting and trusting, in a sentence each."""
    yield _text(said["taking_part"].format(people=figures.people, answers=figures.answers))
    for form, rate in (("of_scams", figures.spotting.overall), ("of_genuine", figures.trusting.overall)):
        yield _text(said[form].format(share=share(rate, said)) if rate else said[f"{form}_hidden"])


def _difficulties(figures: GroupFigures, said: Words) -> Section | None:
    spotting, trusting = figures.spotting.by_difficulty, figures.trusting.by_difficulty
    rows = [(said[f"difficulty_{one}"], spotting.get(one), trusting.get(one)) for one in (1, 2, 3)]
    return _bars(said["by_difficulty"], [row for row in rows if row[1] or row[2]], said)


def _topics(figures: GroupFigures, topics: Names, said: Words) -> Section | None:
    spotting, trusting = figures.spotting.by_topic, figures.trusting.by_topic
    order = [*topics, *sorted({*spotting, *trusting} - {*topics})]
    rows = [(topics.get(one, said["other_topic"]), spotting.get(one), trusting.get(one)) for one in order]
    return _bars(said["by_topic"], [row for row in rows if row[1] or row[2]], said, part="by_topic_part")


def _bars(title: str, rows: Sequence[Shares], said: Words, part: str = "") -> Section | None:
    """The rows as a list, and as charts of a few rows each."""
    if not rows:
        return None
    lines = [_line(row, said) for row in rows]
    groups = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
    pictures = []
    for number, group in enumerate(groups, 1):
        name = said[part].format(part=number, parts=len(groups)) if part and len(groups) > 1 else title
        chart = Bars(name, tuple(Row(row[0], tuple(_row_bars(row, said))) for row in group))
        pictures.append(Picture(chart, _alt(name, [_line(row, said) for row in group], said)))
    return Section((_heading(title), *map(_step, lines)), tuple(pictures))


def _row_bars(row: Shares, said: Words) -> Iterator[Bar]:
    for name, rate, second in ((said["spotting"], row[1], False), (said["trusting"], row[2], True)):
        if rate:
            yield Bar(said["one"].format(name=name, share=share(rate, said)), rate.percent, second)


def _months(months: Sequence[MonthFigures], said: Words) -> Section | None:
    """How it went from month to month; nothing where there is only one."""
    rows = over_time(months)[-MOST_CHARTED:]
    if len(rows) < 2:
        return None
    lines = [_line((month_said(month, said), spotting, trusting), said) for month, spotting, trusting in rows]
    by = said["by_anchors" if yardstick(months) == ANCHORS else "by_overall"]
    drawn = [
        Line(said[name], tuple(rate.percent if rate else None for rate in rates), _last(rates, said))
        for name, rates in (("spotting", [row[1] for row in rows]), ("trusting", [row[2] for row in rows]))
    ]
    chart = Lines(said["over_time"], tuple(_short_month(row[0], said) for row in rows), tuple(drawn), "{} %")
    alt = _alt(said["over_time"], [*lines, by.rstrip(".")], said)
    return Section((_heading(said["over_time"]), *map(_step, lines), _text(by)), (Picture(chart, alt),))


def _last(rates: Sequence[Rate | None], said: Words) -> str:
    return next((share(rate, said) for rate in reversed(rates) if rate), "")


def _line(row: Shares, said: Words) -> str:
    """ "Orders and bills: spotting scams 75 %, trusting genuine mail 80 %"."""
    place, spotting, trusting = row
    both = ((said["spotting"], spotting), (said["trusting"], trusting))
    shares = [said["in_line"].format(name=_lower(name), share=share(rate, said)) for name, rate in both if rate]
    return said["line"].format(place=place, shares=", ".join(shares))


def _alt(title: str, lines: Sequence[str], said: Words) -> str:
    return said["chart"].format(title=title, lines=". ".join(lines))


def _short_month(month: str, said: Words) -> str:
    year, number = month.split("-")
    return said["short"].format(month=said[f"short_{int(number)}"], year=year)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _heading(text: str) -> Block:
    return Block(Kind.HEADING, (Span(text),))


def _text(text: str) -> Block:
    return Block(Kind.TEXT, (Span(text),))


def _step(text: str) -> Block:
    return Block(Kind.STEP, (Span(text),))
