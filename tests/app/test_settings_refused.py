"""A mistake in the settings stops the start with a sentence: where it stands, and what to write. All at once."""

from pathlib import Path

import pytest

from bot.app.config import CannotStart, Config
from bot.app.setting_file import read_settings

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def said(text: str, folder: Path, **environment: str) -> list[str]:
    """The sentences about a file with this text, the folder's name taken out."""
    path = folder / "legitbot.toml"
    path.write_text(text, "utf-8")
    return [str(one).replace(f"{folder}/", "") for one in read_settings(environment, path)[1]]


@pytest.mark.parametrize(("text", "sentence"), [
    ("[work]\nanalysts = '2'", 'work.analysts: write a whole number from 1 to 64; now it is "2".'),
    ("[work]\nanalysts = true", "work.analysts: write a whole number from 1 to 64; now it is true."),
    ("[work]\nanalysts = 2.5", "work.analysts: write a whole number from 1 to 64; now it is 2.5."),
    ("[work]\nanalists = 2", "work.analists: there is no such setting (did you mean analysts?)."),
    ("[work]\nchecks_days = 2", "work.checks_days: there is no such setting (it belongs below [keep])."),
    ("[work]\nzzzz = 2", "work.zzzz: there is no such setting."),
    ("[organization]\n", "[organization]: there is no such section (did you mean organisation?)."),
    ("analysts = 2", "analysts: a setting stands below its section's heading: write it below [work]."),
    ("work = 2", "work: write [work] as a heading, and its settings below it."),
    ("[logs]\nlevel = 'warnin'", 'logs.level: write one of "debug", "info", "warning", "error"; now it is "warnin" '
     "(did you mean warning?)."),
    ("[slack]\nadmins = 'U0ANN'", 'slack.admins: write a list of member ids, like ["U0123ABCD"]; now it is "U0ANN".'),
    ("[slack]\noperator = '@ann'", 'slack.operator: write a member id like U0123ABCD ("Copy member ID" in a profile); '
     'now it is "@ann".'),
    ("[slack]\noperator = 7", 'slack.operator: write a member id, like "U0123ABCD", in quotes; now it is 7.'),
    ("[web]\nhost = 'http://here:80'", "web.host: write an address of this machine alone, like 127.0.0.1 or 0.0.0.0; "
     'now it is "http://here:80".'),
    ("[web]\npublic_url = 'http://acme.example'", "web.public_url: write an https address like "
     'https://legit.acme.example; now it is "http://acme.example".'),
    ("[metrics]\nport = 3000", "metrics.port: write another port than web.port, which is 3000 too, or 0 for none."),
    ("[organisation]\nown_domains = ['https://acme.example']", "organisation.own_domains: write a domain alone, like "
     'acme.example; now it is "https://acme.example".'),
    ("[organisation]\nown_domains = ['co.uk']", 'organisation.own_domains: "co.uk" is an ending that many share: '
     "write the company's own domain."),
    ("[organisation]\nown_domains = ['gmail.com']", "organisation.own_domains: anybody can open a mailbox at "
     '"gmail.com": take it out (trusted senders may be single addresses).'),
    ("[organisation]\ntrusted_senders = ['outlook.com']", "organisation.trusted_senders: anybody can open a mailbox at "
     '"outlook.com": take it out (trusted senders may be single addresses).'),
    ("[organisation]\ntrusted_senders = ['ann@']", "organisation.trusted_senders: write a mail address like "
     'ann@acme.example; now it is "ann@".'),
    ("[organisation]\nown_domains = ['a.test', 'A.test']", 'organisation.own_domains: "A.test" stands twice: take one '
     "of them out."),
    ("[organisation]\ntrusted_servers = ['192.0.2.7']", "organisation.trusted_servers: write the name of a mail "
     'server, like mx.acme.example; now it is "192.0.2.7".'),
    ("[organisation]\nsecurity_channel = '#security'", "organisation.security_channel: write a channel id like "
     'C0123ABCD (it stands below a channel\'s details); now it is "#security".'),
    (f"[organisation]\nsecurity_words = '{'a ' * 300}'", "organisation.security_words: write one or two sentences, 400 "
     "characters at most; now it has 599."),
    ("[organisation]\nsupplier = 'Papyrus'", "organisation.supplier: write a table with name and domains for each, "
     'below a heading in double brackets; now it is "Papyrus".'),
    ("[[organisation.supplier]]\ndomains = ['papyrus.example']", 'organisation.supplier 1.name: write name = "Papyrus '
     'Paper".'),
    ("[[organisation.supplier]]\nname = 'P'", 'organisation.supplier 1.domains: write domains = ["papyrus.example"].'),
    ("[[organisation.supplier]]\nname = 'P'\ndomains = ['a.test']\n[[organisation.supplier]]\nname = 'p'\n"
     "domains = ['b.test']", 'organisation.supplier: "p" stands twice: write all its domains into one table.'),
    ("[[organisation.impersonated]]\nname = 'A'\nmail = 'a'\naddresses = ['a@b.test']",
     "organisation.impersonated 1.mail: there is no such name here: write name and addresses."),
    ("[[organisation.supplier]]\nname = 'P'\ndomains = ['yahoo.com']", "organisation.supplier 1.domains: anybody can "
     'open a mailbox at "yahoo.com": take it out (trusted senders may be single addresses).'),
])  # fmt: skip
def test_a_mistake_in_the_file_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    assert said(text, tmp_path) == [
        f"legitbot.toml: {sentence}" if not sentence.startswith("metrics.port") else sentence
    ]


