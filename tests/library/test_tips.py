"""Everybody gets each tip in their language or in English, and a company's own tips go before ours."""

import os
from datetime import date
from pathlib import Path

import pytest

from bot.library.front_matter import PageBroken, page_of
from bot.library.mistake import Mistake
from bot.library.seasons import Seasons
from bot.library.tips import Living, Tip, Tips, TipsBroken
from bot.reply.plain import plain
from tests.library.tip_folder import QUESTION, TIP, edit, messages, translated, write


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return messages(tmp_path)


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    (tmp_path / "our-tips").mkdir()
    return tmp_path / "our-tips"


def load(root: Path, own: Path | None = None) -> tuple[Tips, list[str]]:
    told: list[Mistake] = []
    return Tips.load(root, own, told.append), [str(one) for one in told]


def get(tips: Tips, id: str, language: str = "en") -> Tip:
    found = tips.get(id, language)
    assert found
    return found


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_tip_has_its_facts_and_its_words(root: Path) -> None:
    tips, told = load(root)
    tip = get(tips, "order")
    assert told == []
    assert (tip.topic, tip.scams, tip.seasons, tip.audience, tip.report) == (
        "orders", ("fake-order",), ("holidays",), ("finance",), ("mail",),
    )  # fmt: skip
    assert [one.by for one in tip.sources] == ["Somebody"] and tip.checked == date(2026, 11, 1)
    assert (tip.only_in_season, tip.own, tip.language) == (False, False, "en")
    assert [one.id for one in tips.all()] == ["order", "receipt"]


def test_a_tip_is_said_as_blocks_with_one_line_a_paragraph(root: Path) -> None:
    edit(root / "en" / "tips" / "order.md", "from you? Open", "from you?\nOpen")
    tip = get(load(root)[0], "order")
    assert plain(tip.reply()) == (
        "An order of nobody\n\nWhat does this mail want from you? Open the shop's app and look there."
    )
    assert plain(tip.more_reply()) == (
        "An order of nobody\n\nThe number in the mail is the trap.\n\n- Nothing there? Delete the mail."
    )
    assert plain(tip.more_reply(titled=False)).startswith("The number in the mail")


def test_a_placeholder_of_the_renderer_in_a_tip_cannot_break_it(own: Path, root: Path) -> None:
    write(own / "odd.md", TIP.replace("An order", "\ue0007\ue001 An order"))
    assert "7 An order" in plain(get(load(root, own)[0], "odd").reply())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no lines", "begin the file with a line +++"),
        ("+++\ntopic = \n+++\n# T\n", "not readable as TOML"),
        ("", "begin the file with a line +++"),
    ],
)
def test_a_page_that_cannot_be_taken_apart_says_what_to_do(text: str, told: str) -> None:
    with pytest.raises(PageBroken) as broken:
        page_of(text)
    assert told in str(broken.value)


def test_a_fingerprint_changes_with_the_words_and_not_with_the_facts_or_the_line_ends() -> None:
    same = page_of(TIP).fingerprint
    assert page_of(TIP.replace("2026-11-01", "2026-11-02")).fingerprint == same
    assert page_of(TIP.replace("\n", "\r\n")).fingerprint == same
    assert page_of(TIP.replace("trap", "bait")).fingerprint != same
    assert len(same) == 12


def test_one_broken_file_costs_only_its_own_tip(root: Path) -> None:
    write(root / "en" / "tips" / "bad.md", "+++\n+++\nwords")
    (root / "en" / "tips" / "worse.md").write_bytes(b"\xff\xfe+++")
    tips, told = load(root)
    assert [one.id for one in tips.all()] == ["order", "receipt"]
    assert 'en/tips/bad.md: topic: is missing; write topic = "orders"' in told
    assert "en/tips/worse.md: -: this is not text in UTF-8; save the file as UTF-8" in told


def test_a_name_that_is_not_known_is_left_out_and_told(root: Path) -> None:
    edit(root / "en" / "tips" / "order.md", '["a-report"]', '["a-report", "another"]')
    tips, told = load(root)
    assert [one.id for one in get(tips, "order").sources] == ["a-report"]
    assert told == [
        "en/tips/order.md: sources: sources.toml has no source 'another'; add it there, or write one of its ids"
    ]


def test_tables_that_cannot_be_read_are_told_in_one_sentence(root: Path) -> None:
    write(root / "seasons.toml", '[[season]]\nid = "x"\n')
    with pytest.raises(TipsBroken, match="`legitbot content` says what to write"):
        Tips.load(root)


def test_a_language_whose_names_cannot_be_read_does_with_english(root: Path) -> None:
    write(root / "de" / "tips.toml", "[topics")
    assert load(root)[0].topics[0].name("de") == "Orders"


