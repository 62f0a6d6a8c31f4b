"""Whoever uses Slack in German, French, Spanish or Portuguese subscribes to tips in that language, too."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli

from bot.flows.pausing import PauseUnclear
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.tips import names as tips
from bot.fronts.slack.tips.subscribing.box import CHANNEL, Choices, Shape, tips_box, told_box
from bot.fronts.slack.tips.subscribing.commands import command_of, pause_typed_until
from bot.fronts.slack.tips.subscribing.form import wanted_typed
from bot.fronts.slack.tips.subscribing.saying import day_said, zone_said
from bot.fronts.slack.words import words
from bot.library.content import content_root
from bot.library.tips import Tips
from bot.localslack.people import Person
from bot.schedules import read
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.subscribing import chooses, kept, says, told

OTHERS = ("de", "es", "fr", "pt")
TABLES = ("tips", "tips_mistakes", "tips_commands", "countries")
TITLES = (
    "title", "title_change", "list_title", "pause_title", "box_close", "box_cancel", "box_save",
)  # fmt: skip
BUTTONS = ("get", "add", "more_choices", "here", "mine", "when_usual", "country_none")
CHOICE = re.compile(r"menu_|how_long_|whose_|what_(tips|quiz)$")
TODAY = date(2026, 11, 22)  # a Sunday


def own(language: str) -> dict[str, Any]:
    return tomli.loads((content_root() / language / "slack.toml").read_text("utf-8"))


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """All words by where they stand; of what is typed, a language has its own numbers and units."""
    for name, value in table.items():
        if isinstance(value, dict) and name not in ("numbers", "units"):
            yield from leaves(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def all_words(language: str) -> dict[str, Any]:
    return {where: value for name in TABLES for where, value in leaves(own(language)[name], f"{name}.")}


def texts(view: Any) -> Iterator[str]:
    """All that can be read in a view."""
    if isinstance(view, dict):
        if isinstance(view.get("text"), str):
            yield view["text"]
        for value in view.values():
            yield from texts(value)
    elif isinstance(view, list):
        for one in view:
            yield from texts(one)


@cache
def ours() -> Tips:
    return Tips.load(content_root())


def whole_box(language: str) -> Json:
    return tips_box(Shape(whose=CHANNEL, more=True), Choices(ours(), "Europe/Berlin", language))


# ── The words ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_word_with_the_same_places_to_fill(language: str) -> None:
    english, theirs = all_words("en"), all_words(language)
    assert sorted(theirs) == sorted(english)
    for where, value in theirs.items():
        if isinstance(value, str):
            found = sorted(re.findall(r"\{.*?\}", value)), sorted(re.findall(r"\{.*?\}", english[where]))
            assert found[0] == found[1], where
        elif "months" in where:
            assert len(value) == 12


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_slack_cuts_no_word(language: str) -> None:
    said = words(language)["tips"]
    assert {one: said[one] for one in TITLES if len(said[one]) > 24} == {}
    assert {one: said[one] for one in BUTTONS if len(said[one]) > 75} == {}
    assert {one: said[one] for one in said if CHOICE.match(one) and len(said[one]) > 75} == {}
    assert {one: said[one] for one in said if one.endswith("_placeholder") and len(said[one]) > 150} == {}
    assert [one for one in words(language)["countries"].values() if len(one) > 75] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_of_a_box_is_english(language: str) -> None:
    alike = {"Europe/Berlin", "Direct", "IT", "Portugal", "Chile"}
    names = {*words()["languages"].values(), *words()["countries"].values()}  # "India" is one in Spanish, too
    english = {one for one in texts(whole_box("en")) if " " in one} - names
    assert english and len(english) > 15
    assert english.isdisjoint(set(texts(whole_box(language))) - alike)
    assert set(texts(told_box("", language))).isdisjoint({"Close", "Cancel", "Save"})


@pytest.mark.parametrize("language", OTHERS)
def test_a_table_in_a_table_keeps_the_english_words_that_a_language_lacks(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / language).mkdir()
    (tmp_path / "en/slack.toml").write_text('[tips]\na = "1"\n[tips.why]\nb = "2"\nc = "3"\n')
    (tmp_path / language / "slack.toml").write_text('[tips.why]\nc = "drei"\n')
    monkeypatch.setattr("bot.fronts.slack.words.content_root", lambda: tmp_path)
    words.cache_clear()
    try:
        assert words(language) == {"tips": {"a": "1", "why": {"b": "2", "c": "drei"}}}
        assert words("en")["tips"]["why"] == {"b": "2", "c": "3"}
    finally:
        words.cache_clear()


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_sentences_name_choices_as_the_menu_does(language: str) -> None:
    said, mistakes = words(language)["tips"], words(language)["tips_mistakes"]
    assert said["menu_resume"] in mistakes["stopped-before"]
    assert said["menu_stop"] in mistakes["too-long"]
    assert said["menu_change"] in mistakes["no-zone"] and said["menu_change"] in mistakes["no-country"]


@pytest.mark.parametrize("language", OTHERS)
def test_countries_stand_in_the_order_of_their_names(language: str) -> None:
    (field,) = [one for one in whole_box(language)["blocks"] if one.get("block_id") == tips.COUNTRY]
    names = [one["text"]["text"] for one in field["element"]["options"]][1:]
    assert sorted(names) == sorted(own(language)["countries"].values())
    first = {"de": "Argentinien", "es": "Alemania", "fr": "Afrique du Sud", "pt": "África do Sul"}
    assert names[0] == first[language]


@pytest.mark.parametrize(("language", "zone", "said"), [
    ("en", "Europe/Vienna", "Vienna time"), ("de", "Europe/Vienna", "Zeit in Wien"),
    ("de", "Asia/Baku", "Zeit in Baku"), ("fr", "Europe/London", "heure de Londres"),
    ("es", "America/New_York", "hora de Nueva York"),
    ("pt", "America/Sao_Paulo", "horário de São Paulo"),
    ("pt", "America/Los_Angeles", "horário de Los Angeles"),
])  # fmt: skip
def test_a_time_zone_is_called_by_its_city_in_the_language(language: str, zone: str, said: str) -> None:
    assert zone_said(zone, language) == said


@pytest.mark.parametrize(("language", "said"), [
    ("en", "Tuesday 1 December"), ("de", "Dienstag, 1. Dezember"), ("es", "martes 1 de diciembre"),
    ("fr", "mardi 1er décembre"), ("pt", "terça-feira, 1º de dezembro"),
])  # fmt: skip
def test_the_first_of_a_month_is_written_as_the_language_does(language: str, said: str) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert day_said(datetime(2026, 12, 1, 10, tzinfo=UTC), now, language) == said


# ── What is typed ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_the_examples_of_times_are_understood_and_mean_the_same(language: str) -> None:
    said = words(language)["tips"]
    assert read(said["when_usual"], language) == read("every Tuesday 10:00")
    examples = said["when_hint"].partition(":")[2].strip().removesuffix(".").split(", ")
    assert examples[0] == said["when_usual"]
    meant = [read(one) for one in ("every Tuesday 10:00", "weekdays at 9", "first Monday of the month")]
    assert [read(one, language) for one in examples] == meant


@pytest.mark.parametrize("language", ["en", *OTHERS])
@pytest.mark.parametrize("why", ["pause", "pause-empty"])
def test_the_examples_of_pauses_are_understood(language: str, why: str) -> None:
    until, weeks = re.split(", [^ ]+ ", words(language)["tips_mistakes"][why].rpartition(":")[2].strip(" ."))
    for example, end in ((until, date(2026, 12, 3)), (weeks, date(2026, 12, 6))):
        name, rest = command_of(example, language)
        assert (name, pause_typed_until(rest, TODAY, language)) == ("pause", end)


@pytest.mark.parametrize("language", ["en", *OTHERS])
@pytest.mark.parametrize(("text", "found"), [
    ("", ("get", "")), ("stop", ("stop", "")), ("go on", ("resume", "")),
    ("skip the next one", ("skip", "the next one")), ("list", ("list", "")), ("help", ("help", "")),
    ("?", ("help", "")), ("pause 2 weeks", ("pause", "2 weeks")),
    ("every Tuesday 10:00", ("when", "every Tuesday 10:00")),
])  # fmt: skip
def test_english_is_understood_from_everybody(language: str, text: str, found: tuple[str, str]) -> None:
    assert command_of(text, language) == found


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_words_of_its_own_for_each_command(language: str) -> None:
    for name in ("pause", "skip", "resume", "stop", "list", "help", "get"):
        for phrase in own(language)["tips_commands"][name]:
            assert command_of(f"{phrase.upper()}!", language)[0] == name, phrase


@pytest.mark.parametrize(("language", "text", "found"), [
    ("de", "Nächsten Tipp überspringen", "when"), ("de", "nächsten überspringen", "skip"),
    ("de", "Stopp bitte", "stop"), ("de", "Ende des Monats um 10 Uhr", "when"), ("fr", "en semaine à 9h", "when"),
    ("fr", "arretez les conseils", "stop"),
    ("fr", "fin du mois à 10h", "when"), ("es", "para el martes a las 10", "when"), ("es", "anadir", "get"),
    ("es", "no más consejos", "stop"), ("pt", "pular a próxima dica", "skip"), ("pt", "fim do mês às 10:00", "when"),
    ("en", "stopp", "when"), ("en", "liste", "when"),
])  # fmt: skip
def test_a_time_is_not_taken_for_a_command(language: str, text: str, found: str) -> None:
    assert command_of(text, language)[0] == found


@pytest.mark.parametrize(("language", "text", "end"), [
    ("de", "bis zum 3. Dezember", date(2026, 12, 3)), ("de", "bis Donnerstag, den 3. Dezember", date(2026, 12, 3)),
    ("de", "für eine Woche", date(2026, 11, 29)), ("de", "drei Wochen lang", date(2026, 12, 13)),
    ("de", "bis morgen", date(2026, 11, 23)), ("de", "bis 1. März", date(2027, 3, 1)),
    ("de", "bis 1. maerz", None), ("de", "until 3 December", date(2026, 12, 3)), ("de", "2 weeks", date(2026, 12, 6)),
    ("de", "bis übermorgen", None), ("de", "bis 3. Dezember 2020", "past"), ("de", "until 3 May 2020", "past"),
    ("fr", "jusqu’au 3 décembre", date(2026, 12, 3)), ("fr", "jusqu'à jeudi", date(2026, 11, 26)),
    ("fr", "jusqu'au 1er fevrier", date(2027, 2, 1)), ("fr", "pendant deux semaines", date(2026, 12, 6)),
    ("fr", "jusqu'à après-demain", None), ("fr", "until Monday", date(2026, 11, 23)),
    ("es", "hasta el día 3 de diciembre", date(2026, 12, 3)), ("es", "por un día", date(2026, 11, 23)),
    ("es", "hasta mañana", date(2026, 11, 23)), ("es", "hasta el miercoles", date(2026, 11, 25)),
    ("es", "2 meses", date(2027, 1, 22)), ("es", "hasta pasado mañana", None),
    ("pt", "até 1º de dezembro", date(2026, 12, 1)), ("pt", "até o dia 3 de dezembro", date(2026, 12, 3)),
    ("pt", "até segunda-feira", date(2026, 11, 23)), ("pt", "por um mês", date(2026, 12, 22)),
    ("pt", "até amanhã", date(2026, 11, 23)), ("pt", "", "pause-empty"), ("pt", "até", "pause-empty"),
])  # fmt: skip
def test_how_long_a_pause_lasts_is_understood_in_the_language(language: str, text: str, end: date | str | None) -> None:
    if isinstance(end, date):
        assert pause_typed_until(text, TODAY, language) == end
        return
    with pytest.raises(PauseUnclear) as unclear:
        pause_typed_until(text, TODAY, language)
    assert unclear.value.why == (end or "pause")


@pytest.mark.parametrize(("language", "sentence"), [
    ("de", "Diese Zeitzone kenne ich nicht."), ("fr", "Je ne connais pas ce fuseau horaire."),
    ("es", "No conozco esa zona horaria."), ("pt", "Não conheço esse fuso horário."),
])  # fmt: skip
def test_below_a_field_stands_a_sentence_in_the_language(language: str, sentence: str) -> None:
    said = words(language)["tips"]
    values = {tips.WHEN: {VALUE: {"value": said["when_usual"]}}, tips.ZONE: {VALUE: {"value": "Narnia"}}}
    body = {"view": {"state": {"values": values}}}
    wanted, errors = wanted_typed(body, Shape(more=True), Choices(ours(), "Europe/Berlin", language))
    assert wanted is None and errors[tips.ZONE].startswith(sentence)


# ── In Slack ────────────────────────────────────────────────────────────────────────────────────────────────


async def tips_page(there: Company, person: Person, heading: str, until: str) -> str:
    """The part of the page about tips, under the heading that the language has for them."""
    await person.opens(there.app)
    await there.slack.until(lambda: until in read_out((person.home or {}).get("blocks") or []))
    return read_out((person.home or {})["blocks"]).partition(f"**{heading}**")[2].partition("----")[0].strip()


async def test_a_german_subscribes_and_pauses_in_german(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        eva = there.team.person("Eva Winter", email="eva@northwind.example", tz="Europe/Berlin", locale="de-DE")
        page = await tips_page(there, eva, "Tipps", "Tipps abonnieren")
        assert page.startswith("Mit einem kurzen Tipp pro Woche") and page.endswith("[Tipps abonnieren]")
        await eva.presses(eva.home or {}, tips.TIPS_GET)
        view = await there.box(eva)
        assert view.body["title"]["text"] == "Tipps abonnieren"
        assert (view.body["submit"]["text"], view.body["close"]["text"]) == ("Speichern", "Abbrechen")
        await eva.submits(view)  # with the time that stands there
        assert (await told(there, eva)).startswith("**Jeden Dienstag um 10:00 Uhr (Zeit in Berlin).** Der erste Tipp")
        page = await tips_page(there, eva, "Tipps", "Nächstes Mal")
        assert re.match(r"Jeden Dienstag um 10:00 Uhr, für dich\. Nächstes Mal: Dienstag, \d+\. \w+\.\n", page)
        (one,) = await kept(there, eva.id)
        await chooses(eva, eva.home or {}, one.id, "pause")
        assert "Wie lange?" in texts((await there.box(eva)).body)
        said = await says(there, eva, "pause drei Wochen", there.dm(eva))
        assert said.startswith("**Keine Tipps bis ") and "Der nächste kommt am Dienstag, " in said
        said = await says(there, eva, "pausiere banane", there.dm(eva))
        assert said == "**Sag, wie lange, zum Beispiel: pause bis 3. Dezember, oder pause 2 Wochen.**"


async def test_the_list_is_shown_to_whoever_asks_in_their_own_word(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        leo = there.team.person("Léo Petit", email="leo@northwind.example", tz="Europe/Paris", locale="fr-FR")
        await says(there, leo, "chaque mardi à 10h", there.dm(leo))
        await leo.runs(there.app, "/legit", "tips liste", channel=there.dm(leo))
        view = await there.box(leo)
        assert (view.body["title"]["text"], view.body["close"]["text"]) == ("Conseils", "Fermer")
        shown = list(texts(view.body))
        assert any(one.startswith("Chaque mardi à 10h00, pour vous. Prochain envoi : mardi ") for one in shown)
        assert {"Modifier", "Sauter le prochain envoi", "Mettre en pause", "Arrêter"} <= set(shown)


async def test_where_time_runs_out_the_sentence_is_in_their_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path) as there:
        eva = there.team.person("Eva Winter", email="eva@northwind.example", tz="Europe/Berlin", locale="de-DE")
        await tips_page(there, eva, "Tipps", "Tipps abonnieren")
        await eva.presses(eva.home or {}, tips.TIPS_GET)
        view = await there.box(eva)
        monkeypatch.setattr("bot.fronts.slack.tips.subscribing.handed_in.PATIENCE", 0.0)
        await eva.submits(view)
        unsure = "Slack hat mir nicht rechtzeitig geantwortet. Versuch es bitte noch einmal."
        assert view.errors == {tips.WHEN: unsure}
        assert not await kept(there, eva.id)
