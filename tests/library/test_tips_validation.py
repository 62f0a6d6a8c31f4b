"""Whoever writes a tip or a question is told each mistake with file, field and what to write."""

from datetime import date
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.front_matter import page_of
from bot.library.tip_validation import own_tip_mistakes, tip_mistakes, tip_notices
from bot.library.tips import Living
from tests.library.tip_folder import QUESTION, TIP, edit, messages, translated, write

TODAY = date(2026, 11, 22)
ORDER, PHONE = "en/tips/order.md", "en/quizzes/phone.md"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return messages(tmp_path)


def told(root: Path, own: Path | None = None) -> list[str]:
    return [str(one) for one in tip_mistakes(root, own, TODAY)]


def test_a_name_that_is_too_long_to_hand_on_is_told(root: Path) -> None:
    own = root.parent / "acme"
    long, short = "a" * 101, "b" * 100
    for name in (long, short):
        write(own / f"{name}.md", TIP)
    assert told(root, own) == [f"acme/{long}.md: -: give the file a shorter name: at most 100 characters before .md"]
    assert [one.id for one in Living(root, own).tips.all() if one.own] == [short]


def test_a_folder_in_order_has_no_mistakes(root: Path) -> None:
    assert told(root) == []


def test_the_content_that_ships_is_in_order() -> None:
    assert [str(one) for one in tip_mistakes(content_root(), None, TODAY)] == []


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('topic = "orders"', 'topic = "oders"', "topic: topics.toml has no topic 'oders'"),
        ('topic = "orders"', 'topic = ["orders"]', 'topic: write topic = "orders"'),
        ('["fake-order"]', '["fake"]', "scams: no topic in topics.toml has a kind of scam 'fake'"),
        ('["fake-order"]', "[]", "scams: write at least one kind of scam"),
        ('["fake-order"]', "[1]", 'scams: write scams = ["fake-order"]'),
        ('["holidays"]', '["summer"]', "seasons: seasons.toml has no season 'summer'"),
        ('seasons = ["holidays"]', "only_in_season = true", "only_in_season: name the season as well"),
        ('["finance"]', '["pilots"]', "audience: 'pilots' is nobody we write for; write one of: finance, hr,"),
        ('["mail"]', '["fax"]', "report: 'fax' is no way to report; write one of: mail, text,"),
        ('["a-report"]', "[]", "sources: write at least one source"),
        ('sources = ["a-report"]\n', "", "sources: is missing"),
        ("2026-11-01", "2026-11-23", "checked: 2026-11-23 is yet to come"),
        ("2026-11-01", "2024-11-01", "checked: is older than two years"),
        ("2026-11-01", '"yesterday"', "checked: write checked = 2026-11-22"),
        ('report = ["mail"]', 'colour = "red"', "colour: nothing reads this; take it out"),
        ("An order of nobody", "One two three four five six seven", "title: use at most 6 words; these are 7"),
        ("# An order", "An order", 'title: begin the words with "# " and the title'),
        ("app and look there.", "app. " + "We look there. " * 12, "text: use at most 45 words; these are 47"),
        ("and look there.", "and " * 14 + "look.", "text: use at most 18 words a sentence; this one has 19"),
        ("app and look there.", "app.\n\nLook there.", "text: write one paragraph"),
        ("is the trap.", "is the trap. " + "It is so. " * 40, "more: use at most 110 words; these are 133"),
        ("is the trap.", "is " + "very " * 15 + "bad.", "more: use at most 18 words a sentence; this one has 22"),
        ("---\n", "", 'more: put a line --- below the tip, and "more on this" below it'),
        ("look there.", "look there!", "text: end the sentence with a full stop"),
        ("is the trap.", "is the trap \U0001f6a8.", "more: take out '\U0001f6a8'"),
        ("is the trap.", "is the trap :rotating_light:.", "more: take out ':rotating_light:'"),
        ("look there.", "see https://ic3.gov.", "text: take out the link ('https:')"),
        ("look there.", "see [this](ic3.gov).", "text: take out the link"),
        ("look there.", "see evil-shop.example.", "text: take out 'evil-shop.example'"),
        ("An order of nobody", "See shop.example", "title: take out 'shop.example'"),
    ],
)
def test_a_mistake_in_a_tip_is_told_with_what_to_write(root: Path, old: str, new: str, wanted: str) -> None:
    edit(root / ORDER, old, new)
    found = told(root)
    assert [one for one in found if one.startswith(f"{ORDER}: {wanted}")], found


