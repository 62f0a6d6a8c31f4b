"""Every trouble that the code can name has its own sentence, and every sentence is still said by somebody."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""(?:\.tell\(|trouble\([^"()]*(?:\([^()]*\)[^"()]*)*)\s*"([a-z-]+)\"""")


def test_no_trouble_is_told_in_words_for_another() -> None:
    """A misspelt name would give the general line: "Something went wrong on my side"."""
    said = {name for path in (ROOT / "bot").rglob("*.py") for name in NAMED.findall(path.read_text("utf-8"))}
    written = set(re.findall(r'what == "([a-z-]+)"', (ROOT / "messages/en/replies/trouble.md.j2").read_text("utf-8")))
    assert said == written and len(said) > 5
