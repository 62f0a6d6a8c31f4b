"""What people type in a hurry is understood, and what only looks like it is not misread."""

from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.meaning import ORDER, Meaning, What, meaning
from bot.library.asking import asking_mistakes
from bot.library.library import Library
from tests.growth import grows_linearly

LIBRARY = Library.load()

ACTS = {
    "clicked": """
        I clicked
        i clicked on it
        I clicked the link
        I cliked the link
        I've already clicked on the link :(
        oh no i clicked it
        I accidentally clicked on the button
        i tapped the link on my phone
        I followed the link
        I opened the link in the mail
        my colleague clicked on the link
        my mum clicked it
        we clicked on the link this morning
        help I clicked on a link in a strange mail
        I scanned the QR code
        Unfortunately I have clicked on the button in it
        what should I do, I clicked
        I think I clicked something, on the link
        clicked on it by mistake
        Ich habe auf den Link geklickt
        habe leider draufgeklickt
        j'ai cliqué sur le lien
        he hecho clic en el enlace
        ho cliccato sul link
        cliquei no link
        ik heb op de link geklikt
        kliknąłem w link
    """,
    "opened": """
        I opened the attachment
        i opened the attachement
        I've downloaded the file
        I double clicked the invoice
        my colleague opened the pdf
        I opened the zip and ran it
        I enabled macros
        opened the attachment already
        Ich habe den Anhang geöffnet
        j'ai ouvert la pièce jointe
        he abierto el archivo adjunto
        ho aperto l'allegato
        abri o anexo
        ik heb de bijlage geopend
        otworzyłem załącznik
    """,
    "called": """
        I called them
        I called the number
        i phoned them
        I rang the number in the mail
        I already called the number
        my husband called them back
        I spoke to them on the phone
        I talked to a man from support
        I'm on the phone with them
        Ich habe dort angerufen
        j'ai appelé le numéro
        he llamado al número
        ho chiamato il numero
        liguei para o número
        ik heb het nummer gebeld
        zadzwoniłem pod ten numer
    """,
    "paid": """
        I paid
        I already paid
        i payed the fee
        I have paid the invoice
        we paid it last week
        my wife paid the bill
        I made the payment
        the payment went through
        Ich habe bezahlt
        j'ai payé
        ya he pagado
        ho pagato
        já paguei
        ik heb betaald
        zapłaciłem
    """,
    "typed": """
        I typed my password
        I entered my password
        i gave them my pasword
        I put in my login
        I logged in there
        I signed in on the page
        I sent them my username and password
        I filled in the form
        my colleague entered her password
        I entered my credentials on that page
        Ich habe mein Passwort eingegeben
        j'ai donné mon mot de passe
        he puesto mi contraseña
        ho inserito la password
        coloquei a minha senha
        ik heb mijn wachtwoord ingevuld
        podałem hasło
    """,
    "card": """
        I sent my card details
        I gave them my card number
        I entered my credit card
        i typed in my bank details
        I told him my PIN
        Ich habe meine Kreditkarte eingegeben
        j'ai donné ma carte bancaire
    """,
    "remote": """
        I gave them remote access
        I let him onto my computer
        they told me to install AnyDesk and I did
        I installed AnyDesk
        i downloaded teamviewer like they said
        they have access to my computer
        I shared my screen
        Ich habe sie auf meinen Computer gelassen
    """,
    "gift": """
        I bought gift cards
        I sent them the gift cards
        i bought the itunes vouchers for him
    """,
    "transfer": """
        I transferred the money
        I wired 5000
        we made the transfer
        I changed the bank details in our system
        I sent money by bank transfer
        Ich habe das Geld überwiesen
    """,
    "crypto": """
        I sent them bitcoin
        I paid in bitcoin
        I entered my seed phrase
    """,
    "code": """
        I gave them the code
        I read him the code
        I approved the login request
    """,
    "replied": """
        I replied
        I answered them
        I wrote back
        I already replied to the mail
        accidentally replied to a phishing mail
    """,
    "papers": """
        I sent a photo of my passport
        I uploaded my ID card
    """,
}
NOT_ACTED = """
    I didn't click
    I did not click on anything
    i havent clicked the link
    I have not opened the attachment
    I never called them
    don't worry, I did not pay
    I didn't enter my password
    I didn't give them anything
    I almost clicked
    I nearly paid
    I was about to click
    no, I didnt open it
    no I didn't
    I did nothing
    I clicked nothing
    nothing happened
    i opened the mail but did not click
    I haven't done anything
    Ich habe nicht geklickt
    je n'ai pas cliqué
    no he hecho clic
"""
ASKS = {
    "why": """
        why?
        Why do you think so
        how do you know?
        how can you tell
        explain
        can you explain that
        what makes you think that
        tell me why
        more details please
        what did you find
        give me the reasons
        based on what?
        what is wrong with it
        warum?
        wieso denkst du das
        pourquoi ?
        ¿por qué?
        perché?
        porquê?
        waarom?
        dlaczego?
    """,
    "sure": """
        how sure are you?
        are you sure?
        are you certain
        how certain is that
        r u sure
        you sure?
        could you be wrong?
        can this be a false positive
        how likely is it
        what are the odds
        how confident are you about this
        can I trust you
        did you check the links?
        bist du sicher?
        wie sicher bist du
        tu es sûr ?
        ¿estás seguro?
        sei sicuro?
        tem certeza?
        weet je het zeker?
        jesteś pewny?
    """,
    "what-now": """
        what should I do?
        what now?
        what do I do now
        what to do
        now what
        next steps?
        so what do i do
        what happens now
        what will happen to me now
        was passiert jetzt
        was soll ich tun?
        que dois-je faire ?
        ¿qué hago?
        cosa devo fare?
        o que devo fazer?
        wat moet ik doen?
        co mam zrobić?
    """,
    "may-delete": """
        can I delete it?
        should I just delete it
        is it ok to delete this
        can i ignore it
        shall I block them
        kann ich es löschen?
    """,
    "may-reply": """
        can I reply?
        should i answer
        is it safe to reply
        should I respond to them
        can I ask the sender
    """,
    "may-unsubscribe": """
        can I unsubscribe?
        should i unsubscribe
        is it safe to click unsubscribe
    """,
    "may-click": """
        can I click the link?
        is the link safe
        is it safe to click
        what happens if I click
        what if i click on it
    """,
    "may-open": """
        can I open the attachment?
        is the attachment safe
        is it safe to open it
    """,
    "whom": """
        who should I tell?
        how do I report this
        should I report it
        who should I call
        do i have to tell IT
        should my manager know
        is this something for the police
        should I inform someone?
        do I need to report this to the police
        how do I report a phishing mail?
        an wen muss ich mich wenden
        ¿a quién aviso?
    """,
    "money-back": """
        can i get the money back
        can the bank stop it
        is there a way to undo the payment
        Can we get it back?
        Will my bank refund me?
        any chance to get my money back?
        what if they charge me
        does it have my card?
        bekomme ich mein geld zurück?
        ¿puedo recuperar el dinero?
    """,
    "device": """
        Should I turn off my computer?
        should i turn it on again
        are they in my computer?
        can they see my photos
        do I have a virus now
        is my computer infected
        how do I know if they logged in
    """,
    "step-done": """
        I changed the password. Is it enough?
        I turned the computer off
        I hung up
        I blocked my card
        I told my bank
    """,
    "they-again": """
        they called again
        He wrote again he want more 5 card
        he keeps calling
    """,
    "block": """
        how do I block them
        they won't stop texting
        how do I stop these mails
    """,
    "law": """
        is it illegal?
        is there a law
    """,
    "no-customer": """
        I haven't ordered anything
        I don't have norton
        I'm not a customer there
    """,
    "little": """
        I gave my email only
        i gave him my mother's maiden name
    """,
    "may-call": """
        is that number real
        what could happen if I call?
        should I call the number?
        can i call them
    """,
    "may-pay": """
        should I pay?
        do I have to pay
        can we pay it
    """,
    "may-forward": """
        can I forward it to IT
        should i warn my colleagues
    """,
    "worried": """
        should I be worried?
        do I need to worry
        am I hacked?
        I'm scared
        have I been hacked
        I feel so stupid
        muss ich mir sorgen machen?
    """,
    "disagree": """
        I don't believe you
        That's rubbish
        I think you are wrong
        you're wrong
        that's wrong
        this is genuine
        it is real, I know them
        I know the sender
        I know them
        it's legit
        I trust this sender
        I was expecting this mail
        this is not a scam
        I don't think so
        he really sent it
        this is from my boss
        du liegst falsch
        das ist echt, ich kenne den Absender
    """,
    "legit": """
        is this legit?
        is this a scam?
        is it real
        scam?
        legit?
        legit or not
        is this phishing
        what do you think?
        can you check this
        please check this mail
        I got this today, what do you think
        got this strange mail
        does this look legit to you
        this looks fishy
        is this mail safe
        is this really from Amazon
        not sure about this
        can I trust this
        so it's a scam?
        Hi Legitbot, is the following mail legit? Thanks, Ann
        what if it is real
        Please advise if this is legitimate.
        I don't trust it
        so it's safe?
        ist das echt?
        ist das betrug?
        c'est une arnaque ?
        ¿es una estafa?
        è una truffa?
        é golpe?
        is dit echt?
        czy to oszustwo?
    """,
    "help": """
        help
        help?
        help me
        what can you do
        how does this work
        how do I use this
        can you help me
        I need help
        hilfe
        aide
        ayuda
    """,
    "who": """
        who made you?
        who are you
        are you a bot
        are you human?
    """,
    "chat": """
        how are you?
        hi, how are you
        tell me a joke
        what's up
        do you like football
        what's the weather
        write me a poem
    """,
    "greeting": """
        hi
        Hello!
        hey there
        good morning
        hallo
        bonjour
        hola
        ciao
        hi legitbot
    """,
    "thanks": """
        thanks
        Thank you!
        thx
        thanks a lot, that helped
        ok thanks
        many thanks
        cheers mate
        great, thank you very much
        danke
        vielen dank!
        merci beaucoup
        gracias
        grazie mille
        obrigado
        dank je wel
        dziękuję
    """,
    "yes": """
        yes
        yep
        ok
        yeah sure
        ja
        oui
    """,
    "no": """
        no
        nope
        not really
        never mind
        nein
        non
    """,
    "bye": """
        bye
        goodbye
    """,
    "language": """
        it's in another language
        the mail is in German
        do you speak French?
        which languages do you know
    """,
    "privacy": """
        do you store my mail?
        who can see this
        do you keep my data
        what do you keep about me?
        what do you know about me
        forget me
        please forget me
        Delete my data
        can you delete my data please
        delete everything about me
        how do I delete what you know about me
    """,
    "no-sender": """
        I don't know the sender
        I can't see who sent it
        no idea who sent it
        where do I find the address
    """,
    "no-text": """
        that's all
        that is all there is
        there is nothing else
    """,
    "plan": """
        ok I will call the bank
        I'll ask my boss
    """,
    "named-sender": """
        the sender was foo
        the sender says Amazon Support
    """,
    "mine": """
        my colleague got the same
    """,
    "victim": """
        my account was hacked
        someone logged into my account
        I fell for it
        i got scammed
        I've been phished
        they took my money
    """,
    "objection": """
        it's my actual order
        No, really, I ordered a tv at amazon yesterday
        But it looked exactly like that
        das habe ich wirklich bestellt
        but the link goes to amazon.com
        but it has the company logo
        I'm expecting a parcel though
        but it knows my name
    """,
    "report": """
        please report it to the security team
        can you block the sender
        forward this to IT
    """,
    "another": """
        another one
        new mail
        start over
    """,
    "confused": """
        I don't understand
        what does that mean
        too long
    """,
    "human": """
        can I speak to a human
        I want to talk to a person
    """,
    "password": """
        should I change my password
        do I need to change my password?
    """,
    "only-read": """
        I only opened the mail
        i just opened the email, nothing else
    """,
    "deleted": """
        I deleted it
        already deleted it
    """,
    "forwarded": """
        I forwarded it to my colleagues
    """,
    "how-they-know": """
        how did they get my address
        why me?
    """,
    "phishing": """
        what is phishing?
    """,
    "stop": """
        stop sending me messages
    """,
    "may-send": """
        Can I send you a screenshot?
        can I send you a pdf
        can you read pictures
    """,
    "copy": """
        how do I copy it
    """,
    "abuse": """
        you are stupid
        stupid bot
        you suck
    """,
    "test": """
        test
        asdf
        just testing
    """,
    "hurry": """
        are you done yet
        any news?
        where is my answer
        you didn't answer
        did you get it
    """,
}
MAILS = (
    "Your parcel is held at our depot. Pay 1.99 at https://parcel.example/pay",
    "Dear customer, your account will be closed. Click here to verify your identity.",
    "Hi Ann,\n\nThank you for your order. I clicked through it again and it ships today.\n\nBest regards,\nTom",
    "Hello,\n\nHelp us to keep your account safe and confirm your password within 24 hours.\n\nThe IT help desk",
    "Hi Ben,\n\nare you free? I need a quick favour. I am in a meeting and can't talk.\n\nThanks\nSue",
    "From: Amazon <a@mail.test>\nSubject: Your order\n\nThank you for your order. Call 803-555-0142 to cancel.",
    "is this legit?\n\nDear customer,\nyour account is locked. Sign in at http://login.example to unlock it.",
    "I got this today, what do you think?\nYour mailbox is full. Click http://mail.example/upgrade to keep your mail.",
    "Thank you for your payment of $499.99. If you did not order this, call 808-555-0199 at once.",
    "URGENT: your Netflix membership has expired. Update your payment details here: netflix-pay.example",
    "We noticed a new sign-in to your account. If this wasn't you, click the link below to secure your account.",
    "Return-Path: <a@b.example>\nReceived: from x by y; Mon, 1 Jun 2026 10:00:00 +0000\nFrom: a@b.example\n\nHello you",
    "<html><body><p>Dear user, your password expires today.</p></body></html>",
    "Hey, it's Mum. I lost my phone, this is my new number. Can you text me on 07700 900123?",
    "Congratulations! You have won a gift card. Claim your prize now at https://prize.example",
    "Good morning,\n\nI paid the invoice yesterday and opened a ticket for you. Please see http://desk.example/1.\n\nRegards",
    "Sehr geehrter Kunde,\n\nIhr Konto ist gesperrt. Bestätigen Sie Ihre Daten unter http://bank.example\n\nIhre Bank",
    "Cher client,\n\nvotre colis est bloqué. Réglez 1,99 € sur http://colis.example.\n\nMerci",
    "Estimado cliente, su cuenta ha sido suspendida. Verifique sus datos en http://banco.example ahora mismo.",
    'it says: "your account will be suspended unless you verify it within 24 hours"',
    "My CEO sent me this: Are you at your desk? I need you to buy gift cards for a client.",
    "Kindly process the attached invoice today.",
    "Why did you not answer? Your invoice 4411 is overdue, pay it today at https://pay.example or we go to court.",
)
TOLD = (
    "someone from Amazon phoned and wants my card number",
    "I got a text about a parcel fee",
    "my boss asks me on WhatsApp for gift cards",
    "a man called and said my computer has a virus",
    "my landlord wants the deposit before I have seen the flat",
    "somebody on Tinder asks me to invest in crypto",
)
SENDERS = (
    ("the sender was Amazon <amz@mail.test>", "amz@mail.test", "Amazon"),
    ("it came from billing@amaz0n.example", "billing@amaz0n.example", ""),
    ("It was sent by Evri <post@evri-fee.example>", "post@evri-fee.example", "Evri"),
    ("sender: bob@mail.test", "bob@mail.test", ""),
    ("From: Bob Miller <bob@mail.test>", "bob@mail.test", "Bob Miller"),
    ("from bob@mail.test", "bob@mail.test", ""),
    ("The sender's address is BOB@MAIL.TEST.", "bob@mail.test", ""),
    ("der Absender war bob@mail.test", "bob@mail.test", ""),
    ("it says it is from <mailto:bob@mail.test|bob@mail.test>", "bob@mail.test", ""),
)


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def table(blocks: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, line) for name, block in blocks.items() for line in lines(block)]


