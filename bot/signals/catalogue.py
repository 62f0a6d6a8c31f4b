"""All signals, found by looking into this folder: adding one touches no other file."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import bot.signals
from bot.signals.signal import Family, Signal

_NOT_SIGNALS = {"signal", "catalogue"}


@cache
def signals() -> tuple[Signal, ...]:
    """Every signal, in the order of their families and then of their ids."""
    names = sorted(module.name for module in iter_modules(bot.signals.__path__) if not _is_shared(module.name))
    found = [import_module(f"bot.signals.{name}").SIGNAL for name in names]
    order = list(Family)
    return tuple(sorted(found, key=lambda signal: (order.index(signal.family), signal.id)))


def _is_shared(name: str) -> bool:
    return name in _NOT_SIGNALS or name.startswith("_")
