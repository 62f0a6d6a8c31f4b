"""How the bot logs: one line for each thing, as JSON for a machine or as text for a person, and no word of a mail.

All rooms log with `logging.getLogger(__name__)` and %-templates. Here each line gets its form, and the scrubber has
the last word over it, so that a library that quotes a token or an address does no harm.
"""

import json
import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TextIO

from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

from bot.watch.scrub import scrubbed
from bot.watch.wordless import place_of

FORMS = ("auto", "text", "json")
LONGEST = 4_000  # letters of one string; the rest is cut
_READ = 20_000  # letters of a string that are looked at
_TAIL = 300  # an address is no longer: where the look ends, half of one could stand
_LEAST = {"bot": logging.DEBUG, "slack_sdk": logging.ERROR, "slack_bolt": logging.ERROR}  # else WARNING
_SILENT = frozenset({"aiohttp.access"})  # who asks for what, and from which address, is nobody's business
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def configure(level: str = "WARNING", form: str = "auto", stream: TextIO | None = None) -> None:
    """From now on, log to this stream (standard error): the bot from `level` on, libraries their warnings only.

    `form` "auto" is text for a terminal, and JSON elsewhere. May be called again; the last call holds. Raises
    ValueError for a level or a form that there is not.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"There is no log level {level!r}: take DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    if form not in FORMS:
        raise ValueError(f"There is no form {form!r} of a log: take {', '.join(FORMS)}.")
    stream = stream or sys.stderr
    lines = Lines(stream, as_text=form == "text" or (form == "auto" and stream.isatty()))
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, Lines) or type(one) is logging.StreamHandler]:
        root.removeHandler(old)
    root.addHandler(lines)
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(number)
    logging.captureWarnings(capture=True)


class Lines(logging.StreamHandler[TextIO]):
    """Writes one line for each record that may leave."""

    def __init__(self, stream: TextIO, *, as_text: bool) -> None:
        super().__init__(stream)
        self.addFilter(_may_leave)
        # use_get_message: a template that does not fit its arguments must not cost the line
        self.setFormatter(
            ProcessorFormatter(
                foreign_pre_chain=[_told],
                processors=[_as_text if as_text else _as_json],
                pass_foreign_args=True,
                use_get_message=False,
            )
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A line that cannot be written is named by its place; the usual trace would quote it."""
        with suppress(OSError, ValueError):
            self.stream.write(f"a log line of {record.filename}:{record.lineno} could not be written{self.terminator}")


def _may_leave(record: logging.LogRecord) -> bool:
    """Libraries set levels of their own, so the level is looked at once more."""
    least = _LEAST.get(record.name.partition(".")[0], logging.WARNING)
    return record.levelno >= least and record.name not in _SILENT


def _told(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What is said of a record: time, level, logger, event, extras, and of an error its kind and place."""
    record: logging.LogRecord = event["_record"]
    when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told: dict[str, Any] = {"time": when, "level": record.levelname.lower(), "logger": clean(record.name)}
    told["event"] = clean(_message(str(record.msg), event.get("positional_args")))
    for name, value in vars(record).items():
        if name not in _STANDARD and clean(name) not in told:
            told[clean(name)] = _plain(value)
    raised = event.get("exc_info")
    if isinstance(raised, tuple) and isinstance(raised[1], BaseException):
        told["error"] = clean(place_of(raised[1]))
    return told


def _message(template: str, arguments: Any) -> str:
    if not arguments:
        return template
    try:
        if isinstance(arguments, Mapping):
            return template % {name: _argument(value) for name, value in arguments.items()}
        return template % tuple(_argument(value) for value in arguments)
    except Exception:  # noqa: BLE001 - whatever it is, the line is worth more than its arguments
        return template


def _argument(value: Any) -> Any:
    """An error of a library is told by its kind and place, since its words may quote a mail; ours may not."""
    if isinstance(value, BaseException) and not type(value).__module__.startswith("bot."):
        return place_of(value)
    return value


def _plain(value: Any) -> str | int | float | bool | None:
    """An extra as it may leave: anything that could hold more than one word of ours is told by its kind only."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return clean(value)
    return clean(place_of(value)) if isinstance(value, BaseException) else f"[{type(value).__name__}]"


def clean(text: str) -> str:
    """The text as it may leave: scrubbed, on one line, and of bounded length."""
    cut = len(text) > _READ
    text = scrubbed(text[: _READ - _TAIL] if cut else text)
    return f"{text[:LONGEST]}[cut]" if cut or len(text) > LONGEST else text


def _as_json(_: WrappedLogger, __: str, told: EventDict) -> str:
    return json.dumps(told)


def _as_text(_: WrappedLogger, __: str, told: EventDict) -> str:
    first = f"{told.pop('time')} {told.pop('level').upper()} {told.pop('logger')}: {told.pop('event')}"
    return " ".join([first, *(f"{name}={value}" for name, value in told.items())])
