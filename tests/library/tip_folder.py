"""A small folder of content in good order, for tests that break it."""

import shutil
from pathlib import Path

from bot.library.content import content_root
from bot.library.tip_facts import AUDIENCES
from tests.library.quiz_folder import DO, FOLDER

TIP = """+++
topic = "orders"
scams = ["fake-order"]
seasons = ["holidays"]
audience = ["finance"]
report = ["mail"]
sources = ["a-report"]
checked = 2026-11-01
+++
# An order of nobody

What does this mail want from you? Open the shop's app and look there.

---

The number in the mail is the trap.

- Nothing there? Delete the mail.
"""
TRUST = """+++
topic = "trust"
scams = []
sources = ["a-report"]
checked = 2026-11-01
+++
# A receipt is fine

What does it want? Nothing at all, so there is nothing to do.

---

A receipt for what you bought is just that.
"""
QUESTION = DO
_SCAMS = '[[scam]]\nid = "fake-order"\n'
_TOPICS = """
[[topic]]
id = "orders"
scams = ["fake-order"]
teaches = []

[[topic]]
id = "trust"
scams = []
teaches = []
"""
_SEASONS = '[[season]]\nid = "holidays"\nfrom = "12-01"\nto = "01-06"\n'
_SOURCES = """
[[source]]
id = "a-report"
title = "A report"
by = "Somebody"
url = "https://report.example/orders"
checked = 2026-11-01
"""


_IDEAS = """
[[idea]]
id = "calls"
topic = "orders"

[[idea]]
id = "receipts"
topic = "trust"
"""
_CUES = '[[cue]]\nid = "urgency"\ncategory = "language"\nmeans = "pressure of time"\n'
_CUES += '[[cue]]\nid = "sender"\ncategory = "technical"\nmeans = "a name that does not fit"\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def messages(folder: Path) -> Path:
    """The folder: two topics, a tip and three questions for each, in order."""
    root = folder / "messages"
    for name, text in (
        ("scams", _SCAMS),
        ("topics", _TOPICS),
        ("seasons", _SEASONS),
        ("sources", _SOURCES),
        ("ideas", _IDEAS),
        ("cues", _CUES),
    ):
        write(root / f"{name}.toml", text)
    for name in ("reporting.toml", "brands.toml"):
        shutil.copy(content_root() / name, root / name)
    names = "".join(f'{one} = "{one.upper()}"\n' for one in AUDIENCES)
    write(
        root / "en" / "tips.toml",
        f'language = "en"\n[topics]\norders = "Orders"\ntrust = "Trust"\n[audiences]\n{names}'
        '[frame]\nmore = "More"\nchecked = "Checked {date}"\n',
    )
    write(root / "en" / "tips" / "order.md", TIP)
    write(root / "en" / "tips" / "receipt.md", TRUST)
    for name, question in FOLDER.items():
        write(root / "en" / "quizzes" / f"{name}.md", question)
    write(root / "en" / "quizzes.toml", 'language = "en"\n[ideas]\ncalls = "Calls"\nreceipts = "Receipts"\n')
    return root


def translated(of: str, title: str = "Eine fremde Bestellung") -> str:
    words = f"# {title}\n\nWas will diese Mail von dir? Schau in der App nach.\n\n---\n\nDie Nummer.\n"
    return f'+++\nof = "{of}"\n+++\n{words}'
