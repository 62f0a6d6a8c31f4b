"""Rules in German, French, Spanish and Portuguese: read and said."""

import pytest

from bot.schedules import NotUnderstood, read, say

WORKDAYS, DAILY = "weekly mon,tue,wed,thu,fri", "weekly mon,tue,wed,thu,fri,sat,sun"

OTHERS = {
    ("de", "jeden Dienstag um 10 Uhr"): "weekly tue 10:00",
    ("de", "dienstags 10:30 Uhr"): "weekly tue 10:30",
    ("de", "werktags um 9"): f"{WORKDAYS} 09:00",
    ("de", "Mo-Fr 9"): f"{WORKDAYS} 09:00",
    ("de", "montags bis donnerstags um 9 Uhr"): "weekly mon,tue,wed,thu 09:00",
    ("de", "Mo und Do 8.30"): "weekly mon,thu 08:30",
    ("de", "täglich um 12 Uhr mittags"): f"{DAILY} 12:00",
    ("de", "taeglich 18 Uhr"): f"{DAILY} 18:00",
    ("de", "so gegen 10 Uhr am Montag"): "weekly mon 10:00",
    ("de", "Sa und So 11 Uhr"): "weekly sat,sun 11:00",
    ("de", "halb zehn am Mittwoch"): "weekly wed 09:30",
    ("de", "freitags 4 Uhr nachmittags"): "weekly fri 16:00",
    ("de", "jeden zweiten Freitag 16 Uhr"): "every-2 fri 16:00",
    ("de", "alle zwei Wochen freitags"): "every-2 fri 10:00",
    ("de", "jeden zweiten Freitag im Monat"): "monthly second fri 10:00",
    ("de", "am ersten Montag im Monat um 9:30 Uhr"): "monthly first mon 09:30",
    ("de", "am 15. um 10"): "monthly 15 10:00",
    ("de", "am 15. 10 Uhr"): "monthly 15 10:00",
    ("de", "am 1. und 15. des Monats um 10 Uhr"): "monthly 1,15 10:00",
    ("de", "am letzten Tag des Monats 9 Uhr"): "monthly last 09:00",
    ("de-AT", "Ende des Monats um 9"): "monthly last 09:00",
    ("de", "every other friday 10 am"): "every-2 fri 10:00",
    ("fr", "tous les mardis à 10h"): "weekly tue 10:00",
    ("fr", "chaque mardi à 10 h 30"): "weekly tue 10:30",
    ("fr", "le mardi à neuf heures et demie"): "weekly tue 09:30",
    ("fr", "mardi à 4h de l'après-midi"): "weekly tue 16:00",
    ("fr", "lundi et jeudi à 8h30"): "weekly mon,thu 08:30",
    ("fr", "du lundi au vendredi à 9h"): f"{WORKDAYS} 09:00",
    ("fr", "en semaine à 9h"): f"{WORKDAYS} 09:00",
    ("fr", "tous les jours à midi"): f"{DAILY} 12:00",
    ("fr", "un vendredi sur deux à 16h"): "every-2 fri 16:00",
    ("fr", "tous les quinze jours le vendredi"): "every-2 fri 10:00",
    ("fr", "toutes les trois semaines le vendredi"): "every-3 fri 10:00",
    ("fr", "le premier lundi du mois à 9h30"): "monthly first mon 09:30",
    ("fr", "le 1er et le 3e mardi du mois"): "monthly first,third tue 10:00",
    ("fr", "le 15 à 10h"): "monthly 15 10:00",
    ("fr", "le 1er de chaque mois à 10 heures"): "monthly 1 10:00",
    ("fr", "le dernier jour du mois à 9h"): "monthly last 09:00",
    ("es", "cada martes a las 10"): "weekly tue 10:00",
    ("es", "los lunes y jueves a las 8:30"): "weekly mon,thu 08:30",
    ("es", "los martes a las 9 y media"): "weekly tue 09:30",
    ("es", "miercoles por la tarde a las 4"): "weekly wed 16:00",
    ("es", "de lunes a viernes a las 9"): f"{WORKDAYS} 09:00",
    ("es", "todos los días al mediodía"): f"{DAILY} 12:00",
    ("es", "cada dos viernes a las 16"): "every-2 fri 16:00",
    ("es", "viernes alternos a las 16:00"): "every-2 fri 16:00",
    ("es", "el segundo y el cuarto martes del mes"): "monthly second,fourth tue 10:00",
    ("es", "el 1 y el 15 de cada mes a las 10"): "monthly 1,15 10:00",
    ("es", "el día 15 a las 10"): "monthly 15 10:00",
    ("es", "el último día del mes a las 9"): "monthly last 09:00",
    ("pt", "toda terça-feira às 10h"): "weekly tue 10:00",
    ("pt-BR", "terças e quintas às 8h30"): "weekly tue,thu 08:30",
    ("pt", "segunda, quarta e sexta às 10"): "weekly mon,wed,fri 10:00",
    ("pt", "de segunda a sexta às 9"): f"{WORKDAYS} 09:00",
    ("pt", "dias úteis às 9h"): f"{WORKDAYS} 09:00",
    ("pt", "sextas à tarde"): "weekly fri 14:00",
    ("pt", "todo dia às 10h"): f"{DAILY} 10:00",
    ("pt", "todo dia 15 às 10h"): "monthly 15 10:00",
    ("pt", "sexta sim, sexta não às 16h"): "every-2 fri 16:00",
    ("pt", "a cada duas semanas na sexta às 16h"): "every-2 fri 16:00",
    ("pt", "primeira segunda do mês às 9h30"): "monthly first mon 09:30",
    ("pt", "segunda terça-feira do mês"): "monthly second tue 10:00",
    ("pt", "na segunda e na quarta terça do mês"): "monthly second,fourth tue 10:00",
    ("pt", "último dia do mês às 9h"): "monthly last 09:00",
    ("it", "every Tuesday 10:00"): "weekly tue 10:00",
    ("de", "0 10 * * 2"): "cron 0 10 * * 2",
}

