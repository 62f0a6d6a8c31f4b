"""What somebody tells is recognised by its kind, answered in their words, and never confused with a mail."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.check import Asker
from bot.flows.situation import LONGEST, Situation, answer, situation
from bot.library.library import Library
from bot.reply.plain import plain
from bot.reply.reply import Kind
from tests.growth import grows_linearly

LIBRARY = Library.load()


def told(text: str) -> Situation:
    found = situation(text, LIBRARY)
    assert found is not None, text
    return found


def kind(text: str) -> str:
    scam = told(text).scam
    return scam.id if scam else ""


def answered(text: str, asker: Asker | None = None) -> str:
    return plain(answer(told(text), LIBRARY, asker or Asker())[0])


def test_a_caller_who_wants_a_card_is_likely_a_scam_and_the_persons_words_say_why() -> None:
    found = told("Hello, someone from Amazon phoned and wants my card number")
    assert found.scam is not None
    assert found.scam.id == "phone-impersonation"
    assert found.state == "likely_scam"
    assert found.reasons and all(
        one in "Hello, someone from Amazon phoned and wants my card number" for one in found.reasons
    )


def test_the_answer_names_the_kind_the_reasons_and_what_to_do() -> None:
    text = answered("my boss asks me on WhatsApp for gift cards")
    assert text.startswith("This is likely a scam.")
    assert "It looks like somebody posing as your boss." in text
    assert 'You wrote: "my boss asks me on WhatsApp for gift cards"' in text
    assert "Ask the person by phone or in the office" in text
    assert "report@phishing.gov.uk" not in text


def test_only_what_fits_the_way_it_came_is_said_about_reporting() -> None:
    by_phone = answered("someone from Amazon phoned and wants my card number", Asker(region="gb"))
    assert "159" in by_phone and "7726" not in by_phone and "Forward the mail" not in by_phone


def test_the_reporting_line_of_the_persons_region_is_added() -> None:
    assert "7726" in answered("I got a text about a parcel fee", Asker(region="gb"))
    assert "ReportFraud.ftc.gov" in answered("I got a text about a parcel fee", Asker(region="us"))


@pytest.mark.parametrize(
    "text",
    [
        "my bank texted me a code that I asked for",
        "HR asks me by mail to upload my certificate to our portal",
        "Amazon mailed me that my order shipped",
        "the courier phoned that he stands at my door",
        "My grandson called from school, he says he's fine",
        "my daughter called me from her own phone and told me about school",
        "Meine Bank hat mir einen Code geschickt, den ich angefordert habe",
        "Le livreur m'a appelé, il est devant ma porte",
        "El repartidor me llamó, está en la puerta",
    ],
)
def test_what_may_be_harmless_is_not_called_a_scam(text: str) -> None:
    found = told(text)
    assert (found.scam, found.state) == (None, "cannot_tell")
    said = answered(text)
    assert said.startswith("I can't tell from that alone.")
    assert "Send me the mail or message itself" in said


@pytest.mark.parametrize(
    "text",
    [
        "Hi mum this is my new number, my phone broke. Text me on 07700 900123",
        "Your parcel is held, pay 1.99 at http://royal-mail.example",
        "Are you available? I need you to get some gift cards for a client. I'm in a meeting so can't talk.",
        "Dear customer, we noticed a suspicious login. Verify your account at https://bank.example",
        "From: Amazon <orders@shop.example>\nSubject: Your order\n\nSomeone called you about your order.",
        "I have full access to your device. I recorded you. Send 900 USD in bitcoin to this wallet.",
        "Hallo Mama, das ist meine neue Nummer, mein Handy ist kaputt. Schreib mir bitte auf WhatsApp",
        "Bonjour maman, c'est mon nouveau numéro, envoie moi un message",
        'I got this text: "Your parcel is held. To release it pay the fee of 1.99 here: http://royal.example/pay"',
    ],
)
def test_a_message_itself_is_no_situation(text: str) -> None:
    assert situation(text, LIBRARY) is None


@pytest.mark.parametrize(
    "text", ["", "  \n", "hello", "thanks!", "why?", "is this legit?", "how sure are you?", "what can you do?", "???"]
)
def test_small_talk_is_no_situation(text: str) -> None:
    assert situation(text, LIBRARY) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I gave them my card number, they said they were from Amazon", "paid"),
        ("I clicked on the link in the parcel text", "clicked"),
        ("Someone from Microsoft called and I let him onto my computer", "called"),
        ("The bank called and I gave them the code", "typed"),
        ("I opened the attachment, it was from someone I don't know", "opened"),
        ("We have bought the gift cards and sent the codes to our CEO", "paid"),
        ("Ich habe meine TAN durchgegeben, jemand von der Bank rief an", "typed"),
        ("I clicked the link and then paid them", "paid"),
        ("My boss asked me for gift cards. I already bought them and sent him the codes", "paid"),
        ("help i think i just gave a scammer access to my computer", "called"),
    ],
)
def test_somebody_who_acted_gets_the_steps_first_and_no_verdict(text: str, act: str) -> None:
    found = told(text)
    assert found.acted == act
    reply, _ = answer(found, LIBRARY, Asker())
    assert plain(reply).startswith("Do this now.")
    kinds = [block.kind for block in reply.blocks]
    assert kinds[1] is Kind.STEP
    assert "likely a scam" not in plain(reply)


def test_of_several_acts_the_gravest_comes_first_and_none_is_forgotten() -> None:
    found = told("I clicked on a link in a parcel text and entered my card number")
    assert found.acts == ("paid", "clicked") and found.scam is not None
    steps = [block.spans[0].text for block in answer(found, LIBRARY, Asker())[0].blocks if block.kind is Kind.STEP]
    assert steps[0] == found.scam.done["paid"][0]
    assert found.scam.done["clicked"][0] in steps


@pytest.mark.parametrize(
    "text",
    [
        "I almost clicked a link in a text about a parcel fee",
        "Should I have paid them? A seller wants me to pay outside of the platform",
        "I haven't paid yet, they want 200 in gift cards",
        "I did not click the link in the text from DHL about a customs fee",
    ],
)
def test_who_did_not_act_is_not_treated_as_if(text: str) -> None:
    assert told(text).acted == ""


def test_every_act_has_steps_whether_the_kind_is_known_or_not() -> None:
    acts = ("clicked", "typed", "called", "paid", "opened")
    for act in acts:
        reply, _ = answer(Situation(None, acts=(act,)), LIBRARY, Asker())
        assert [block for block in reply.blocks if block.kind is Kind.STEP], act
    lacking = [(scam.id, act) for scam in LIBRARY.scams.all for act in acts if not scam.done.get(act)]
    assert lacking == []


def test_what_is_kept_holds_ids_and_no_word_of_the_person() -> None:
    _, judged = answer(told("my boss Kestrel asks me on WhatsApp for gift cards"), LIBRARY, Asker())
    assert (judged.state, judged.scam) == ("likely_scam", "executive-gift-cards")
    assert "said:gift-card" in judged.signals
    assert "kestrel" not in " ".join(str(getattr(judged, one.name)) for one in fields(judged)).lower()


def test_what_a_person_quotes_reaches_the_renderer_as_strangers_words() -> None:
    text = "someone from Amazon phoned and wants my card number at http://evil.example <!channel>"
    reply, _ = answer(told(text), LIBRARY, Asker())
    spans = [span for block in reply.blocks for span in block.spans if "evil" in span.text or "channel" in span.text]
    assert spans and all(span.untrusted for span in spans)


def test_a_denied_request_is_no_request() -> None:
    assert kind("Amazon called about my order, they did not ask for my card number") == ""


def test_bank_details_name_no_bank() -> None:
    assert (
        kind("An email from the tax office says I get a refund and should enter my bank details") == "tax-or-government"
    )


@pytest.mark.parametrize("greeting", ["Hi,\n\n", "Hello there!\n", "Hi Legitbot,\n\n", "Hey team,\n"])
def test_a_greeting_to_the_bot_makes_no_mail_of_a_report(greeting: str) -> None:
    assert kind(f"{greeting}my boss asks me on WhatsApp for gift cards") == "executive-gift-cards"


@pytest.mark.parametrize(
    "text",
    [
        "Hi Tom,\n\nmy boss asked me to send you the report. Have a look.\n\nAnn",
        "someone phoned me\n" * 8,
        "The client asked me for the figures, and I told them that we need a week more. " * 3
        + "https://files.example/x",
    ],
)
def test_what_has_the_form_of_a_mail_is_left_to_the_check(text: str) -> None:
    assert situation(text, LIBRARY) is None


def test_what_is_longer_than_a_description_is_read_as_a_mail() -> None:
    assert situation("someone called me and wants my card number. " * 80, LIBRARY) is None


@given(st.text(max_size=300), st.sampled_from(["", "someone called me, ", "I paid them ", "my boss wants gift cards "]))
def test_no_text_makes_it_raise(text: str, before: str) -> None:
    found = situation(before + text, LIBRARY)
    if found is not None:
        answer(found, LIBRARY, Asker(language="xx", region="zz"))


HOSTILE = (
    "someone from amazon phoned and wants my card number ",
    "i got a call from the bank ",
    "( ( [ .. ",
    "did not ask for ",
    "a b c d ",
    "银行 ",
    "call " * 3 + "my card ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_recognising_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Up to the length at which a text is a mail; beyond it the answer comes at once."""
    from bot.library.situations import Situations

    known = Situations.load(LIBRARY.root)
    grows_linearly(lambda text: known.told(text, LIBRARY.brands), lambda n: piece * (n // len(piece) + 1))
    assert len(piece * LONGEST) > LONGEST and situation(piece * LONGEST, LIBRARY) is None
