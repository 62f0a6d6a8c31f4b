"""How long a check takes, how much memory, and where the time goes.

Over 1,000 mails of the corpus where LEGITBOT_CORPUS names it, else over the mails that ship with Legitbot; and over one
60 kB HTML mail made here.
"""

import cProfile
import os
import pstats
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from bench.figures import quantile
from bench.made import html_mail
from bot.commands.loading import loaded_library
from bot.flows.check import check
from bot.library.content import content_root
from bot.library.library import Library

_MAILS = 1_000
_SEED = 20_261_122
_ROOMS = (
    "bot/mail/html",
    "bot/mail/attachments",
    "bot/mail",
    "bot/library",
    "bot/signals",
    "bot/verdict",
    "bot/reply",
    "jinja2",
)


def _corpus() -> list[Path]:
    root = os.environ.get("LEGITBOT_CORPUS")
    if not root:
        return sorted((content_root() / "demo").glob("*.*"))
    mails = sorted(Path(root).glob("dev/*/*/*")) + sorted(Path(root).glob("authored/*/*.eml"))
    return random.Random(_SEED).sample([mail for mail in mails if mail.is_file()], _MAILS)


def _row(name: str, ms: list[float], seconds: float) -> str:
    ms = sorted(ms)
    rate = len(ms) / seconds
    return f"| {name} | {len(ms)} | {quantile(ms, 0.5):.1f} | {quantile(ms, 0.95):.1f} | {ms[-1]:.1f} | {rate:.0f} |"


def _timed(name: str, mails: list[bytes], library: Library) -> str:
    started, ms = time.perf_counter(), []
    for mail in mails:
        begun = time.perf_counter()
        check(mail, "mail.eml", library)
        ms.append((time.perf_counter() - begun) * 1000)
    return _row(name, ms, time.perf_counter() - started)


def _start_seconds() -> float:
    """From the start of the program to its first answer, the best of five."""
    mail = content_root() / "demo"
    first = sorted(mail.glob("*.eml"))[0]
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "check", "--json", str(first)], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return min(times)


def _profile(mails: list[bytes], library: Library) -> list[str]:
    """Own time by room, in shares of the whole."""
    profile = cProfile.Profile()
    profile.enable()
    for mail in mails:
        check(mail, "mail.eml", library)
    profile.disable()
    by_room: dict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]  # not in typeshed
        by_room[next((room for room in _ROOMS if f"/{room}/" in file), "standard library and built-ins")] += own
    total = sum(by_room.values())
    return [f"| {room} | {100 * own / total:.0f} % |" for room, own in sorted(by_room.items(), key=lambda one: -one[1])]


def measure() -> None:
    """Print the tables about single checks."""
    library = loaded_library()
    mails = [path.read_bytes() for path in _corpus()]
    for mail in mails:  # every language is loaded once, when its first mail comes
        check(mail, "mail.eml", library)
    print("| mails | count | p50 ms | p95 ms | max ms | a second |\n|---|---|---|---|---|---|")
    print(_timed("corpus", mails, library))
    for words in (600, 2_500):
        made = [html_mail(60_000, words, seed) for seed in range(200)]
        print(_timed(f"60 kB HTML, {words:,} words", made, library))
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")
    print(f"From start to first answer: {_start_seconds():.2f} s.\n")
    print("| where the time goes | share |\n|---|---|")
    print("\n".join(_profile(mails[:300], library)))