SAID = {
    "every Tuesday 10:00": (
        "every Tuesday at 10:00", "jeden Dienstag um 10:00 Uhr", "chaque mardi à 10h00", "cada martes a las 10:00",
        "toda terça-feira às 10:00",
    ),
    "sat, sun and mon 9:05": (
        "every Monday, Saturday and Sunday at 09:05", "jeden Montag, Samstag und Sonntag um 9:05 Uhr",
        "chaque lundi, chaque samedi et chaque dimanche à 9h05", "cada lunes, sábado y domingo a las 9:05",
        "toda segunda-feira, todo sábado e todo domingo às 9:05",
    ),
    "weekdays at 9": (
        "every weekday at 09:00", "jeden Werktag um 9:00 Uhr", "du lundi au vendredi à 9h00",
        "de lunes a viernes a las 9:00", "de segunda a sexta-feira às 9:00",
    ),
    "daily at noon": (
        "every day at 12:00", "jeden Tag um 12:00 Uhr", "tous les jours à 12h00", "todos los días a las 12:00",
        "todos os dias às 12:00",
    ),
    "every other Friday 4pm": (
        "every other Friday at 16:00", "jeden zweiten Freitag um 16:00 Uhr",
        "une semaine sur deux, le vendredi à 16h00", "cada dos semanas, el viernes a las 16:00",
        "a cada duas semanas, na sexta-feira às 16:00",
    ),
    "every 3 weeks on saturday": (
        "every 3 weeks on Saturday at 10:00", "alle 3 Wochen am Samstag um 10:00 Uhr",
        "toutes les 3 semaines, le samedi à 10h00", "cada 3 semanas, el sábado a las 10:00",
        "a cada 3 semanas, no sábado às 10:00",
    ),
    "2nd and last Monday 9:30": (
        "the second and last Monday of the month at 09:30", "am zweiten und letzten Montag im Monat um 9:30 Uhr",
        "le deuxième et le dernier lundi du mois à 9h30", "el segundo y el último lunes del mes a las 9:30",
        "na segunda e na última segunda-feira do mês às 9:30",
    ),
    "1st, 15th and last day of the month": (
        "the 1st, 15th and last day of the month at 10:00", "am 1., 15. und letzten Tag des Monats um 10:00 Uhr",
        "le 1er, 15 et dernier jour du mois à 10h00", "el 1, 15 y último día de cada mes a las 10:00",
        "no dia 1, dia 15 e último dia de cada mês às 10:00",
    ),
    "0 10 * * 2": ("cron 0 10 * * 2",) * 5,
}  # fmt: skip


@pytest.mark.parametrize("language, text", OTHERS)
def test_other_languages_are_understood_and_english_beside_them(language: str, text: str) -> None:
    assert str(read(text, language)) == OTHERS[language, text]


@pytest.mark.parametrize("text", SAID)
def test_a_rule_is_said_naturally_in_each_language(text: str) -> None:
    assert tuple(say(read(text), language) for language in ("en", "de", "fr", "es", "pt")) == SAID[text]


def test_a_language_without_words_of_its_own_says_it_in_english() -> None:
    assert say(read("every Tuesday 10:00"), "ja") == "every Tuesday at 10:00"


def test_a_refusal_is_in_the_language_and_names_the_word() -> None:
    with pytest.raises(NotUnderstood, match=r"^Das Wort „gelegentlich“ kenne ich hier nicht") as told:
        read("gelegentlich dienstags", "de")
    assert (told.value.problem, told.value.said) == ("word", "gelegentlich")


def test_english_words_of_another_problem_are_told_that_problem() -> None:
    with pytest.raises(NotUnderstood, match=r"^J'envoie un seul conseil"):
        read("hourly on weekdays", "fr")
