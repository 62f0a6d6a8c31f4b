# ruff: noqa: E501 - what a client writes stays on one line, so that it can be compared with the client
"""The suspect is the mail inside: if these fail, the colleague who forwarded a scam is judged for it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.email import Mailbox
from bot.mail.forwards import Forward, forward_in, thread_split
from tests.growth import grows_linearly

SENDER = Mailbox("Ann Lee", "ann.lee@shop.example")
TO = "bob@firm.example"
CC = "Cy Roe <cy@firm.example>"
SUBJECT = "Your parcel: waits 3 days"
BODY = "Please pay the fee.\n\nCall us: 020 7946 0123."


@dataclass(frozen=True)
class Wording:
    """What the clients of one language write."""

    apple: str  # without the colon
    yahoo: str  # in its dashes
    thunderbird: str  # in its dashes
    original: str
    names: tuple[str, str, str, str, str, str]  # From, Sent (Outlook), Date, To, Cc, Subject
    date: str
    forward: str
    reply: str
    wrote: str  # of a reply


WORDING = {
    "en": Wording(
        "Begin forwarded message", "Forwarded Message", "Forwarded Message", "Original Message",
        ("From", "Sent", "Date", "To", "Cc", "Subject"), "Tuesday, 2 November 2021 at 09:26", "FW", "RE",
        "On Tue, Nov 2, 2021 at 9:26 AM {} wrote:"),
    "de": Wording(
        "Anfang der weitergeleiteten Nachricht", "Weitergeleitete Nachricht", "Weitergeleitete Nachricht",
        "Ursprüngliche Nachricht", ("Von", "Gesendet", "Datum", "An", "Cc", "Betreff"),
        "Dienstag, 2. November 2021 um 09:26 Uhr", "WG", "AW", "Am Di., 2. Nov. 2021 um 09:26 Uhr schrieb {}:"),
    "fr": Wording(
        "Début du message réexpédié ", "Message transmis", "Message transféré", "Message d'origine",
        ("De ", "Envoyé ", "Date ", "À ", "Cc ", "Objet "), "mardi 2 novembre 2021 à 09:26", "TR", "RE",
        "Le mar. 2 nov. 2021 à 09:26, {} a écrit :"),
    "es": Wording(
        "Inicio del mensaje reenviado", "Mensaje reenviado", "Mensaje reenviado", "Mensaje original",
        ("De", "Enviado el", "Fecha", "Para", "CC", "Asunto"), "martes, 2 de noviembre de 2021 09:26", "RV", "RE",
        "El mar, 2 nov 2021 a las 9:26, {} escribió:"),
    "pt": Wording(
        "Início da mensagem reencaminhada", "Mensagem reencaminhada", "Mensagem reencaminhada",
        "Mensagem original", ("De", "Enviada", "Data", "Para", "Cc", "Assunto"),
        "terça-feira, 2 de novembro de 2021 09:26", "FW", "RE", "{} escreveu no dia terça, 2/11/2021 à(s) 09:26:"),
    "pt-BR": Wording(
        "Início da mensagem encaminhada", "Mensagem encaminhada", "Mensagem encaminhada", "Mensagem original",
        ("De", "Enviado em", "Data", "Para", "Cc", "Assunto"), "terça-feira, 2 de novembro de 2021 09:26", "ENC",
        "RES", "Em ter., 2 de nov. de 2021 às 09:26, {} escreveu:"),
    "it": Wording(
        "Inizio messaggio inoltrato", "Messaggio inoltrato", "Messaggio Inoltrato", "Messaggio originale",
        ("Da", "Inviato", "Data", "A", "Cc", "Oggetto"), "martedì 2 novembre 2021 09:26", "I", "R",
        "Il giorno mar 2 nov 2021 alle ore 09:26 {} ha scritto:"),
    "nl": Wording(
        "Begin doorgestuurd bericht", "Doorgestuurd bericht", "Doorgestuurd bericht", "Oorspronkelijk bericht",
        ("Van", "Verzonden", "Datum", "Aan", "CC", "Onderwerp"), "dinsdag 2 november 2021 09:26", "FW", "Antw",
        "Op di 2 nov. 2021 om 09:26 schreef {}:"),
    "sv": Wording(
        "Vidarebefordrat mejl", "Vidarebefordrat meddelande", "Vidarebefordrat meddelande",
        "Ursprungligt meddelande", ("Från", "Skickat", "Datum", "Till", "Kopia", "Ämne"),
        "den 2 november 2021 09:26", "VB", "SV", "Den tis 2 nov. 2021 kl 09:26 skrev {}:"),
    "da": Wording(
        "Start på videresendt besked", "Videresendt meddelelse", "Videresendt meddelelse", "Oprindelig meddelelse",
        ("Fra", "Sendt", "Dato", "Til", "Kopi", "Emne"), "2. november 2021 kl. 09.26", "VS", "SV",
        "Den tir. 2. nov. 2021 kl. 09.26 skrev {}:"),
    "nb": Wording(
        "Videresendt melding", "Videresendt melding", "Videresendt melding", "Opprinnelig melding",
        ("Fra", "Sendt", "Dato", "Til", "Kopi", "Emne"), "tirsdag 2. november 2021 09:26", "VS", "SV",
        "tir. 2. nov. 2021 kl. 09:26 skrev {}:"),
    "fi": Wording(
        "Välitetty viesti alkaa", "Edelleenlähetetty viesti", "Välitetty viesti / Fwd.Msg", "Alkuperäinen viesti",
        ("Lähettäjä", "Lähetetty", "Päiväys", "Vastaanottaja", "Kopio", "Aihe"),
        "tiistai 2. marraskuuta 2021 klo 9.26", "VL", "VS", "ti 2. marrask. 2021 klo 9.26 {} kirjoitti:"),
    "pl": Wording(
        "Początek przekazywanej wiadomości", "Przekazana wiadomość", "Treść przekazanej wiadomości",
        "Oryginalna wiadomość", ("Od", "Wysłano", "Data", "Do", "DW", "Temat"), "wtorek, 2 listopada 2021 09:26",
        "PD", "Odp", "wt., 2 lis 2021 o 09:26 {} napisał(a):"),
    "cs": Wording(
        "Začátek přeposílané zprávy", "Přeposlaná zpráva", "Přeposlaná zpráva", "Původní zpráva",
        ("Od", "Odesláno", "Datum", "Komu", "Kopie", "Předmět"), "úterý 2. listopadu 2021 9:26", "FW", "Odp",
        "út 2. 11. 2021 v 9:26 odesílatel {} napsal:"),
    "sk": Wording(
        "Začiatok preposlanej správy", "Preposlaná správa", "Preposlaná správa --- Forwarded Message",
        "Pôvodná správa", ("Od", "Odoslané", "Dátum", "Komu", "Kópia", "Predmet"), "utorok 2. novembra 2021 9:26",
        "FW", "Odp", "ut 2. 11. 2021 o 9:26 {} napísal(a):"),
    "hu": Wording(
        "Továbbított levél kezdete", "Továbbított üzenet", "Továbbított üzenet", "Eredeti üzenet",
        ("Feladó", "Elküldve", "Dátum", "Címzett", "Másolatot kap", "Tárgy"), "2021. november 2., kedd 09:26",
        "TOV", "Vá", "{} ezt írta (időpont: 2021. nov. 2., K, 9:26):"),
    "ro": Wording(
        "Începe mesajul redirecționat", "Mesaj redirecționat", "Mesajul original", "Mesaj original",
        ("De la", "Trimis", "Data", "Către", "Cc", "Subiect"), "marți, 2 noiembrie 2021 09:26", "FW", "RE",
        "În mar., 2 nov. 2021 la 09:26, {} a scris:"),
    "hr": Wording(
        "Započni proslijeđenu poruku", "Proslijeđena poruka", "Proslijeđena poruka", "Izvorna poruka",
        ("Šalje", "Poslano", "Datum", "Prima", "Kopija", "Predmet"), "utorak, 2. studenoga 2021. 09:26", "PR",
        "ODG", "uto, 2. stu 2021. u 09:26 {} napisao je:"),
    "ru": Wording(
        "Начало переадресованного сообщения", "Пересылаемое сообщение", "Перенаправленное сообщение",
        "Исходное сообщение", ("От", "Отправлено", "Дата", "Кому", "Копия", "Тема"),
        "вторник, 2 ноября 2021 г. 9:26", "Пересл", "Отв", "вт, 2 нояб. 2021 г. в 09:26, {}:"),
    "uk": Wording(
        "Початок пересланого повідомлення", "Переслане повідомлення", "Переслане повідомлення",
        "Оригінальне повідомлення", ("Від", "Надіслано", "Дата", "Кому", "Копія", "Тема"),
        "вівторок, 2 листопада 2021 р. 9:26", "Пересл", "Відп", "вт, 2 лист. 2021 р. о 09:26 {} пише:"),
    "tr": Wording(
        "İletilmiş ileti", "İletilen Mesaj", "İletilmiş İleti", "Özgün İleti",
        ("Kimden", "Gönderildi", "Tarih", "Kime", "Bilgi", "Konu"), "2 Kasım 2021 Salı 09:26", "İLT", "YNT",
        "{}, 2 Kas 2021 Sal, 09:26 tarihinde şunu yazdı:"),
    "et": Wording(
        "Edastatud kirja algus", "Edastatud kiri", "Edastatud kiri", "Algne kiri",
        ("Saatja", "Saadetud", "Kuupäev", "Saaja", "Koopia", "Teema"), "teisipäev, 2. november 2021 09:26", "Edasi",
        "Vs", "Kuupäev T, 2. november 2021 kell 09:26 kirjutas {}:"),
    "ja": Wording(
        "転送されたメッセージ", "転送メッセージ", "Forwarded Message", "元のメッセージ",
        ("差出人", "送信日時", "日付", "宛先", "CC", "件名"), "2021年11月2日火曜日 9:26", "転送", "返信",
        "2021年11月2日(火) 9:26 {}:"),
    "zh": Wording(
        "以下是转发的邮件", "转发邮件", "转发的消息", "原始邮件",
        ("发件人", "发送时间", "日期", "收件人", "抄送", "主题"), "2021年11月2日 9:26", "转发", "答复",
        "{} 于2021年11月2日周二 09:26写道："),
    "ko": Wording(
        "전달된 메시지", "전달된 메시지", "전달된 메시지", "원본 메시지",
        ("보낸 사람", "보낸 날짜", "날짜", "받는 사람", "참조", "제목"), "2021년 11월 2일 화요일 오전 9:26", "전달", "회신",
        "2021년 11월 2일 (화) 오전 9:26, {}님이 작성:"),
    "el": Wording(
        "Αρχή προωθημένου μηνύματος", "Προωθημένο μήνυμα", "Forwarded Message", "Αρχικό μήνυμα",
        ("Από", "Στάλθηκε", "Ημερομηνία", "Προς", "Κοιν.", "Θέμα"), "Τρίτη, 2 Νοεμβρίου 2021 9:26", "ΠΡΘ", "ΑΠ",
        "Στις Τρί 2 Νοε 2021 στις 9:26 π.μ., ο/η {} έγραψε:"),
}  # fmt: skip


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def clients(words: Wording) -> Iterator[tuple[str, str, str]]:
    """(client, outer subject, body) in each client's own form."""
    sender, sent, date, to, cc, subject = words.names
    from_line = f"{sender}: {SENDER.written}"
    yield (
        "apple-mail",
        "",
        quoted(
            f"{words.apple}:\n\n{from_line}\n{subject}: {SUBJECT}\n{date}: {words.date}\n{to}: {TO}\n{cc}: {CC}\n\n{BODY}"
        ),
    )
    yield (
        "gmail",
        "",
        (
            f"---------- Forwarded message ---------\n{from_line}\nDate: {words.date}\nSubject: {SUBJECT}\n"
            f"To: <{TO}>\nCc: {CC}\n\n\n{BODY}"
        ),
    )
    yield (
        "hubspot",
        "",
        (
            f"---------- {words.yahoo} ---------\n{from_line}\n{date}: {words.date}\n{subject}: {SUBJECT}\n{to}: {TO}\n"
            f"{cc}: {CC}\n\n{BODY}"
        ),
    )
    yield (
        "thunderbird",
        "",
        (
            f"-------- {words.thunderbird} --------\n{subject}: \t{SUBJECT}\n{date}: \tTue, 2 Nov 2021 09:26:50 +0100\n"
            f"{sender}: \t{SENDER.written}\n{to}: \t{TO}\n{cc}: \t{CC}\n\n\n\n{BODY}"
        ),
    )
    yield (
        "yahoo",
        "",
        (
            f'   ----- {words.yahoo} ----- {from_line}{to}: "{TO}" <{TO}>{cc}: {CC}'
            f"{sent}: {words.date} CET{subject}: {SUBJECT}\n {BODY}"
        ),
    )
    block = f"{from_line}\n{sent}: {words.date}\n{to}: {TO} <{TO}>\n{cc}: {CC}\n{subject}: {SUBJECT}"
    yield "outlook-live", f"{words.forward}: {SUBJECT}", f"{'_' * 32}\n{block}\n\n{BODY}"
    yield (
        "outlook-2013",
        f"{words.forward}: {SUBJECT}",
        (
            f"FYI\n\n-----{words.original}-----\n{block.replace('<ann.lee@shop.example>', '[mailto:ann.lee@shop.example]')}"
            f"\n\n{BODY}"
        ),
    )
    yield (
        "outlook-mac",
        f"{words.forward}: {SUBJECT}",
        (f"{from_line}\n{date}: {words.date}\n{to}: {TO} <{TO}>\n{cc}: {CC}\n{subject}: {SUBJECT}\n{BODY}"),
    )
    starred = "\n".join("*" + line.replace(":", ":*", 1) for line in block.split("\n"))
    yield "outlook-starred", f"{words.forward}: {SUBJECT}", f"Hej\n\n{starred}\n\n{BODY}"
    yield (
        "outlook-2019-mac",
        f"{words.forward}: {SUBJECT}",
        ("\ufeff" + words.wrote.format(SENDER.written) + "\n\n    " + BODY.replace("\n", "\n    ")),
    )