@pytest.mark.parametrize(
    "new",
    ["report it at ic3.gov.", "mail report@phishing.gov.uk.", "open invoice.pdf or bill.html.zip.",
     "pay $1,249.00 at 10 a.m. or so.", "see www2 of evil[.]example."],
)  # fmt: skip
def test_official_hosts_file_names_and_bracketed_addresses_may_stand_in_a_tip(root: Path, new: str) -> None:
    edit(root / ORDER, "look there.", new)
    assert told(root) == []


def test_a_tip_that_stands_twice_is_told(root: Path) -> None:
    write(root / "en" / "tips" / "again.md", TIP.replace("look there", "look in"))
    found = told(root)
    assert "en/tips/order.md: title: en/tips/again.md has the same; write another one" in found
    assert "en/tips/order.md: text: en/tips/again.md says nearly the same; write something new" in found


def test_what_nobody_teaches_is_told(root: Path) -> None:
    edit(root / "topics.toml", '["fake-order"]', '["fake-order", "fake-renewal"]')
    with (root / "scams.toml").open("a", encoding="utf-8") as file:
        file.write('[[scam]]\nid = "fake-renewal"\n')
    for name in ("phone", "order"):
        edit(root / "en" / "quizzes" / f"{name}.md", '["fake-order"]', '["fake-order", "fake-renewal"]')
    (root / "en" / "tips" / "receipt.md").unlink()
    assert told(root) == [
        "topics.toml: orders.fake-renewal: no tip is about this kind of scam; write one in en/tips",
        "topics.toml: trust: no tip has this topic; write one in en/tips",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        ("topics.toml", '["fake-order"]', '["fake"]', "topics.toml: orders.scams: scams.toml has no 'fake'"),
        ("topics.toml", '["fake-order"]', "[]", "topics.toml: scams: 'fake-order' stands below no topic"),
        ("topics.toml", 'id = "trust"', 'id = "orders"', "topics.toml: orders.id: stands twice"),
        ("seasons.toml", '"12-01"', '"1 Dec"', 'seasons.toml: holidays.from: write month and day: from = "11-22"'),
        ("seasons.toml", '"01-06"', '"01-06"\ncountries = ["USA"]', "seasons.toml: holidays.countries: write ISO"),
        ("sources.toml", 'by = "Somebody"\n', "", 'sources.toml: a-report.by: write by = "text"'),
        ("sources.toml", "https://", "", "sources.toml: a-report.url: write the whole address"),
        ("sources.toml", "2026-11-01", "2027-11-01", "sources.toml: a-report.checked: 2027-11-01 is yet to come"),
        ("en/tips.toml", 'trust = "Trust"\n', "", "en/tips.toml: topics.trust: is missing"),
        ("en/tips.toml", 'trust = "Trust"', 'trust = "T"\nluck = "L"', "en/tips.toml: topics.luck: nothing is called"),
        ("en/tips.toml", 'language = "en"', 'language = "de"', 'en/tips.toml: language: write language = "en"'),
        ("en/tips.toml", "[frame]", "[frame", "en/tips.toml: -: this is not readable as TOML"),
    ],
)
def test_a_mistake_in_a_table_is_told(root: Path, file: str, old: str, new: str, wanted: str) -> None:
    edit(root / file, old, new)
    found = told(root)
    assert [one for one in found if one.startswith(wanted)], found


def test_a_missing_table_is_told_and_nothing_that_follows_from_it(root: Path) -> None:
    (root / "sources.toml").unlink()
    assert told(root) == ["sources.toml: -: the file is missing; put it back"]


def test_a_translated_sentence_keeps_what_is_put_into_it(root: Path) -> None:
    write(root / "de" / "tips.toml", (root / "en" / "tips.toml").read_text("utf-8").replace('"en"', '"de"'))
    assert told(root) == []
    edit(root / "de" / "tips.toml", "Checked {date}", "Geprüft {datum}")
    assert told(root) == ["de/tips.toml: frame.checked: keep what stands in braces as in English: 'Checked {date}'"]


