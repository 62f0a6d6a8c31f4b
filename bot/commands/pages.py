"""The pages about signals, for the terminal and for docs/signals.md: made from the signals themselves."""

from collections.abc import Mapping, Sequence
from inspect import cleandoc
from itertools import groupby

from bot.signals.signal import Example, Signal


def listed(signals: Sequence[Signal]) -> str:
    """Every signal's id and title, by family."""
    width = max(len(signal.id) for signal in signals)
    lines: list[str] = []
    for family, members in groupby(signals, key=lambda signal: signal.family):
        lines += ["", family.value.capitalize(), ""]
        lines += [f"  {signal.id:<{width}}  {signal.title}" for signal in members]
    return "\n".join(lines[1:])


def page(signal: Signal) -> str:
    """One signal as Markdown: what it sees, why, how much it counts, examples on both sides."""
    parts = [
        f"### {signal.title}",
        f"`{signal.id}` · {signal.family.value} · {signal.weight.name.lower()}",
        f"It says: *{signal.says}*",
        cleandoc(signal.why),
        "Fires on:",
        _examples(signal.fires_on),
        "Stays quiet on:",
        _examples(signal.quiet_on),
    ]
    if signal.see:
        parts.append("See: " + "; ".join(signal.see))
    return "\n\n".join(parts)


def all_pages(signals: Sequence[Signal]) -> str:
    """docs/signals.md: every page, by family."""
    parts = ["# The signs that Legitbot looks for", f"There are {len(signals)}. Made by `legitbot explain --markdown`."]
    for family, members in groupby(signals, key=lambda signal: signal.family):
        parts += [f"## {family.value.capitalize()}", *(page(signal) for signal in members)]
    return "\n\n".join(parts) + "\n"


def _examples(examples: Mapping[str, str | bytes | Example]) -> str:
    return "\n\n".join(f"- {name}\n\n{_indented(_mail(example))}" for name, example in examples.items())


def _mail(example: str | bytes | Example) -> str:
    mail = example.mail if isinstance(example, Example) else example
    return mail.decode("utf-8", "replace") if isinstance(mail, bytes) else mail


def _indented(mail: str) -> str:
    lines = mail.strip().splitlines()
    shown = lines if len(lines) <= 24 else [*lines[:20], f"... ({len(lines) - 20} more lines)"]
    return "\n".join(f"      {line[:160]}" for line in shown)
