"""`legitbot settings`: a file to begin with, a page to read, and a check before the start."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.app.setting_file import read_settings
from bot.app.settings import Settings, table
from bot.commands.group import legitbot
from bot.library.content import PACKAGE
from tests.test_start import HEAVY, loaded


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(legitbot, ["settings", *arguments], env=environment)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_printed_file_changes_nothing() -> None:
    Path("legitbot.toml").write_text(run().stdout)
    assert read_settings({}) == (Settings(), [])


def test_the_printed_file_has_every_setting_at_its_default() -> None:
    """Taking out the # of every setting still changes nothing: each stands there, as it is without the file."""
    opened, settings = re.subn(r"^#(?=\S)", "", run().stdout, flags=re.MULTILINE)
    assert settings == sum(not one.is_table for one in table())
    Path("legitbot.toml").write_text(opened)
    assert read_settings({}) == (Settings(), [])
    for one in table():
        pattern = rf"\[\[{re.escape(one.path)}\]\]" if one.is_table else rf"^{one.name} = "
        assert re.search(pattern, opened, re.MULTILINE), one.path


def test_the_printed_examples_of_tables_are_right_as_they_stand() -> None:
    opened = re.sub(r"^#   ", "", run().stdout, flags=re.MULTILINE)
    Path("legitbot.toml").write_text(opened)
    settings, mistakes = read_settings({})
    assert not mistakes
    assert [one.name for one in settings.organisation.supplier] == ["Papyrus Paper"]
    assert [one.name for one in settings.organisation.impersonated] == ["Ann Berg"]


def test_the_page_of_all_settings_is_current() -> None:
    """When this fails: legitbot settings --markdown > docs/settings.md"""
    assert (PACKAGE.parent / "docs" / "settings.md").read_text("utf-8") == run("--markdown").stdout


def test_a_check_says_fine_or_every_mistake() -> None:
    assert run("--check").stdout == "fine\n"
    assert run("--check").stderr == "There is no legitbot.toml in this folder: every setting is at its default.\n"
    Path("other.toml").write_text("[work]\nanalysts = 0\n[keep]\nchecks = 1\n")
    wrong = run("--check", "other.toml")
    assert wrong.exit_code == 1
    assert wrong.stdout.splitlines() == [
        "other.toml: keep.checks: there is no such setting (did you mean checks_days?).",
        "other.toml: work.analysts: write a whole number from 1 to 64; now it is 0.",
    ]
    assert wrong.stderr == "2 mistakes.\n"
    Path("other.toml").rename("legitbot.toml")
    assert run("--check").exit_code == 1
    Path("legitbot.toml").write_text("")
    assert run("--check").output == "fine\n"


def test_a_check_looks_at_the_environment_too() -> None:
    wrong = run("--check", LEGITBOT_WORK_ANALYSTS="many")
    assert wrong.exit_code == 1
    assert wrong.stdout.startswith("LEGITBOT_WORK_ANALYSTS: write a whole number")


def test_wrong_usage_is_told() -> None:
    assert run("legitbot.toml").exit_code == 2
    assert run("--check", "--markdown").exit_code == 2


def test_a_run_stops_at_a_mistake_and_says_where() -> None:
    Path("bad.toml").write_text("[work]\nanalysts = 0\n")
    done = CliRunner().invoke(
        legitbot, ["run", "--settings", "bad.toml"], env={"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    )
    assert done.exit_code == 1
    assert done.stderr == "Error: bad.toml: work.analysts: write a whole number from 1 to 64; now it is 0.\n"


def test_it_starts_at_once() -> None:
    assert not loaded("settings") & HEAVY
    assert not loaded("settings", "--check") & HEAVY
