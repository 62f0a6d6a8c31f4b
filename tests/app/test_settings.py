"""What an operator may set: every default is told, every way of setting counts, and nothing is left unexplained."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.app.config import Config
from bot.app.kinds import Number
from bot.app.secrets import VARIABLES, Secrets
from bot.app.setting_file import read_settings
from bot.app.settings import Rules, Settings, settings_of, table
from bot.commands.settings_pages import words
from bot.library.organisation import Organisation, Party

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def read(text: str, tmp_path: Path, **environment: str) -> Settings:
    """The settings of a file with this text, which has no mistake."""
    path = tmp_path / "legitbot.toml"
    path.write_text(text, "utf-8")
    settings, mistakes = read_settings(environment, path)
    assert [str(one) for one in mistakes] == []
    return settings


def test_without_a_file_everything_is_at_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({}) == (Settings(), [])


def test_the_defaults_are_the_promised_ones() -> None:
    """Documents, platforms and other rooms stand on these."""
    promised = {
        "slack.operator": "", "slack.admins": (),
        "web.host": "127.0.0.1", "web.port": 3000, "web.public_url": "",
        "metrics.host": "127.0.0.1", "metrics.port": 9464,
        "logs.level": "warning", "logs.form": "auto",
        "work.analysts": 2, "work.analysis_seconds": 10, "work.analysis_memory_mb": 1024, "work.at_once": 64,
        "work.in_run": "yes",
        "work.stop_seconds": 20, "work.give_up_hours": 6,
        "keep.conversation_hours": 24, "keep.checks_days": 365, "keep.deliveries_days": 30, "keep.changes_days": 730,
        "quizzes.folder": "", "tips.folder": "", "tips.channels": "members", "tips.round_people": 3,
        "organisation.own_domains": (), "organisation.trusted_servers": (), "organisation.trusted_senders": (),
        "organisation.security_channel": "", "organisation.security_words": "", "organisation.exercise_senders": (),
        "organisation.supplier": (), "organisation.impersonated": (),
    }  # fmt: skip
    assert {one.path: one.default for one in table()} == promised


def test_every_default_is_a_value_that_may_be_written() -> None:
    for one in table():
        written = list(one.default) if isinstance(one.default, tuple) else one.default
        assert one.kind.read(written) == one.default, one.path


def test_every_setting_and_every_secret_has_its_words_and_no_words_are_left_over() -> None:
    said = words()
    told = {f"{section}.{name}" for section, ones in said["help"].items() for name in ones}
    assert told == {one.path for one in table()}
    assert set(said["sections"]) == {one.name for one in fields(Settings)}
    assert tuple(said["secrets"]) == VARIABLES
    for text in [*(text for ones in said["help"].values() for text in ones.values()), *said["secrets"].values()]:
        assert re.fullmatch(r"[A-Z].*\.", text), text
        assert all(len(sentence.split()) <= 25 for sentence in text.split(". ")), text


def test_every_number_takes_its_limits_and_nothing_beyond(tmp_path: Path) -> None:
    for one in table():
        if isinstance(one.kind, Number):
            for value in (one.kind.least, one.kind.most):
                other_port = "[web]\nport = 2\n" if one.section == "metrics" else "[metrics]\nport = 0\n"
                settings = read(f"{other_port}[{one.section}]\n{one.name} = {value}\n", tmp_path)
                assert getattr(getattr(settings, one.section), one.name) == value
            for value in (one.kind.least - 1, one.kind.most + 1):
                (tmp_path / "wrong.toml").write_text(f"[{one.section}]\n{one.name} = {value}\n")
                [mistake] = read_settings({}, tmp_path / "wrong.toml")[1]
                assert str(mistake).endswith(
                    f"wrong.toml: {one.path}: write a whole number from {one.kind.least} to {one.kind.most}; "
                    f"now it is {value}."
                )


def test_every_plain_setting_can_come_from_its_own_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Platforms without files must be able to set all of it."""
    monkeypatch.chdir(tmp_path)
    given = {
        "slack.operator": ("U0ANN", "U0ANN"), "slack.admins": ("U0ANN, U0BOB", ("U0ANN", "U0BOB")),
        "web.host": ("::1", "::1"), "web.port": ("8080", 8080),
        "web.public_url": ("https://legit.acme.example/", "https://legit.acme.example"),
        "metrics.host": ("0.0.0.0", "0.0.0.0"), "metrics.port": ("0", 0),
        "logs.level": ("INFO", "info"), "logs.form": ("json", "json"),
        "work.analysts": ("3", 3), "work.analysis_seconds": ("5", 5), "work.analysis_memory_mb": ("512", 512),
        "work.at_once": ("9", 9), "work.in_run": ("no", "no"),
        "work.stop_seconds": ("8", 8), "work.give_up_hours": ("1", 1),
        "keep.conversation_hours": ("48", 48), "keep.checks_days": ("7", 7), "keep.deliveries_days": ("8", 8),
        "keep.changes_days": ("9", 9),
        "quizzes.folder": (".", "."), "tips.folder": (".", "."),
        "tips.channels": ("admins", "admins"), "tips.round_people": ("5", 5),
        "organisation.own_domains": ("acme.example,acme.test", ("acme.example", "acme.test")),
        "organisation.trusted_servers": ("mx.acme.example", ("mx.acme.example",)),
        "organisation.trusted_senders": ("Ann@gmail.com", ("ann@gmail.com",)),
        "organisation.security_channel": ("C0SEC", "C0SEC"), "organisation.security_words": ("Call us.", "Call us."),
        "organisation.exercise_senders": ("drill.example", ("drill.example",)),
    }  # fmt: skip
    plain = {one.path: one for one in table() if not one.is_table}
    assert set(given) == set(plain)
    settings, mistakes = read_settings({plain[path].own_variable: text for path, (text, _) in given.items()})
    assert not mistakes
    assert settings == settings_of(
        {(plain[path].section, plain[path].name): value for path, (_, value) in given.items()}
    )


