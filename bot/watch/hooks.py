"""What nobody caught is logged by its kind and place: Python and asyncio would print its words, perhaps a mail's."""

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import Any

from bot.watch.wordless import place_of

log = logging.getLogger(__name__)


def install_hooks(loop: asyncio.AbstractEventLoop | None = None) -> None:
    """Log without its words what nobody catches: in the program, in threads, in finalizers, and in the loop's tasks."""
    sys.excepthook = _stopped
    threading.excepthook = _thread_failed
    sys.unraisablehook = _finalizer_failed
    if loop is not None:
        loop.set_exception_handler(_task_failed)


def _stopped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("stopped by an error that nobody caught: %s", place_of(error.with_traceback(trace)))


def _thread_failed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        log.error("a thread failed: %s", place_of(args.exc_value))


def _finalizer_failed(args: "sys.UnraisableHookArgs") -> None:
    where = place_of(args.exc_value) if args.exc_value is not None else args.exc_type.__name__
    log.error("an error could not be raised: %s", where)


def _task_failed(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):  # then asyncio's own sentence may quote the arguments of a callback
        log.error("a task failed and nobody asked for its result: %s", place_of(error))
    else:
        log.error("asyncio: %s", context.get("message", "something went wrong"))
