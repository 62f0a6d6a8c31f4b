"""A short lie without a brand's name must be seen in every language, and the honest letter beside it left alone."""

import pytest

from bot.flows.check import check
from bot.library.library import Library
from bot.verdict.verdict import State

LIBRARY = Library.load()

LOCKED = {
    "English": "Dear customer, your account has been locked. Confirm your details within 12 hours:",
    "German": "Sehr geehrter Kunde, Ihr Konto wurde gesperrt. Bestätigen Sie Ihre Daten binnen 12 Stunden:",
    "French": "Cher client, votre compte a été bloqué. Confirmez vos données sous 12 heures :",
    "Spanish": "Estimado cliente, su cuenta ha sido bloqueada. Confirme sus datos en un plazo de 12 horas:",
    "Italian": "Gentile cliente, il suo conto è stato bloccato. Confermi i suoi dati entro 12 ore:",
    "Portuguese": "Prezado cliente, a sua conta foi bloqueada. Confirme os seus dados em 12 horas:",
    "Dutch": "Geachte klant, uw rekening is geblokkeerd. Bevestig uw gegevens binnen 12 uur:",
}
CALLS = {
    "English": "Call 803-555-0142 now, or your account is closed.",
    "German": "Ihr Konto wurde gesperrt. Rufen Sie umgehend an: 030 23125 014.",
    "French": "Appelez immédiatement le 01 99 00 12 34, sinon votre compte sera fermé.",
    "Spanish": "Llame ahora al 910 555 014 o su cuenta será cancelada.",
    "Italian": "Chiami subito lo 06 5550 1420, altrimenti il suo conto sarà bloccato.",
    "Portuguese": "Ligue agora para 21 555 0142, caso contrário a sua conta será encerrada.",
    "Dutch": "Bel nu 020 555 0142, anders wordt uw rekening geblokkeerd.",
}
HONEST = {
    "a surgery's reminder": (
        "Hill Surgery <desk@hillsurgery.example>",
        "Your appointment is today at four. If you cannot come, please call us now on 020 7946 0123.",
    ),
    "the bank itself": (
        "Barclays <alerts@barclays.co.uk>",
        "Your card has been blocked after an unusual payment. Please call us now on 020 7946 0146.",
    ),
    "a host that answers questions": (
        "Hill Hosting <billing@hillhosting.example>",
        "Your account will be suspended if invoice 7 stays unpaid. If you have any questions, call us on "
        "020 7946 0123.",
    ),
    "a library's card, in German": (
        "Stadtbücherei <info@stadtbuecherei.example>",
        "Ihr Ausweis läuft am 30. Juni ab. Ohne Verlängerung wird Ihre Karte im Juli gesperrt. Telefon: 030 23125 012",
    ),
    "a newsletter that can be left, in German": (
        "Grüner Garten <post@gruener-garten.example>",
        "Die Rosen blühen. Wenn Sie keine E-Mails mehr erhalten möchten, können Sie sich hier abmelden: "
        "http://gruener-garten.example/ab",
    ),
    "a club's list, in German": (
        "Ruderclub <kasse@ruderclub.example>",
        "Liebe Mitglieder, bitte bestätigen Sie bis Freitag Ihre Daten in der Liste am Bootshaus. Der Beitrag ist "
        "bis 31. März fällig.",
    ),
}


def state(sender: str, text: str) -> State:
    return check(f"From: {sender}\nSubject: Notice\n\n{text}\n".encode(), "pasted.txt", LIBRARY).verdict.state


@pytest.mark.parametrize("language", LOCKED)
def test_a_locked_account_and_a_link_are_suspicious(language: str) -> None:
    assert state("service@safe-accounts.test", f"{LOCKED[language]} http://safe-accounts.test/login").flagged


@pytest.mark.parametrize("language", CALLS)
def test_an_order_to_call_or_lose_the_account_is_suspicious(language: str) -> None:
    assert state("alert@account-desk.test", CALLS[language]) is State.SUSPICIOUS


@pytest.mark.parametrize("letter", HONEST)
def test_the_honest_letter_beside_it_is_left_alone(letter: str) -> None:
    assert state(*HONEST[letter]) is State.NO_WARNING_SIGNS