# ── Languages ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_translation_brings_words_and_keeps_the_facts(root: Path) -> None:
    write(root / "de" / "tips" / "order.md", translated(page_of(TIP).fingerprint))
    tips, told = load(root)
    german = get(tips, "order", "de")
    assert told == []
    assert (german.language, german.title, german.topic) == ("de", "Eine fremde Bestellung", "orders")
    assert [(one.id, one.language) for one in tips.all("de")] == [("order", "de"), ("receipt", "en")]
    assert tips.all("de-AT") == tips.all("de") and tips.all("xx") == tips.all("en")


def test_a_translation_of_older_words_is_not_shown_but_listed(root: Path) -> None:
    write(root / "de" / "tips" / "order.md", translated(page_of(TIP).fingerprint))
    edit(root / "en" / "tips" / "order.md", "is the trap", "is not the shop's")
    tips, _ = load(root)
    assert get(tips, "order", "de").language == "en"
    assert tips.stale("de") == ("order",) and tips.stale("en") == ()


def test_words_without_a_tip_are_told(root: Path) -> None:
    write(root / "de" / "tips" / "ordre.md", translated("0" * 12))
    tips, told = load(root)
    assert "ordre" not in [one.id for one in tips.all("de")]
    assert told == ["de/tips/ordre.md: -: there is no tip of this name; correct the name, or add a topic"]


def test_topics_have_names_for_people(root: Path) -> None:
    write(root / "de" / "tips.toml", 'language = "de"\n[topics]\norders = "Bestellungen"\n')
    tips, _ = load(root)
    orders, trust = tips.topics
    assert (orders.name(), orders.name("de"), trust.name("de")) == ("Orders", "Bestellungen", "Trust")
    assert tips.topic_of("fake-order") == "orders" and tips.topic_of("unheard-of") is None
    assert tips.words("de")["frame"]["more"] == "More"


# ── A company's own ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_own_tip_needs_only_a_topic(root: Path, own: Path) -> None:
    write(own / "canteen.md", '+++\ntopic = "orders"\n+++\n# The canteen card\n\nTop it up at the till only.\n')
    tips, told = load(root, own)
    tip = get(tips, "canteen", "de")
    assert told == []
    assert (tip.own, tip.topic, tip.scams, tip.sources, tip.checked, tip.more) == (True, "orders", (), (), None, "")


def test_an_own_tip_of_the_same_name_goes_before_ours_in_every_language(root: Path, own: Path) -> None:
    write(root / "de" / "tips" / "order.md", translated(page_of(TIP).fingerprint))
    write(own / "order.md", TIP.replace("An order of nobody", "Ask Lea first"))
    tips, _ = load(root, own)
    assert get(tips, "order").title == get(tips, "order", "de").title == "Ask Lea first"
    write(own / "de" / "order.md", "+++\n+++\n# Frag Lea\n\nFrag erst Lea.\n")
    assert get(load(root, own)[0], "order", "de").title == "Frag Lea"


def test_an_own_tip_in_one_language_is_sent_in_that_language_only(root: Path, own: Path) -> None:
    write(own / "de" / "kantine.md", '+++\ntopic = "orders"\n+++\n# Die Kantinenkarte\n\nNur an der Kasse aufladen.\n')
    tips, told = load(root, own)
    assert told == []
    assert get(tips, "kantine", "de").own and tips.get("kantine", "en") is None and tips.get("kantine", "fr") is None


def test_an_own_file_turns_ours_off(root: Path, own: Path) -> None:
    write(own / "order.md", "+++\noff = true\n+++\n")
    tips, told = load(root, own)
    assert told == [] and [one.id for one in tips.all()] == ["receipt"]


def test_a_folder_that_is_not_there_is_told_and_costs_nothing(root: Path, tmp_path: Path) -> None:
    tips, told = load(root, tmp_path / "gone")
    assert len(tips.all()) == 2
    assert told == [f"{tmp_path / 'gone'}: -: there is no such folder; make it, or name another one"]


# ── Edited while the bot runs ───────────────────────────────────────────────────────────────────────────────


def changed(path: Path, text: str, second: int) -> None:
    """Written at another second, as an editor would."""
    write(path, text)
    os.utime(path, (second, second))


def test_an_edit_arrives_and_nothing_new_is_the_same_object(root: Path, own: Path) -> None:
    living = Living(root, own)
    before = living.tips
    assert living.refreshed() is before
    changed(own / "canteen.md", TIP.replace("An order of nobody", "New"), 1)
    assert get(living.refreshed(), "canteen").title == "New" and before.get("canteen") is None
    changed(own / "canteen.md", TIP.replace("An order of nobody", "Newer"), 2)
    assert get(living.refreshed(), "canteen").title == "Newer"
    (own / "canteen.md").unlink()
    assert living.refreshed().get("canteen") is None