def understood(text: str, asked: str = "") -> Meaning:
    return meaning(text, LIBRARY, asked)


@pytest.mark.parametrize(("act", "text"), table(ACTS))
def test_what_somebody_did_is_understood(act: str, text: str) -> None:
    found = understood(text)
    assert (found.what, act in found.acts) == (What.ACT, True), found


@pytest.mark.parametrize("text", lines(NOT_ACTED))
def test_what_somebody_did_not_do_is_no_act(text: str) -> None:
    assert understood(text).what is What.NOT_ACTED


@pytest.mark.parametrize(("which", "text"), table(ASKS))
def test_what_somebody_asks_is_understood(which: str, text: str) -> None:
    found = understood(text)
    assert (found.what, found.which) == (What.ASK, which)


@pytest.mark.parametrize("text", MAILS)
def test_a_mail_is_a_mail_whatever_it_says(text: str) -> None:
    found = understood(text)
    assert found.what is What.MAIL, found


@pytest.mark.parametrize("text", TOLD)
def test_a_story_is_neither_a_mail_nor_an_act(text: str) -> None:
    assert understood(text).what is What.UNCLEAR


@pytest.mark.parametrize(("text", "address", "name"), SENDERS)
def test_a_sender_that_is_told_is_understood(text: str, address: str, name: str) -> None:
    found = understood(text)
    assert found.sender is not None, found
    assert (found.what, found.sender.address, found.sender.name) == (What.SENDER, address, name)


