"""The pages that are made from the code are those that are there, and those written by hand name what exists."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import tomli
from prometheus_client import Metric

from bot.app.secrets import VARIABLES, read_secrets
from bot.app.setting_file import FILE_VARIABLE, read_settings
from bot.app.settings import Keep, table
from bot.commands.group import legitbot
from bot.commands.pages import all_pages
from bot.fronts.slack.install.flow import INSTALL_PATH, START_PATH
from bot.fronts.slack.manifest import EVENTS_PATH, REDIRECT_PATH
from bot.fronts.slack.scopes import scopes
from bot.library.content import PACKAGE
from bot.signals.catalogue import signals
from bot.store.retention import ANSWERED, EVENTS, QUESTIONS, REMEMBERED
from bot.store.schema import metadata
from bot.watch.metrics import REGISTRY

CHECKOUT = PACKAGE.parent
BY_HAND = ("README.md", "SECURITY.md", "docs/README.md", *(f"docs/{name}.md" for name in
           ("install", "operate", "security", "privacy", "play")))  # fmt: skip
ALL = sorted({*BY_HAND, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in
              (CHECKOUT / "docs").glob("*.md"))})  # fmt: skip
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", re.M)
_OTHERS = {"PORT", "HOST", "METRICS_PORT", "LEGITBOT_CORPUS", "LEGITBOT_CHROMIUM", "LEGITBOT_SLACK_SHAPES"}


@cache
def page(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def fenced(name: str, *kinds: str) -> list[str]:
    """The fenced blocks of these kinds."""
    return [text for kind, text in _FENCED.findall(page(name)) if kind in kinds]


def prose(name: str) -> str:
    """The page without its blocks."""
    return _FENCED.sub("", page(name))


def coded(name: str) -> list[str]:
    """What stands between backticks in the text."""
    return [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", prose(name))]


def anchors(name: str) -> set[str]:
    """The headings of a page as its host links to them."""
    titles = re.findall(r"^#+ (.+)$", prose(name), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_pages_of_all_signals_are_current() -> None:
    """When this fails: legitbot explain --markdown > docs/signals.md"""
    assert page("docs/signals.md") == all_pages(signals())


def test_every_page_stands_in_the_index() -> None:
    linked = {found[0] for found in _LINK.findall(page("docs/README.md"))}
    assert {path.name for path in (CHECKOUT / "docs").glob("*.md")} - {"README.md"} <= linked


@pytest.mark.parametrize("name", ALL)
def test_every_short_link_to_a_page_is_explained_at_the_end(name: str) -> None:
    """Written as [docs/tips.md], it is a link only where its target is named; and a target stands at a line's begin."""
    named = set(re.findall(r"^\[([^\]]+)\]: ", prose(name), re.M))
    meant = set(re.findall(r"(?<![\]!])\[((?:docs/)?[\w.-]+\.md)\](?![(\[])", prose(name)))
    assert meant <= named, meant - named


@pytest.mark.parametrize("name", ALL)
def test_every_link_leads_somewhere(name: str) -> None:
    """Links to other websites are not followed; those within the project lead to a file, and to a heading in it."""
    for target in (one or other for one, other in _LINK.findall(_FENCED.sub("", page(name)))):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        found = ((CHECKOUT / name).parent / path).resolve() if path else CHECKOUT / name
        assert found.exists(), f"{name}: {target}"
        if anchor:
            assert anchor in anchors(found.relative_to(CHECKOUT).as_posix()), f"{name}: {target}"


# ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────


