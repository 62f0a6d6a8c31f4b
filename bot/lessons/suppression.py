"""Which figures of a team may stand side by side, when people can subtract.

A figure that stands on few people is hidden; and so is each further one that would let somebody work out what stands
on few people (complementary suppression). Threshold rule and method: Hundepool et al., Statistical Disclosure Control
(2012), chapter 4, and the handbook of sdctools.github.io/HandbookSDC, "Frequency tables" and "Linked tables".
Whoever subtracts is taken to know, for every answer, who gave it and which figures it counts in, and all figures
exactly: rounding comes on top, and nothing rests on it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

FEWEST = 5  # people


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that count in the same figures: of a topic and a difficulty, or to anchors."""

    topic: str
    difficulty: int


ANCHORS = Group("", 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: that of a topic, of a difficulty, of the anchors, or, with nothing named, of everything."""

    topic: str | None = None
    difficulty: int | None = None
    anchors: bool = False

    def __contains__(self, group: Group) -> bool:
        """Do the group's answers count in this figure?"""
        if self.anchors or group == ANCHORS:
            return group == ANCHORS and self in (Cell(), Cell(anchors=True))
        return self.topic in (None, group.topic) and self.difficulty in (None, group.difficulty)


# A set of people is a number with a bit for each: unions are what takes the time here.
_People = Mapping[Group, int]


def shown_cells(groups: Mapping[Group, Iterable[str]]) -> tuple[Cell, ...]:
    """The figures to show, given who answered in each group: as many as may be, the most wanted first.

    That is overall, the anchors, the difficulties, then the topics with the most people. Each stands on five people at
    least, and so does every sum and difference of them that is not empty.
    """
    bits: dict[str, int] = {}
    people = {
        group: reduce(or_, (1 << bits.setdefault(one, len(bits)) for one in who), 0) for group, who in groups.items()
    }
    shown: list[Cell] = []
    for cell in _wanted(people):
        if _who(people, cell).bit_count() < FEWEST:
            if cell == Cell():
                break
        elif not _gives_away(people, [*shown, cell]):
            shown.append(cell)
    return tuple(shown)


def _wanted(people: _People) -> Iterator[Cell]:
    yield Cell()
    yield Cell(anchors=True)
    others = [group for group in people if group != ANCHORS]
    yield from (Cell(difficulty=one) for one in sorted({group.difficulty for group in others}))
    topics = sorted({group.topic for group in others})
    yield from sorted((Cell(one) for one in topics), key=lambda cell: -_who(people, cell).bit_count())


def _who(people: _People, cell: Cell) -> int:
    return reduce(or_, (who for group, who in people.items() if group in cell), 0)


def _gives_away(people: _People, shown: Collection[Cell]) -> bool:
    """Is there a combination of these figures (overall among them) that stands on some people, but fewer than five?

    Groups are the edges of a graph between topics and difficulties; hidden topics are one node, hidden difficulties
    another, and hidden anchors lie between those two. (Anchors that are shown stand apart: with them or without, no
    combination holds a part of them.) A combination gives every node a number and leaves over exactly the edges
    between nodes of different numbers. So what can be left over are the cuts of this graph, and what more than two
    numbers leave over holds what two leave. Looked at are all cuts: each choice of difficulties, and with it each
    topic on one side or the other, as long as fewer than five people are in the cut.
    """
    rows: dict[str | None, dict[int | None, int]] = {}
    for group, who in people.items():
        if group == ANCHORS and Cell(anchors=True) in shown:
            continue
        topic = group.topic if Cell(group.topic) in shown else None
        difficulty = group.difficulty if Cell(difficulty=group.difficulty) in shown else None
        row = rows.setdefault(topic, {})
        row[difficulty] = row.get(difficulty, 0) | who
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    for choice in range(1 << max(0, len(columns) - 1)):  # the last stays on its side: the other half is the same
        there = {column for place, column in enumerate(columns) if choice >> place & 1}
        if _small_cut(_cuts(row, there) for row in rows.values()):
            return True
    return False


def _cuts(row: Mapping[int | None, int], there: Collection[int | None]) -> tuple[int, int]:
    """The people in the cut with the topic on this side, and with the topic on the other."""
    across = reduce(or_, (who for column, who in row.items() if column in there), 0)
    beside = reduce(or_, (who for column, who in row.items() if column not in there), 0)
    return across, beside


def _small_cut(rows: Iterable[tuple[int, int]]) -> bool:
    """Can each row take one of its two sets so that they hold one to four people in all?"""
    unions = {0}
    for two in rows:
        unions = {union | one for union in unions for one in two if (union | one).bit_count() < FEWEST}
    return any(unions)