def test_a_broken_edit_keeps_what_stood_there_and_other_edits_arrive(root: Path, own: Path) -> None:
    changed(own / "canteen.md", TIP, 1)
    living = Living(root, own)
    assert not list(living.mistakes)
    changed(own / "canteen.md", "+++\ntopic = \n", 2)
    changed(own / "other.md", TIP.replace("An order of nobody", "Another"), 2)
    tips = living.refreshed()
    assert get(tips, "canteen").title == "An order of nobody" and get(tips, "other").title == "Another"
    assert [(one.file, one.field) for one in living.mistakes] == [("our-tips/canteen.md", "-")]
    changed(own / "canteen.md", TIP.replace("An order of nobody", "Mended"), 3)
    assert get(living.refreshed(), "canteen").title == "Mended" and not list(living.mistakes)


def test_a_folder_that_disappears_for_a_moment_comes_back(root: Path, own: Path) -> None:
    changed(own / "canteen.md", TIP, 1)
    living = Living(root, own)
    own.rename(own.with_name("away"))
    assert living.refreshed().get("canteen") is None and len(living.mistakes) == 1
    own.with_name("away").rename(own)
    assert living.refreshed().get("canteen") and not list(living.mistakes)


# ── Seasons and questions ───────────────────────────────────────────────────────────────────────────────────


def test_a_season_goes_over_new_year_with_both_days_in_it(root: Path) -> None:
    seasons = Seasons.load(root)
    days = {date(2026, 11, 30): False, date(2026, 12, 1): True, date(2026, 12, 31): True, date(2027, 1, 1): True,
            date(2027, 1, 6): True, date(2027, 1, 7): False}  # fmt: skip
    assert {day: seasons.active("holidays", day, "de") for day in days} == days
    assert not seasons.active("unheard-of", date(2026, 12, 24))


def test_a_season_may_differ_between_countries(root: Path) -> None:
    with (root / "seasons.toml").open("a", encoding="utf-8") as file:
        for country, begins, ends in (("us", "02-01", "04-30"), ("gb", "12-15", "02-10")):
            file.write(f'[[season]]\nid = "tax"\nfrom = "{begins}"\nto = "{ends}"\ncountries = ["{country}"]\n')
    seasons = Seasons.load(root)
    asked = [(date(2027, 4, 1), "US"), (date(2027, 4, 1), "gb"), (date(2027, 1, 1), "gb"), (date(2027, 4, 1), "")]
    assert [seasons.active("tax", day, country) for day, country in asked] == [True, False, True, False]


def test_the_same_seed_gives_the_same_question_and_others_get_others(root: Path) -> None:
    for number in range(6):
        write(root / "en" / "quizzes" / f"more-{number}.md", QUESTION.replace("a phone", f"{number} phones"))
    tips, _ = load(root)
    asked = [tips.questions.below_tip("orders", f"T1/U{number}") for number in range(40)]
    assert asked == [load(root)[0].questions.below_tip("orders", f"T1/U{number}") for number in range(40)]
    assert len({one.id for one in asked if one}) > 3
    assert tips.questions.below_tip("no-topic", "T1") is None


def test_a_question_knows_its_options_and_is_asked_in_a_language_that_has_it(root: Path) -> None:
    german = (f'+++\nof = "{page_of(QUESTION).fingerprint}"\n+++\nEine Mail.\n\n## app: App\nRichtig.\n\n'
              "## call: Anrufen\nSo nicht.\n")  # fmt: skip
    write(root / "de" / "quizzes" / "phone.md", german)
    write(root / "en" / "quizzes" / "english-only.md", QUESTION.replace("a phone", "a boat"))
    tips, _ = load(root)
    asked = {one.text for one in (tips.questions.below_tip("orders", str(number), "de") for number in range(20)) if one}
    assert asked == {"Eine Mail."}
    one = tips.questions.get("phone")
    assert one and one.right == "app" and [option.id for option in one.options] == ["app", "call"]
    right = one.option(one.right)
    assert right and right.text == "Look in the shop's app" and right.feedback == "Right. Your orders stand there."


def test_a_translated_question_with_other_options_is_not_asked(root: Path) -> None:
    german = (f'+++\nof = "{page_of(QUESTION).fingerprint}"\n+++\nEine Mail.\n\n## app: App\nRichtig.\n\n'
              "## mail: Antworten\nSo nicht.\n")  # fmt: skip
    write(root / "de" / "quizzes" / "phone.md", german)
    tips, _ = load(root)
    one = tips.questions.get("phone", "de")
    assert one and one.language == "en" and tips.questions.stale("de") == ("phone",)
