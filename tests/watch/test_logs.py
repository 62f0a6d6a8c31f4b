"""What is logged is one line of a known form, and holds no word of a mail."""

import asyncio
import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from bot.watch.hooks import install_hooks
from bot.watch.logs import LONGEST, Lines, configure

MAIL = "Dear Anna, your parcel waits"
_CHANGED = ("", "bot", "bot.jobs.engine", "slack_sdk.web", "procrastinate.worker", "aiohttp.access", "py.warnings")
_LOGGERS = ("bot.x", "slack_sdk.web", "procrastinate.worker", "alembic", "sqlalchemy.pool", "aiohttp.server")


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in _CHANGED}
    handlers = list(root.handlers)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def _logged(level: str = "INFO", form: str = "json") -> io.StringIO:
    stream = io.StringIO()
    configure(level, form, stream)
    return stream


def test_a_line_is_json_with_time_level_logger_and_event() -> None:
    stream = _logged()
    logging.getLogger("bot.jobs.engine").info("job %d (%s) ended", 5, "check", extra={"took": 0.5})
    (line,) = _lines(stream)
    assert line.pop("time").endswith("Z")
    assert line == {"level": "info", "logger": "bot.jobs.engine", "event": "job 5 (check) ended", "took": 0.5}


def test_a_terminal_shows_one_line_of_text() -> None:
    screen = Screen()
    configure("INFO", "auto", screen)
    logging.getLogger("bot.jobs.engine").warning("two\nlines", extra={"kind": "check"})
    assert screen.getvalue().partition(" ")[2] == "WARNING bot.jobs.engine: two\\nlines kind=check\n"


def test_without_a_terminal_auto_is_json() -> None:
    stream = _logged(form="auto")
    logging.getLogger("bot").warning("x")
    assert _lines(stream)[0]["event"] == "x"


def test_an_error_is_told_by_its_kind_and_place_and_never_by_its_words() -> None:
    stream = _logged()
    try:
        raise ValueError(MAIL)
    except ValueError as error:
        logging.getLogger("bot.jobs.engine").exception("it failed: %s", error, extra={"cause": error})
    (line,) = _lines(stream)
    assert line["error"].startswith("ValueError (test_logs.py:")
    assert line["event"].startswith("it failed: ValueError (test_logs.py:")
    assert line["cause"] == line["error"]
    assert "Anna" not in stream.getvalue()


@pytest.mark.parametrize("logger", _LOGGERS)
def test_no_library_can_say_a_token_or_an_address(logger: str) -> None:
    stream = _logged()
    logging.getLogger(logger).error("sent %s to %s", "xoxb-1-2-secret", "anna@acme.example", extra={"who": "a@b.test"})
    (line,) = _lines(stream)
    assert (line["event"], line["who"]) == ("sent [token] to [address]", "[address]")


def test_an_extra_that_may_hold_more_is_told_by_its_kind() -> None:
    stream = _logged()
    logging.getLogger("procrastinate.worker").warning("x", extra={"job": {"args": MAIL}, "of": [MAIL], "raw": b"x"})
    (line,) = _lines(stream)
    assert (line["job"], line["of"], line["raw"]) == ("[dict]", "[list]", "[bytes]")


def test_an_extra_cannot_take_the_place_of_what_the_line_says() -> None:
    stream = _logged()
    logging.getLogger("bot").warning("true", extra={"event": "false", "level": "false", "time": 0})
    assert (_lines(stream)[0]["event"], _lines(stream)[0]["level"]) == ("true", "warning")


def test_libraries_are_heard_when_they_warn_and_slacks_only_when_they_fail() -> None:
    stream = _logged("DEBUG")
    for name in ("bot.x", "procrastinate.worker", "slack_sdk.web", "aiohttp.access"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)  # as a library may do
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logger.log(level, "x")
    heard = [(line["logger"], line["level"]) for line in _lines(stream)]
    assert heard == [
        ("bot.x", "debug"), ("bot.x", "info"), ("bot.x", "warning"), ("bot.x", "error"),
        ("procrastinate.worker", "warning"), ("procrastinate.worker", "error"), ("slack_sdk.web", "error"),
    ]  # fmt: skip


def test_the_last_of_two_calls_holds() -> None:
    first = _logged("DEBUG")
    second = _logged("ERROR")
    logging.getLogger("bot").warning("not this")
    logging.getLogger("bot").error("this")
    assert first.getvalue() == "" and [line["event"] for line in _lines(second)] == ["this"]
    assert sum(isinstance(one, Lines) for one in logging.getLogger().handlers) == 1


def test_a_level_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no log level 'LOUD'"):
        configure("loud".upper())


def test_a_template_that_does_not_fit_costs_neither_the_line_nor_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    stream = _logged()
    (lines,) = (one for one in logging.getLogger().handlers if isinstance(one, Lines))  # pytest's own would raise
    lines.handle(logging.LogRecord("bot", logging.WARNING, __file__, 1, "%d jobs", (MAIL,), None))
    assert _lines(stream)[0]["event"] == "%d jobs"
    assert MAIL not in capsys.readouterr().err


def test_a_stream_that_is_closed_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stream = _logged()
    stream.close()
    logging.getLogger("bot").warning("%s", MAIL)
    assert capsys.readouterr().err == ""


def test_a_long_line_is_cut_and_no_address_is_cut_in_half() -> None:
    stream = _logged()
    logging.getLogger("bot").warning("%s", "a " * 1990 + "anna.smith@acme.example " * 5000)
    (line,) = _lines(stream)
    assert len(line["event"]) == LONGEST + len("[cut]") and "anna" not in line["event"]
    logging.getLogger("bot").warning("%s", ("xoxb-" + "1" * 195 + " ") * 98 + "anna.smith" * 40 + "@acme.example")
    assert "anna" not in _lines(stream)[1]["event"]


def test_a_warning_of_python_is_a_line_like_any_other() -> None:
    stream = _logged()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("sent to anna@acme.example", UserWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    (line,) = _lines(stream)
    assert line["logger"] == "py.warnings" and "anna" not in line["event"]


async def test_a_task_that_nobody_waits_for_is_told_without_its_words() -> None:
    stream = _logged()
    loop = asyncio.get_running_loop()
    hooks = (sys.excepthook, sys.unraisablehook)
    install_hooks(loop)
    sys.excepthook, sys.unraisablehook = hooks

    def fail(words: str) -> None:
        raise ValueError(words)

    loop.call_soon(fail, MAIL)  # asyncio's own sentence would quote the argument
    await asyncio.sleep(0.01)
    loop.call_exception_handler({"message": "Unclosed connection"})
    loop.set_exception_handler(None)
    failed, other = _lines(stream)
    assert failed["event"].startswith("a task failed and nobody asked for its result: ValueError (")
    assert other["event"] == "asyncio: Unclosed connection"
    assert "Anna" not in stream.getvalue()


_PROGRAM = """
import threading
from bot.watch.hooks import install_hooks
from bot.watch.logs import configure
configure("INFO", "json")
install_hooks()
def fail(): raise ValueError("Dear " + "Anna")
class Late:
    def __del__(self): fail()
Late()
thread = threading.Thread(target=fail); thread.start(); thread.join()
fail()
"""


def test_a_program_that_is_stopped_by_an_error_says_where_and_no_more() -> None:
    ended = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    events = [json.loads(line)["event"].partition(": ValueError (")[0] for line in ended.stderr.splitlines()]
    assert events == ["an error could not be raised", "a thread failed", "stopped by an error that nobody caught"]
    assert ended.returncode == 1 and "Dear" not in ended.stderr