CASES = [
    pytest.param(subject, body, id=f"{language}-{client}")
    for language, words in WORDING.items()
    for client, subject, body in clients(words)
]


def forward(text: str, subject: str = "", *, headers_known: bool = False) -> Forward:
    found = forward_in(text, subject, headers_known=headers_known)
    assert found is not None
    return found


@pytest.mark.parametrize("subject, body", CASES)
def test_the_inner_sender_subject_and_body_are_found_in_every_client_and_language(subject: str, body: str) -> None:
    found = forward(body, subject, headers_known=bool(subject))
    assert found.certain
    assert found.sender == SENDER
    assert found.subject == SUBJECT
    assert found.text == BODY
    assert found.depth == 1


@pytest.mark.parametrize("language", WORDING)
def test_the_recipients_and_the_date_are_found(language: str) -> None:
    for client, subject, body in clients(WORDING[language]):
        found = forward(body, subject, headers_known=bool(subject))
        if client != "outlook-2019-mac":
            assert [box.address for box in found.to] == [TO, "cy@firm.example"], client
            assert "2021" in found.date, client


@pytest.mark.parametrize("language", WORDING)
def test_a_reply_is_no_forward(language: str) -> None:
    words = WORDING[language]
    attributed = f"I agree.\n\nBest regards,\nBob\n\n{words.wrote.format(SENDER.written)}\n{quoted(BODY)}"
    for subject in ("", f"{words.reply}: {SUBJECT}"):
        found = forward_in(attributed, subject, headers_known=bool(subject))
        assert found is None or not found.certain
    own, older = thread_split(attributed)
    assert own == "I agree.\n\nBest regards,\nBob"
    assert BODY in older