def test_a_bare_address_is_the_sender_only_when_we_asked() -> None:
    assert understood("bob@mail.test", "sender").sender is not None
    assert understood("bob@mail.test").sender is None


def test_the_words_above_a_pasted_mail_are_the_persons_own() -> None:
    found = understood("I clicked on this, is it bad?\n\nDear customer,\nyour account is locked: http://bank.example/x")
    assert found.what is What.MAIL
    assert found.acts == ("clicked",)
    assert found.mail.startswith("Dear customer")


def test_i_clicked_inside_a_pasted_mail_is_no_act() -> None:
    found = understood(
        "From: a@mail.test\nSubject: Hi\n\nI clicked and paid, you can do it too. Send your card number."
    )
    assert (found.what, found.acts) == (What.MAIL, ())


def test_an_act_that_is_denied_beside_one_that_is_not() -> None:
    assert understood("I didn't click but I called the number").acts == ("called",)


def test_a_question_about_an_address_tells_no_sender() -> None:
    assert understood("can you check whether this address is real: billing@northwind-invoices.example").sender is None


def test_a_signature_below_a_question_is_no_mail() -> None:
    assert understood("is this legit?\n--\nAnn Smith\nNorthwind Ltd\nTel 020 7946 0123").which == "legit"


def test_the_address_that_a_mail_was_sent_to_is_not_its_sender() -> None:
    assert understood("it was sent to info@acme.example").sender is None