@pytest.mark.parametrize(("text", "sentence"), [
    ("[work]\nanalysts = 2\nanalysts = 3\n", "legitbot.toml, line 3: this stands twice: take one of them out."),
    ("[work]\nanalysts\n", "legitbot.toml, line 2: this is not TOML"),
    ("[work]\nlevel = 'a", "legitbot.toml, at its end: this is not TOML"),
    ("[work]\n[work]\n", "legitbot.toml, line 2: this stands twice: take one of them out."),
])  # fmt: skip
def test_a_file_that_is_no_toml_names_its_line(text: str, sentence: str, tmp_path: Path) -> None:
    [told] = said(text, tmp_path)
    assert told.startswith(sentence)


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"[slack] # caf\xe9\n")
    for path, sentence in (
        (tmp_path / "gone.toml", "gone.toml: there is no such file: make one with legitbot settings > gone.toml."),
        (tmp_path, "this file cannot be read (Is a directory): see that the bot's user may."),
        (tmp_path / "latin.toml", "latin.toml: save the file as UTF-8."),
    ):
        [mistake] = read_settings({}, path)[1]
        assert str(mistake).endswith(sentence)


@pytest.mark.parametrize(("variable", "sentence"), [
    ("LEGITBOT_OWN_DOMAINS", "there is no such variable (did you mean LEGITBOT_ORGANISATION_OWN_DOMAINS?)."),
    ("LEGITBOT_OPERATOR", "there is no such variable (did you mean LEGITBOT_SLACK_OPERATOR?)."),
    ("LEGITBOT_ANALYSTS", "there is no such variable (did you mean LEGITBOT_WORK_ANALYSTS?)."),
    ("LEGITBOT_ANALYSIS_SECONDS", "there is no such variable (did you mean LEGITBOT_WORK_ANALYSIS_SECONDS?)."),
    ("LEGITBOT_DATABASE", "there is no such variable (did you mean DATABASE_URL?)."),
    ("LEGITBOT_SLACK_BOT_TOKEN", "there is no such variable (did you mean SLACK_BOT_TOKEN?)."),
    ("LEGITBOT_KEYS", "there is no such variable (did you mean LEGITBOT_KEY?)."),
    ("LEGITBOT_WORK_ANALISTS", "there is no such variable (did you mean LEGITBOT_WORK_ANALYSTS?)."),
    ("LEGITBOT_QQQQQQQQQQQQQQQQQQQQQQQQ", "there is no such variable."),
    ("LEGITBOT_ORGANISATION_SUPPLIER", "no variable can hold this: write it into legitbot.toml, below "
     "[[organisation.supplier]]."),
])  # fmt: skip
def test_a_variable_that_means_nothing_is_refused(
    variable: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody meant something by it, and would wait in vain for its effect."""
    monkeypatch.chdir(tmp_path)
    assert [str(one) for one in read_settings({variable: "1"})[1]] == [f"{variable}: {sentence}"]


def test_variables_of_other_programs_and_of_those_who_work_on_legitbot_are_let_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    others = {"LEGITBOT_CORPUS": "/mails", "LEGITBOT_CHROMIUM": "/c", "LEGITBOT_SLACK_SHAPES": "/s", "HOME": "/h"}
    secrets = {"LEGITBOT_KEY": "k", "LEGITBOT_EXERCISE_MARK": "m"}
    assert read_settings(others | secrets)[1] == []


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        "[work]\nanalysts = 0\nat_ones = 1\n[organisation]\nown_domains = ['co.uk', 'a', 'b.test']\n"
    )
    with pytest.raises(CannotStart) as refused:
        Config.read({"LEGITBOT_LOGS_LEVEL": "loud", "LEGITBOT_EXERCISE_MARK": "short"}, tmp_path / "a.toml")
    lines = [line.replace(f"{tmp_path}/", "") for line in str(refused.value).splitlines()]
    starts = (
        "Set SLACK_BOT_TOKEN to", "Set SLACK_APP_TOKEN to", "LEGITBOT_EXERCISE_MARK: write 8 characters",
        "a.toml: work.at_ones: there", "a.toml: work.analysts: write", 'a.toml: organisation.own_domains: "co.uk"',
        'a.toml: organisation.own_domains: write a domain alone, like acme.example; now it is "a"',
        "LEGITBOT_LOGS_LEVEL: write one of",
    )  # fmt: skip
    assert len(lines) == len(starts)
    assert all(line.startswith(start) for line, start in zip(lines, starts, strict=True)), lines


@pytest.mark.parametrize(("text", "told"), [
    ("[slack]\nbot_token = 'xoxb-12-34-SECRETpart'", "slack.bot_token: take this secret out, and set SLACK_BOT_TOKEN"),
    ("bot = 'xoxb-12-34-SECRETpart'", "bot: take this secret out, and set SLACK_BOT_TOKEN"),
    ("[slack]\nadmins = ['xapp-1-SECRETpart']", "slack.admins: take this secret out, and set SLACK_APP_TOKEN"),
    ("[slack]\nsigning_secret = 'SECRETpart'", "slack.signing_secret: take this secret out, and set SLACK_SIGNING_SEC"),
    ("[slack]\nclient_secret = 'SECRETpart'", "slack.client_secret: take this secret out, and set SLACK_CLIENT_SECRET"),
    ("key = 'SECRETpart'", "key: take this secret out, and set LEGITBOT_KEY"),
    ("[organisation]\nexercise_mark = 'SECRETpart'", "organisation.exercise_mark: take this secret out, and set LEGIT"),
    ("[store]\nurl = 'postgres://me:SECRETpart@db.test/bot'", "store.url: take this secret out, and set DATABASE_URL"),
    ("password = 'SECRETpart'", "password: take this secret out: secrets come from the environment"),
    ("[[organisation.supplier]]\nname = 'P'\ntoken = 'SECRETpart'", "organisation.supplier 1.token: take this secret"),
])  # fmt: skip
def test_a_secret_in_the_file_is_refused_and_not_repeated(text: str, told: str, tmp_path: Path) -> None:
    lines = said(text, tmp_path)
    assert any(line.startswith(f"legitbot.toml: {told}") for line in lines), lines
    assert "SECRETpart" not in "\n".join(lines)


@pytest.mark.parametrize("secret", [
    "xoxb-1234-5678-abcDEF", "xapp-1-A0-123-abc", "0123456789abcdef0123456789abcdef",
    "hT3u9QpLr0-XyZ_7wVbN2mKsDfGhJkL4aQwErTyUi8o", "postgres://me:pass-word@db.example/bot",
])  # fmt: skip
def test_a_secret_in_a_wrong_place_is_never_printed(
    secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token in the wrong variable, or as a name in the file, must not end up in the platform's log."""
    monkeypatch.chdir(tmp_path)
    variables = (
        "LEGITBOT_WORK_ANALYSTS", "LEGITBOT_SLACK_OPERATOR", "LEGITBOT_ORGANISATION_OWN_DOMAINS", "PORT", "HOST",
        "LEGITBOT_LOGS_LEVEL", "LEGITBOT_WEB_PUBLIC_URL", "LEGITBOT_ORGANISATION_TRUSTED_SENDERS",
    )  # fmt: skip
    told = [str(one) for name in variables for one in read_settings({name: secret})[1]]
    assert len(told) >= len(variables) - 1  # a key may pass as the name of a host
    told += said(f'"{secret}" = 1\n[work]\n"{secret}" = 2\nanalysts = "{secret}"\n["{secret}"]\n', tmp_path)
    told += said(f"[work]\nanalysts = {secret}\n", tmp_path)
    assert secret not in "\n".join(told)
    assert "pass-word" not in "\n".join(told)