@pytest.mark.parametrize("language", WORDING)
def test_an_outlook_reply_is_no_forward_when_its_subject_says_so(language: str) -> None:
    words = WORDING[language]
    block = "\n".join(next(body for name, _, body in clients(words) if name == "outlook-live").split("\n"))
    assert forward_in(f"I agree.\n\n{block}", f"{words.reply}: {SUBJECT}", headers_known=True) is None
    unclear = forward(f"I agree.\n\nRegards,\nBob\n\n{block}")
    assert not unclear.certain
    assert unclear.sender == SENDER


@pytest.mark.parametrize("language", WORDING)
def test_without_a_subject_inside_the_outer_one_is_taken_without_its_prefix(language: str) -> None:
    words = WORDING[language]
    sender, _, date, *_ = words.names
    body = f"{sender}: {SENDER.written}\n{date}: {words.date}\n\n{BODY}"
    assert forward(body, f"{words.forward}: {SUBJECT}", headers_known=True).subject == SUBJECT


ODD = {
    "no To, other order": f"Begin forwarded message:\n\n> Date: 2 May 2024\n> From: {SENDER.written}\n>\n> {BODY}",
    "full-width colons": f"---------- Forwarded message ----------\nFrom：{SENDER.written}\nDate：2 May 2024\n\n{BODY}",
    "no-break space": f"-------- Message transféré --------\nSujet\u00a0: x\nDe\u00a0: {SENDER.written}\n\n{BODY}",
    "folded To": f"-------- Forwarded Message --------\nTo: a@x.example,\n\tb@x.example\nFrom: {SENDER.written}\n\n{BODY}",
    "folded subject": f"-------- Forwarded Message --------\nSubject: one\n two\nFrom: {SENDER.written}\n\n{BODY}",
    "a table, cell by cell": f"-------- Forwarded Message --------\nFrom:\n{SENDER.written}\nDate:\n2 May 2024\n\n{BODY}",
    "blank lines between": f"---------- Forwarded message ---------\nFrom: {SENDER.written}\n\nDate: 2 May 2024\n\nTo: x\n\n{BODY}",
    "unaccented": f"---------- Mesaj redirectionat ----------\nDe la: {SENDER.written}\nCatre: x@y.example\n\n{BODY}",
    "mixed languages": f"Begin forwarded message:\n\n> De: {SENDER.written}\n> À: x@y.example\n> Subject: x\n>\n> {BODY}",
    "NFD": f"> De\u0301but du message re\u0301expe\u0301die\u0301 :\n>\n> De: {SENDER.written}\n> Objet: x\n>\n> {BODY}",
    "words nobody told us": f"--------- Qwertz uiop ---------\nAaa: {SENDER.written}\nBbb: 2 May 2024\nCcc: x\n\n{BODY}",
    "twice the address": (
        "From: Ann Lee<mailto:ann.lee@shop.example> <ann.lee@shop.example<mailto:ann.lee@shop.example>> on behalf of "
        f"desk@shop.example<mailto:desk@shop.example>\nSent: 2 May 2024\nSubject: x\n\n{BODY}"
    ),
    "missive": f"---------- Forwarded message ----------\nFrom: {SENDER.written}\nSubject: x\n\n{quoted(BODY)}",
    "ionos": quoted(f"---------- Original Message ----------\nFrom: {SENDER.written}\nTo: x@y.example\n\n{BODY}"),
    "windows line ends": f"---------- Forwarded message ---------\r\nFrom: {SENDER.written}\r\nSubject: x\r\n\r\n{BODY}",
    "plain Fwd": f"From: {SENDER.written}\nTo: x@y.example\n\n{BODY}",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_forms_are_read_as_well(name: str) -> None:
    found = forward(ODD[name], "Fwd: x", headers_known=True)
    assert (found.sender, found.certain) == (SENDER, True)
    assert found.text.startswith("Please pay the fee.")


def test_the_forwarders_words_and_what_stands_below_are_kept_apart() -> None:
    text = f"Is this real?\n\nBob\n\nBegin forwarded message:\n\n{quoted(f'From: {SENDER.written}{chr(10)}Subject: x')}"
    found = forward(f"{text}\n>\n{quoted(BODY)}\n\nSent from my phone")
    assert found.comment == "Is this real?\n\nBob"
    assert found.text == BODY
    assert found.after == "Sent from my phone"


def test_a_forward_of_a_forward_gives_the_innermost_mail_and_who_passed_it_on() -> None:
    inner = f"---------- Forwarded message ---------\nFrom: {SENDER.written}\nSubject: {SUBJECT}\n\n{BODY}"
    middle = (
        f"-------- Weitergeleitete Nachricht --------\nVon: Cy <cy@firm.example>\nBetreff: Fwd: x\n\nsee\n\n{inner}"
    )
    found = forward(f"what now?\n\n{middle}", "Fwd: Fwd: x", headers_known=True)
    assert (found.sender, found.subject, found.text, found.depth) == (SENDER, SUBJECT, BODY, 2)
    assert found.forwarders == (Mailbox("Cy", "cy@firm.example"),)
    assert found.comment == "what now?\n\nsee"


def test_an_older_thread_inside_the_forwarded_mail_stays_in_it() -> None:
    older = f"From: Bob <{TO}>\nSent: 1 May 2024\nTo: ann.lee@shop.example\nSubject: Re: x\n\nhello"
    found = forward(
        f"Fyi\n\nFrom: {SENDER.written}\nSent: 2 May 2024\nSubject: x\n\n{BODY}\n\n{older}",
        "FW: x",
        headers_known=True,
    )
    assert found.sender == SENDER
    assert older in found.text


def test_a_journey_is_not_a_mail_header() -> None:
    assert (
        forward_in("Your booking\n\nFrom: London\nTo: Paris\nDate: 2 May 2024\n\nHave fun", headers_known=True) is None
    )


def test_plain_text_is_no_forward() -> None:
    for text in (
        "",
        "Hello\n\nNote: it rains\n-- \nAnn",
        "-----\n-----",
        "Forwarded message",
        "He wrote: yes",
    ):
        assert forward_in(text, headers_known=True) is None
        assert thread_split(text)[1] == ""


@given(
    st.text(alphabet=st.sampled_from(list("> -:\n@<>._FromSubject:VonＡ：\ufeff\x00")), max_size=300),
    st.text(max_size=30),
)
def test_no_text_raises(text: str, subject: str) -> None:
    forward_in(text, subject, headers_known=True)
    forward_in(f"---------- Forwarded message ---------\nFrom: {text}", subject, headers_known=False)
    thread_split(text)


HOSTILE = {
    "from": lambda n: "From: " * n,
    "from lines": lambda n: "From: a@b.example\n" * n,
    "quote marks": lambda n: ">" * n,
    "quote lines": lambda n: ">\n" * n,
    "dashes": lambda n: "-----" * n,
    "line ends": lambda n: "\n" * n,
    "nested": lambda n: "---------- Forwarded message ---------\nFrom: A <a@x.example>\nSubject: Fwd: x\n\n" * n,
    "recipients": lambda n: "From: a@b.example\nTo: " + "a@b.example, " * n,
    "colons": lambda n: "3 wrote:\n" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.thorough
def test_twice_the_hostile_text_takes_at_most_three_times_as_long(name: str) -> None:
    def read(text: str) -> None:
        forward_in(text, headers_known=False)
        thread_split(text)

    grows_linearly(read, HOSTILE[name], n=500, largest=1 << 18)


def test_a_hundred_forwards_inside_one_another_stop_at_the_limit() -> None:
    text = "".join(
        f"-------- Forwarded Message --------\nFrom: A <a{n}@x.example>\nSubject: Fwd: x\n\n" for n in range(100)
    )
    assert forward(text + BODY).depth == 5
