"""Whoever edits the firm of `legitbot play` is told each mistake with file, field and what to write."""

import shutil
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.play import Play, PlayBroken
from bot.library.play_validation import play_mistakes
from bot.library.validation import mistakes


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    for part in ("play", "demo", "en"):
        shutil.copytree(content_root() / part, tmp_path / "messages" / part)
    return tmp_path / "messages"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_language_without_these_words_gets_the_english_ones() -> None:
    assert Play.load(language="xx") == Play.load()


def test_a_language_with_these_words_keeps_the_facts(root: Path) -> None:
    (root / "de").mkdir()
    shutil.copy(root / "en" / "play.toml", root / "de" / "play.toml")
    edit(root / "de" / "play.toml", 'language = "en"', 'language = "de"')
    edit(root / "de" / "play.toml", "News about a parcel", "Neues von einem Paket")
    german = Play.load(root, "de")
    assert (german.mails[2].pair, german.mails[2].id) == ("Neues von einem Paket", "parcel-tomorrow")
    assert Play.load(root).mails[2].pair == "News about a parcel"


def test_the_shipped_firm_is_in_order_and_is_looked_at_with_the_rest() -> None:
    assert list(play_mistakes(content_root())) == []
    assert not [one for one in mistakes(content_root(), frozenset()) if "play" in one.file]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('company = "Northwind"', "", 'company: write company = "text"'),
        ('security_lead = "sam"', 'security_lead = "nobody"', "security_lead: write the handle of one of the people"),
        (
            'domain = "northwind.example"',
            'domain = "northwind.com"',
            "domain: write a domain that ends in .example or .test; nobody can own one",
        ),
        (
            'email = "ann.reader@northwind.example"',
            'email = "ann@gmail.com"',
            "person ann.email: write an address that ends in @northwind.example",
        ),
        ('tz = "Europe/Berlin"', 'tz = "Berlin"', "person maria.tz: write the name of a time zone: Europe/London"),
        ('tz = "Europe/Berlin"', 'tz = "../x"', "person maria.tz: write the name of a time zone: Europe/London"),
        ('locale = "en-US"', 'locale = "english"', "person sam.locale: write a language and a country: en-GB"),
        ('handle = "jonas"', 'handle = "Jo nas"', "person 4.handle: use lower-case letters, digits and single hyphens"),
        ('handle = "lea"', 'handle = "ann"', "person ann.handle: stands twice; give one of them another name"),
        (
            'members = ["ann", "maria", "lea"]',
            'members = ["ann", "maria", "lea", "leo"]',
            "channel finance.members: 'leo' is nobody's handle; write one that a [[person]] has",
        ),
        (
            'says = ["sam", "maria"]',
            'says = ["sam", "ann"]',
            "channel leads.says: 'ann' is not a member; only members have said something",
        ),
        (
            'says = ["sam"]',
            "says = [1]",
            'channel mail-reports.says: write says = ["ann", "maria"]',
        ),
        ("private = true", 'private = "yes"', "channel leads.private: write private = true or false"),
        ('first = "scam"', 'first = "one"', 'pair order.first: write first = "scam" or first = "genuine"'),
        (
            'genuine = { id = "code-ticket", path = "play/code-ticket.eml" }',
            "",
            'pair code.genuine: write genuine = { id = "order-tv", path = "play/order-tv.eml" }',
        ),
        (
            'path = "play/code-ticket.eml"',
            'path = "play/code-tiket.eml"',
            "pair code.genuine.path: there is no file 'play/code-tiket.eml'; write the path of a mail below messages/",
        ),
        (
            'path = "play/code-ticket.eml"',
            'path = "../secret.eml"',
            "pair code.genuine.path: write a path below messages/: play/order-tv.eml",
        ),
        (
            'path = "play/code-ticket.eml"',
            "path = 7",
            "pair code.genuine.path: write a path below messages/: play/order-tv.eml",
        ),
        (
            'id = "code-ticket"',
            'id = "Code"',
            "pair code.genuine.id: use lower-case letters, digits and single hyphens",
        ),
        (
            'id = "code-ticket"',
            'id = "code-sign-in"',
            "pair: id code-sign-in: stands twice; give one of them another name",
        ),
        (
            'goes_to = "mail:order-tv"',
            'goes_to = "mail:order-car"',
            "step ask.goes_to: write mail:ID, channel:NAME (both from this file), home or messages",
        ),
        (
            'done = "pressed"',
            'done = "clicked"',
            "step tell.done: write one of asked, answered, pressed, opened-box",
        ),
    ],
)
def test_a_wrong_fact_is_told_with_what_to_write(root: Path, old: str, new: str, told: str) -> None:
    edit(root / "play" / "world.toml", old, new)
    assert f"play/world.toml: {told}" in [": ".join(one) for one in play_mistakes(root)]
    with pytest.raises(PlayBroken, match=r"^play/world\.toml: "):
        Play.load(root)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('language = "en"', 'language = "de"', 'language: write language = "en", as the folder is called'),
        ('maria = "Manager"', "", 'titles.maria: is missing; write maria = "text"'),
        (
            'maria = "Manager"',
            'marie = "Manager"',
            "titles.marie: nothing is called so in play/world.toml; take it out or correct the name",
        ),
        ("News for everybody", f"{'News ' * 30}for everybody", "channels.general.topic: use at most 120 characters"),
        (
            '  "It is clear. I moved the ladders last night.",\n',
            "",
            "channels.general.messages: write 3 messages, one for each name in says; these are 2",
        ),
        ('"It is clear. I moved the ladders last night."', "2", "channels.general.messages.2: is missing"),
        ('heading = "News about a parcel"', "", 'pairs.parcel.heading: is missing; write heading = "text"'),
        ("order-kettle = ", "order-pot = ", "pairs.order.tells.order-kettle: is missing"),
        (
            "[pairs.parcel.tells]",
            "[pairs.parcels.tells]",
            "pairs.parcels: nothing is called so in play/world.toml; take it out or correct the name",
        ),
        ("A mail says that", f"A mail {'says ' * 40}that", "steps.ask.text: use at most 200 characters"),
        ('button = "Open the mail"', 'button = " "', 'steps.ask.button: is missing; write button = "text"'),
    ],
)
def test_a_wrong_word_is_told_with_what_to_write(root: Path, old: str, new: str, told: str) -> None:
    edit(root / "en" / "play.toml", old, new)
    found = [": ".join(one) for one in play_mistakes(root)]
    assert [one for one in found if one.startswith(f"en/play.toml: {told}")], found
    with pytest.raises(PlayBroken, match=r"^en/play\.toml: "):
        Play.load(root)


@pytest.mark.parametrize("file", ["play/world.toml", "en/play.toml"])
def test_a_missing_or_unreadable_file_is_named(root: Path, file: str) -> None:
    (root / file).write_text("[[person", "utf-8")
    [(where, field, write)] = play_mistakes(root)
    assert (where, field) == (file, "-")
    assert write.startswith("this is not readable as TOML")
    (root / file).unlink()
    assert list(play_mistakes(root)) == [(file, "-", "the file is missing; put it back")]


@pytest.mark.parametrize("table", ["person", "channel", "pair", "step"])
def test_a_missing_kind_of_table_is_told(root: Path, table: str) -> None:
    path = root / "play" / "world.toml"
    path.write_text(path.read_text("utf-8").replace(f"[[{table}]]", f"[[other_{table}]]"), "utf-8")
    assert ("play/world.toml", table, f"the file needs at least one [[{table}]] table") in list(play_mistakes(root))
