"""The text of a PDF page in the order it is drawn, put back into words and lines by where each piece stands.

Written here rather than taken from pypdf, whose extraction takes 30 ms a page and cannot be stopped halfway;
this one takes a quarter of that, and every token it reads is paid for.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bot.mail.attachments.pdf_fonts import Font, font
from bot.mail.attachments.pdf_streams import stream_bytes
from bot.mail.attachments.pdf_tokens import tokens
from bot.mail.attachments.reading import Budget

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_CONTENT = 1_500_000  # decoded bytes of one page's content
_DEPTH = 6  # forms inside forms
_BOXES = 30_000
_WRONG_OPERANDS = (IndexError, TypeError, ValueError, OverflowError, AttributeError, KeyError)
_SPACE = -170.0  # thousandths of the size; see `pdf_lines`


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters and where it stands on the page, in points from the lower left."""

    text: str
    x: float
    y: float
    end: float  # along the line of writing
    along: float
    across: float
    size: float


@dataclass(slots=True)
class Drawing:
    """What one page draws, as far as it matters here."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)  # image XObjects of pypdf
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height; dark and filled
    unreadable: bool = False  # letters were drawn whose meaning the file does not tell
    cut: bool = False  # more was there than could be paid for


@dataclass(slots=True)
class _Pen:
    """The graphics and text state, ISO 32000-1, 8.4 and 9.3."""

    place: Matrix = _UNIT
    line: Matrix = _UNIT
    text: Matrix = _UNIT
    font: Font | None = None
    size: float = 1.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    dark: bool = True


def drawn(page: Any, resources: Any, budget: Budget, fonts: dict[Any, Font]) -> Drawing:
    """What a page draws. `page` and `resources` are pypdf's; `fonts` is the caller's, from page to page."""
    reader = _Page(Drawing(), budget, fonts)
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    parts = contents if isinstance(contents, list) else [contents]
    source = b"\n".join(
        stream_bytes(part.get_object(), _CONTENT, budget)
        for part in parts[:200]
        if part is not None and hasattr(part.get_object(), "get_data")
    )
    reader.read(source[:_CONTENT], resources, _UNIT, 0)
    reader.drawing.cut = reader.drawing.cut or len(source) >= _CONTENT or len(parts) > 200
    return reader.drawing


def loose(source: bytes, budget: Budget) -> list[Piece]:
    """The pieces of a content stream whose page, fonts and forms are lost."""
    reader = _Page(Drawing(), budget, {})
    reader.read(source, {}, _UNIT, 0)
    return reader.drawing.pieces


class _Page:
    """One pass over a page's content and the forms that it draws."""

    def __init__(self, drawing: Drawing, budget: Budget, fonts: dict[Any, Font]) -> None:
        self.drawing, self.budget, self.fonts = drawing, budget, fonts
        self.pen, self.kept = _Pen(), list[_Pen]()
        self.resources: Any = {}
        self.depth = 0
        self.waiting: list[tuple[float, float, float, float]] = []

    def read(self, source: bytes, resources: Any, place: Matrix, depth: int) -> None:
        outside = self.pen, self.kept, self.resources, self.depth
        self.pen, self.kept, self.resources, self.depth = _Pen(place=place), [], resources, depth
        operands: list[Any] = []
        for operator, value in tokens(source, self.budget):
            if operator == "":
                operands.append(value)
                if len(operands) > 4_000:
                    operands.clear()
                continue
            action = _ACTIONS.get(operator)
            if action is not None:
                with suppress(*_WRONG_OPERANDS):  # wrong operands: a reader skips the operator, ISO 32000-1, 7.8.2
                    action(self, operands)
            operands = []
        self.drawing.cut = self.drawing.cut or self.budget.work <= 0
        self.pen, self.kept, self.resources, self.depth = outside

    def show(self, parts: list[Any]) -> None:
        """Strings to show, and numbers between them that move the pen (ISO 32000-1, 9.4.3, TJ)."""
        pen, chosen = self.pen, self.pen.font or _PLAIN
        text: list[str] = []
        advance = 0.0
        for part in parts:
            if isinstance(part, bytes):
                letters, width, count = chosen.shown(part)
                text.append(letters)
                advance += width / 1000.0 * pen.size + pen.letter_gap * count + pen.word_gap * part.count(b" ")
                if count and not letters.strip() and not chosen.codec and not any(chosen.letters.values()):
                    self.drawing.unreadable = True
            elif isinstance(part, float):
                advance -= part / 1000.0 * pen.size
                if part < _SPACE and text and not text[-1].endswith(" "):
                    text.append(" ")
        start = _times(pen.text, pen.place)
        self._move(advance * pen.stretch)
        if any(text):
            self.drawing.pieces.append(_piece("".join(text), start, _times(pen.text, pen.place), pen.size))

    def _move(self, by: float) -> None:
        a, b, c, d, e, f = self.pen.text
        self.pen.text = (a, b, c, d, e + by * a, f + by * b)

    def next_line(self, right: float, up: float) -> None:
        self.pen.line = self.pen.text = _times((1.0, 0.0, 0.0, 1.0, right, up), self.pen.line)

    def choose_font(self, name: str, size: float) -> None:
        self.pen.size = size
        reference = self.resources["/Font"].get_object().raw_get(name)
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self.fonts:
            self.budget.all_of("work", 200)
            try:
                self.fonts[key] = font(reference.get_object(), self.budget)
            except Exception:  # noqa: BLE001  # pypdf raises many kinds on a damaged font; the page goes on with a plain one
                self.fonts[key] = _PLAIN
        self.pen.font = self.fonts[key]

    def draw(self, name: str) -> None:
        inner = self.resources["/XObject"].get_object()[name].get_object()
        if inner.get("/Subtype") == "/Image":
            if len(self.drawing.pictures) < 40 and all(inner is not one for one in self.drawing.pictures):
                self.drawing.pictures.append(inner)
        elif inner.get("/Subtype") == "/Form" and self.depth < _DEPTH and self.budget.take("work", 100):
            matrix = tuple(float(number) for number in inner.get("/Matrix", _UNIT))
            place = _times((*matrix,), self.pen.place) if len(matrix) == 6 else self.pen.place
            resources = inner["/Resources"].get_object() if "/Resources" in inner else self.resources
            try:
                source = stream_bytes(inner, _CONTENT, self.budget)
            except Exception:  # noqa: BLE001  # any filter's error: the page goes on without this form
                self.drawing.cut = True
                return
            self.read(source, resources, place, self.depth + 1)

    def fill(self) -> None:
        if self.pen.dark and len(self.drawing.boxes) < _BOXES:
            self.drawing.boxes += self.waiting
        self.waiting = []

    def box(self, x: float, y: float, width: float, height: float) -> None:
        a, b, c, d, e, f = self.pen.place
        if len(self.waiting) < _BOXES and not b and not c:
            left, right = sorted((x * a + e, (x + width) * a + e))
            low, high = sorted((y * d + f, (y + height) * d + f))
            self.waiting.append((left, low, right - left, high - low))


