"""What a chart shows: numbers from 0 to 100, with the words that stand beside them. Words come from outside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A number for each place on the axis; None where there is none."""

    name: str
    values: tuple[int | None, ...]
    last: str  # the last number in words, written below the name


@dataclass(frozen=True, slots=True)
class Lines:
    """One or two lines over the same places. The second is dashed, with hollow squares."""

    title: str
    places: tuple[str, ...]
    lines: tuple[Line, ...]
    number: str = "{} %"  # how a number is written


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` stands behind it and says all; a `second` kind of bar is hatched."""

    label: str
    value: int
    second: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What belongs together."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of bars, one below the other."""

    title: str
    rows: tuple[Row, ...]


Chart = Lines | Bars