@pytest.mark.parametrize("text", ["???", "...", " ", "\n", "\u200b"])
def test_what_holds_no_word_means_nothing(text: str) -> None:
    assert understood(text).what is What.NOTHING


def test_a_thumb_is_a_thanks() -> None:
    assert understood("👍").which == "thanks"


def test_text_that_we_asked_for_is_the_mail() -> None:
    text = "Hello team please see the new rules for the kitchen from Monday on"
    assert understood(text, "mail").what is What.MAIL


def test_every_question_that_has_words_has_its_place() -> None:
    named = set(tomli.loads((LIBRARY.root / "en" / "asking.toml").read_text("utf-8"))["asks"])
    assert named == set(ORDER)


def test_the_phrases_that_ship_hold_no_mistake() -> None:
    assert list(asking_mistakes(LIBRARY.root)) == []


def test_an_editor_is_told_what_is_wrong_and_where(tmp_path: Path) -> None:
    for language, text in {
        "en": 'language = "en"\n[asks]\nwhy = ["why", "(a|b"]\n',
        "de": 'language = "fr"\n[asks]\nwhy = "warum"\nhow = ["wie"]\n',
        "it": "language = ",
    }.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "asking.toml").write_text(text, "utf-8")
    told = [f"{file} {field}" for file, field, _ in asking_mistakes(tmp_path)]
    assert told == [
        "de/asking.toml language", "de/asking.toml asks.why", "de/asking.toml asks.how", "en/asking.toml asks.why",
        "it/asking.toml -",
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_means_something(text: str) -> None:
    assert isinstance(understood(text).what, What)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "piece", ["I clicked. ", "is this legit? ", "i \n", "why ", "a@b.example ", "my boss asks me: ", "(((", "@"]
)
def test_reading_grows_no_faster_than_the_text(piece: str) -> None:
    grows_linearly(understood, lambda n: piece * n, n=500, largest=1 << 14)