# ── Translations ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_translation_may_be_a_little_longer(root: Path) -> None:
    german = translated(page_of(TIP).fingerprint)
    path = write(root / "de" / "tips" / "order.md", german)
    edit(path, "nach.", "nach. " + "Das ist gut so. " * 11)
    assert told(root) == []
    edit(path, "nach.", "nach. " + "Das ist gut so. " * 2)
    assert told(root) == ["de/tips/order.md: text: use at most 55 words; these are 63"]


def test_an_old_translation_is_a_note_with_the_new_fingerprint_and_no_mistake(root: Path) -> None:
    write(root / "de" / "tips" / "order.md", translated("0" * 12))
    write(root / "de" / "quizzes" / "phone.md", QUESTION[: QUESTION.index("kind")] + 'of = "0"\n' + QUESTION[
        QUESTION.index("+++\nA mail") :])  # fmt: skip
    assert told(root) == []
    notes = [str(one) for one in tip_notices(root)]
    assert [one for one in notes if "de/tips/order.md: of: " in one and page_of(TIP).fingerprint in one]
    assert [one for one in notes if "de/quizzes/phone.md: of: " in one and page_of(QUESTION).fingerprint in one]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("---\n", "", "more: put a line ---"),
        ('of = "', 'topic = "orders"\nof = "', "topic: nothing reads this"),
        ("of = ", "off = ", "of: is missing"),
    ],
)
def test_a_translation_has_the_same_parts_and_no_facts(root: Path, old: str, new: str, wanted: str) -> None:
    path = write(root / "de" / "tips" / "order.md", translated(page_of(TIP).fingerprint))
    edit(path, old, new)
    found = told(root)
    assert [one for one in found if one.startswith(f"de/tips/order.md: {wanted}")], found


def test_a_translated_question_keeps_the_ids_of_its_options(root: Path) -> None:
    german = QUESTION[QUESTION.index("+++\nA mail") + 4 :].replace("## call:", "## ruf:")
    write(root / "de" / "quizzes" / "phone.md", f'+++\nof = "{page_of(QUESTION).fingerprint}"\n+++\n{german}')
    assert told(root) == ["de/quizzes/phone.md: options: keep the ids and their order: app, call; these are app, ruf"]


# ── A company's own ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_own_tip_is_told_about_in_the_same_way(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "our-tips"
    write(own / "canteen.md", '+++\ntopic = "canteen"\n+++\n# The card\n\nTop it up at the till.\n\n---\n\nMore.\n')
    write(own / "My Tip.md", TIP)
    write(own / "German" / "x.md", TIP)
    found = told(root, own)
    assert "our-tips/canteen.md: topic: topics.toml has no topic 'canteen'; write one of its ids" in found
    assert [one for one in found if one.startswith("our-tips/My Tip.md: -: name the file with lower-case letters")]
    assert [one for one in found if one.startswith("our-tips/German: -: name the folder as its language")]
    assert len(found) == 3


def test_an_own_tip_may_name_the_companys_own_pages(root: Path, tmp_path: Path) -> None:
    text = '+++\ntopic = "orders"\n+++\n# The card\n\nLook at help.northwind.example first.\n\n---\n\nMore.\n'
    write(tmp_path / "our-tips" / "card.md", text)
    assert told(root, tmp_path / "our-tips") == []
    assert own_tip_mistakes("card", text, root) == ()


def test_a_tip_from_a_form_is_looked_at_before_it_is_kept(root: Path) -> None:
    found = own_tip_mistakes("card", "+++\n+++\n# The card\n\nTop it up!\n", root)
    assert [str(one) for one in found] == ['card.md: topic: is missing; write topic = "orders"']
    found = own_tip_mistakes("card", '+++\ntopic = "orders"\n+++\n# The card\n\nTop it up!\n', root)
    assert [one.field for one in found] == ["more", "text"]
    assert [str(one) for one in own_tip_mistakes("card", "words", root)] == [
        "card.md: -: begin the file with a line +++, the facts, and another line +++"
    ]