_PLAIN = Font(letters=dict(enumerate(bytes(range(256)).decode("latin-1"))))


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _piece(text: str, start: Matrix, end: Matrix, size: float) -> Piece:
    length = (start[0] ** 2 + start[1] ** 2) ** 0.5 or 1.0
    right, up = start[0] / length, start[1] / length
    height = abs(size) * ((start[2] ** 2 + start[3] ** 2) ** 0.5 or length)
    along = start[4] * right + start[5] * up
    return Piece(
        text,
        start[4],
        start[5],
        end=end[4] * right + end[5] * up,
        along=along,
        across=start[5] * right - start[4] * up,
        size=height or 1.0,
    )


def _keep(page: _Page, operands: list[Any]) -> None:
    if len(page.kept) < 200:
        pen = page.pen
        page.kept.append(pen)
        page.pen = _Pen(
            pen.place,
            pen.line,
            pen.text,
            pen.font,
            pen.size,
            pen.letter_gap,
            pen.word_gap,
            pen.stretch,
            pen.leading,
            pen.dark,
        )


def _restore(page: _Page, operands: list[Any]) -> None:
    if page.kept:
        page.pen = page.kept.pop()


def _place(page: _Page, operands: list[Any]) -> None:
    page.pen.place = _times((*map(float, operands[-6:]),), page.pen.place)  # type: ignore[arg-type]  # six, or a ValueError


def _matrix(page: _Page, operands: list[Any]) -> None:
    a, b, c, d, e, f = map(float, operands[-6:])
    page.pen.line = page.pen.text = (a, b, c, d, e, f)


def _begin(page: _Page, operands: list[Any]) -> None:
    page.pen.line = page.pen.text = _UNIT


def _leading_line(page: _Page, operands: list[Any]) -> None:
    page.pen.leading = -operands[1]
    page.next_line(operands[0], operands[1])


def _new_line(page: _Page, operands: list[Any]) -> None:
    page.next_line(0.0, -page.pen.leading)


def _show_below(page: _Page, operands: list[Any]) -> None:
    _new_line(page, operands)
    page.show(operands[-1:])


def _dark(page: _Page, operands: list[Any]) -> None:
    numbers = [number for number in operands if isinstance(number, float)]
    page.pen.dark = sum(numbers) > 1.5 if len(numbers) == 4 else sum(numbers) < 0.5 * len(numbers) if numbers else True


def _setting(name: str, scale: float = 1.0) -> Callable[[_Page, list[Any]], None]:
    def change(page: _Page, operands: list[Any]) -> None:
        setattr(page.pen, name, float(operands[0]) * scale)

    return change


_ACTIONS: dict[str, Callable[[_Page, list[Any]], None]] = {
    "q": _keep,
    "Q": _restore,
    "cm": _place,
    "BT": _begin,
    "Tf": lambda page, operands: page.choose_font(operands[0], operands[1]),
    "Tm": _matrix,
    "Td": lambda page, operands: page.next_line(operands[0], operands[1]),
    "TD": _leading_line,
    "T*": _new_line,
    "Tj": lambda page, operands: page.show(operands[:1]),
    "TJ": lambda page, operands: page.show(operands[0]),
    "'": _show_below,
    '"': _show_below,
    "Tc": _setting("letter_gap"),
    "Tw": _setting("word_gap"),
    "Tz": _setting("stretch", 0.01),
    "TL": _setting("leading"),
    "Do": lambda page, operands: page.draw(operands[0]),
    "re": lambda page, operands: page.box(*operands[:4]),
    "f": lambda page, operands: page.fill(),
    "F": lambda page, operands: page.fill(),
    "f*": lambda page, operands: page.fill(),
    "B": lambda page, operands: page.fill(),
    "n": lambda page, operands: page.waiting.clear(),
    "g": _dark,
    "rg": _dark,
    "k": _dark,
    "sc": _dark,
    "scn": _dark,
}