def commands_in(text: str) -> Iterator[list[str]]:
    """Each call of `legitbot` in a shell's lines, as its words."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"\s(?:\||&&|;)\s|;\s", re.sub(r"(^|\s)#.*$", "", line)):
            words = shlex.split(part)
            if words[:1] == ["legitbot"]:
                yield words[1:]


def shell_lines(name: str) -> str:
    inline = [one for one in coded(name) if re.match(r"legitbot( [a-z]|$)", one)]
    return "\n".join([*fenced(name, "sh"), *inline])


def assert_exists(words: list[str]) -> None:
    """That the command is there, and takes every option that is written."""
    if not words or words[0].startswith("-"):
        assert all(one in ("--help", "-h", "--version") for one in words), words
        return
    command = legitbot.get_command(click.Context(legitbot), words[0])
    assert command, f"legitbot {words[0]}"
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            assert word.partition("=")[0] in known, f"legitbot {' '.join(words)}"


def test_there_is_something_to_look_through() -> None:
    """The tests below go through what they find in the pages: none of it would be wrong if nothing were found."""
    assert len([words for name in BY_HAND for words in commands_in(shell_lines(name))]) >= 30
    assert sum(len(fenced(name, "sh")) for name in BY_HAND) >= 10
    assert fenced("docs/install.md", "toml") and fenced("docs/install.md", "ini")
    names = [one for name in BY_HAND for one in coded(name)]
    assert len([one for one in names if re.fullmatch(r"[a-z]+(_[a-z]+)+", one)]) >= 15


@pytest.mark.parametrize("name", BY_HAND)
def test_every_command_and_option_that_is_written_exists(name: str) -> None:
    for words in commands_in(shell_lines(name)):
        assert_exists(words)


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    (words,) = commands_in("echo a; legitbot doctor --cure | cat  # --all")
    assert words == ["doctor", "--cure"]
    with pytest.raises(AssertionError, match="doctor --cure"):
        assert_exists(words)


@pytest.mark.parametrize("name", BY_HAND)
def test_every_block_of_commands_is_one_that_a_shell_can_read(name: str) -> None:
    for block in fenced(name, "sh"):
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr}\n{block}"


def test_the_procfile_names_commands_that_exist() -> None:
    lines = [line for line in page("Procfile").splitlines() if line and not line.startswith("#")]
    kinds = dict(line.split(": ", 1) for line in lines)
    assert "release" in kinds and "legitbot migrate" in kinds["release"]
    for command in kinds.values():
        for words in commands_in(command):
            assert_exists(words)


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", BY_HAND)
def test_every_environment_variable_that_is_named_means_something(name: str) -> None:
    ours = {*VARIABLES, *_OTHERS, FILE_VARIABLE, *(one for setting in table() for one in setting.variables)}
    named = set(re.findall(r"\b(?:SLACK|LEGITBOT|DATABASE)_[A-Z_]+\b", page(name)))
    assert named <= ours, named - ours


@pytest.mark.parametrize("name", BY_HAND)
def test_every_setting_that_is_named_exists(name: str) -> None:
    """A word with an underscore is a setting, a table, a figure, or one of the few that stand below."""
    settings = {setting.name for setting in table()}
    sections = {f"[{setting.section}]" for setting in table()}
    known = settings | set(metadata.tables) | _words_of_metrics() | _OTHER_WORDS
    for one in coded(name):
        if re.fullmatch(r"\[\w+\]", one):
            assert one in sections, f"{name}: {one}"
        elif re.fullmatch(r"[a-z]+(_[a-z]+)+", one):
            assert one in known, f"{name}: {one}"


_OTHER_WORDS = {
    "max_connections", "pg_dump", "secure_delete",  # PostgreSQL's, SQLite's
    "likely_scam", "cannot_tell", "no_warning_signs",  # verdicts
    "request_url", "client_msg_id", "response_url",  # Slack's
}  # fmt: skip


def _words_of_metrics() -> set[str]:
    return {sample for metric in REGISTRY.collect() for sample in _sample_names(metric)}


def _sample_names(metric: Metric) -> set[str]:
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(metric.type, ("",))
    return {metric.name + ending for ending in endings}


def labels_of(sample: str) -> set[str]:
    """The labels of a figure of ours, by the name under which it is read."""
    for collector in REGISTRY._collector_to_names:
        names = {name for metric in collector.collect() for name in _sample_names(metric)}
        if sample in names:
            return set(getattr(collector, "_labelnames", ())) | ({"le"} if sample.endswith("_bucket") else set())
    raise AssertionError(f"there is no figure {sample}")


def test_every_metric_that_is_named_exists_with_its_labels() -> None:
    text = page("docs/operate.md")
    found = re.findall(r"\b(legitbot_[a-z_]+)(?:\{([^}]*)\})?", text)
    assert len(found) >= 10
    for sample, braces in found:
        assert set(re.findall(r"(\w+)\s*=~?", braces or "")) <= labels_of(sample), sample


def test_every_table_of_the_database_is_told_in_the_page_about_security_and_no_other() -> None:
    (section,) = re.findall(r"^## What is stored\n(.*?)^## ", page("docs/security.md"), re.M | re.S)
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.M)) == set(metadata.tables)


def test_the_page_about_security_lists_exactly_the_permissions_that_are_asked_for() -> None:
    (listed,) = re.findall(r"^\*\*Permissions\.\*\* (.*?)\n\n", page("docs/security.md"), re.M | re.S)
    assert set(re.findall(r"`([a-z_]+:?[a-z_.:]*)`", listed)) == {scope.name for scope in scopes()}


def test_the_page_about_security_lists_exactly_the_addresses_that_are_open() -> None:
    (section,) = re.findall(r"^## The doors\n(.*?)^## ", page("docs/security.md"), re.M | re.S)
    open_ones = {EVENTS_PATH, INSTALL_PATH, START_PATH, REDIRECT_PATH, "/healthz", "/readyz", "/metrics"}
    assert set(re.findall(r"`(?:GET|POST) (/[a-z_/]+)`", section)) == open_ones


@pytest.mark.parametrize("name", BY_HAND)
def test_every_file_of_the_project_that_is_named_is_there(name: str) -> None:
    for one in coded(name):
        if re.fullmatch(r"(bot|messages|docs|tests|bench)/[\w./-]*", one):
            assert (CHECKOUT / one).exists(), f"{name}: {one}"


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_of_the_installation_are_in_order(tmp_path: Path) -> None:
    """What a reader copies is taken: the settings, and the secrets once the dots are filled in."""
    sections = {setting.name: setting.section for setting in table()}
    for block in fenced("docs/install.md", "toml"):
        (name,) = tomli.loads(block)
        path = tmp_path / "legitbot.toml"
        path.write_text(f"[{sections[name]}]\n{block}", "utf-8")
        assert read_settings({}, path)[1] == []
    for block in fenced("docs/install.md", "ini"):
        if not block.startswith("["):
            given = dict(line.split("=", 1) for line in block.splitlines())
            assert read_secrets(given)[1] == []


@pytest.mark.parametrize("name", ["docs/operate.md", "docs/security.md"])
def test_a_number_behind_a_setting_is_its_default(name: str) -> None:
    defaults = {setting.name: setting.default for setting in table()}
    told = re.findall(r"`(\w+)`\s\(([\d,]+)", prose(name))
    assert len(told) >= 2
    for setting, number in told:
        assert defaults[setting] == int(number.replace(",", "")), f"{name}: {setting}"


def test_the_times_for_which_things_are_kept_are_the_defaults() -> None:
    keep, lines = Keep(), page("docs/security.md").splitlines()
    told = {row: next(line for line in lines if line.startswith(f"| `{row}` |")) for row in metadata.tables}
    assert f"| {keep.conversation_hours} hours after the last message * |" in told["conversations"]
    for row, days in {
        "checks": keep.checks_days, "feedback": keep.checks_days, "deliveries": keep.deliveries_days,
        "changes": keep.changes_days, "questions": QUESTIONS.days,
    }.items():  # fmt: skip
        assert f"| {days} days" in told[row]
    assert f"| {REMEMBERED.days} days |" in told["tips_shown"]
    for row in ("quizzes", "quiz_answers", "quiz_memory", "week_questions"):
        assert f"| {ANSWERED.days} days" in told[row]
    assert f"| {EVENTS.total_seconds() / 3600:.0f} hours |" in told["events"]
    people = page("docs/privacy.md")
    assert f"| {keep.conversation_hours} hours after your last message |" in people
    assert f"| {keep.deliveries_days} days |" in people and f"| {QUESTIONS.days} days |" in people
    assert f"| {REMEMBERED.days} days |" in people


def test_the_example_of_a_log_line_is_one() -> None:
    (block,) = fenced("docs/operate.md", "json")
    assert list(json.loads(block)) == ["time", "level", "logger", "event"]


def test_the_reader_of_the_page_for_employees_needs_no_long_sentence() -> None:
    """They read it once, and in a hurry."""
    text = re.sub(r"[*`#_]", " ", prose("docs/privacy.md"))
    sentences = [one.split() for one in re.split(r"(?<=[.:!?])\s|\n\s*(?:-|\n)|\|", text)]
    longest = max(sentences, key=len)
    assert len(longest) <= 26, " ".join(longest)