def test_the_environment_wins_over_the_file_and_an_empty_variable_does_not(tmp_path: Path) -> None:
    file = "[work]\nanalysts = 3\nat_once = 5\n"
    settings = read(file, tmp_path, LEGITBOT_WORK_ANALYSTS="4", LEGITBOT_WORK_AT_ONCE=" ")
    assert (settings.work.analysts, settings.work.at_once) == (4, 5)


@pytest.mark.parametrize(("file", "environment", "listens"), [
    ("", {}, ("127.0.0.1", 3000)),
    ("", {"PORT": "8080"}, ("0.0.0.0", 8080)),
    ("", {"PORT": "8080", "HOST": "127.0.0.2"}, ("127.0.0.2", 8080)),
    ("", {"PORT": "8080", "LEGITBOT_WEB_HOST": "127.0.0.2"}, ("127.0.0.2", 8080)),
    ("", {"HOST": "0.0.0.0"}, ("0.0.0.0", 3000)),
    ("[web]\nport = 4000\n", {"PORT": "8080"}, ("0.0.0.0", 8080)),
    ("[web]\nhost = '127.0.0.1'\n", {"PORT": "8080"}, ("127.0.0.1", 8080)),  # behind a proxy: it was said so
    ("[web]\nport = 4000\n", {"LEGITBOT_WEB_PORT": "4001"}, ("127.0.0.1", 4001)),
    ("", {"LEGITBOT_WEB_PORT": "4001", "PORT": "8080"}, ("0.0.0.0", 8080)),
])  # fmt: skip
def test_a_platform_says_where_to_listen(
    file: str, environment: dict[str, str], listens: tuple[str, int], tmp_path: Path
) -> None:
    web = read(file, tmp_path, **environment).web
    assert (web.host, web.port) == listens


