"""`legitbot check` starts at once: what only the bot in Slack needs is not loaded on the way to a verdict."""

import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
HEAVY = {"aiohttp", "alembic", "asyncio", "cryptography", "fsrs", "slack_bolt", "slack_sdk", "sqlalchemy"}
MAIL = b"From: Ann <ann@acme.example>\nSubject: Lunch\n\nSoup at noon, says http://acme.example/menu\n"

START = """
import json, sys
from bot.commands.group import legitbot
try:
    legitbot(sys.argv[1:])
finally:
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The top-level names of the modules that a command loaded, the mail on its standard input."""
    command = [sys.executable, "-c", START, *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, input=MAIL, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_a_check_loads_nothing_that_only_the_bot_in_slack_needs() -> None:
    modules = loaded("check", "-")
    assert "bot" in modules
    assert not modules & HEAVY


def test_help_loads_nothing_heavy_either() -> None:
    assert not loaded("--help") & HEAVY