def test_a_file_is_found_by_argument_then_by_variable_then_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, analysts in (("legitbot.toml", 3), ("named.toml", 4), ("argument.toml", 5)):
        Path(name).write_text(f"[work]\nanalysts = {analysts}\n")
    named = {"LEGITBOT_SETTINGS": "named.toml"}
    assert read_settings({})[0].work.analysts == 3
    assert read_settings(named)[0].work.analysts == 4
    assert read_settings(named, Path("argument.toml"))[0].work.analysts == 5


def test_a_file_of_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf[work]\r\nanalysts = 3\r\n")
    assert read_settings({}, tmp_path / "a.toml") == (settings_of({("work", "analysts"): 3}), [])


def test_the_company_is_brought_into_one_spelling(tmp_path: Path) -> None:
    """The judging compares organisations and lower-case addresses: another spelling would never be found."""
    text = """
[organisation]
own_domains = ["Mail.ACME.example", "acme.test.", "b\u00fccher.example"]
trusted_servers = ["MX.Acme.example"]
trusted_senders = ["Ann.Berg@GMail.com", "billing.papyrus.example"]
exercise_senders = ["drill.example"]
security_channel = "C0SEC"
security_words = " Call Sam: 803-555-0142.\\nWe are glad about every call. "
[[organisation.supplier]]
name = "Papyrus  Paper"
domains = ["www.papyrus.example", "papyrus.example"]
[[organisation.impersonated]]
name = "Ann Berg"
addresses = ["Ann.Berg@ACME.example"]
"""
    path = tmp_path / "legitbot.toml"
    path.write_text(text, "utf-8")
    config = Config.read({**TOKENS, "LEGITBOT_EXERCISE_MARK": "x-drill-7f3a"}, path)
    assert config.organisation == Organisation(
        own_domains=frozenset({"acme.example", "acme.test", "xn--bcher-kva.example"}),
        trusted_servers=("mx.acme.example",),
        trusted_senders=frozenset({"ann.berg@gmail.com", "papyrus.example"}),
        suppliers=(Party("Papyrus Paper", domains=frozenset({"papyrus.example"})),),
        impersonated=(Party("Ann Berg", addresses=frozenset({"ann.berg@acme.example"})),),
        exercise_mark="x-drill-7f3a",
        exercise_senders=frozenset({"drill.example"}),
        security_channel="C0SEC",
        security_words="Call Sam: 803-555-0142. We are glad about every call.",
    )


def test_every_rule_of_the_company_reaches_the_judging() -> None:
    """A rule that is set and then forgotten on the way would be worse than none."""
    party = (Party("A"),)
    rules = Rules(("a.example",), ("b",), ("c.example",), "C0D", "e", ("f.example",), party, (Party("B"),))
    made, empty = rules.organisation("mark-mark"), Organisation()
    assert {one.name for one in fields(Organisation) if getattr(made, one.name) == getattr(empty, one.name)} == set()


def test_a_configuration_can_be_changed_by_the_names_of_the_file() -> None:
    config = Config(bot_tokens=("xoxb-1",)).changed(
        app_token="xapp-1", web_port=0, organisation_own_domains=("a.test",)
    )
    assert config == Config(
        bot_tokens=("xoxb-1",), app_token="xapp-1",
        settings=settings_of({("web", "port"): 0, ("organisation", "own_domains"): ("a.test",)}),
    )  # fmt: skip
    with pytest.raises(TypeError, match="no setting is called port"):
        config.changed(port=1)


def test_the_configuration_holds_the_secrets_and_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[work]\nanalysts = 3\n")
    config = Config.read({**TOKENS, "DATABASE_URL": "postgres://me:word@db.example/bot"}, tmp_path / "a.toml")
    assert (config.bot_tokens, config.app_token) == (("xoxb-1",), "xapp-1")
    assert config.database == "postgresql+psycopg://me:word@db.example/bot"
    assert config.settings.work.analysts == 3
    assert isinstance(config, Secrets)
