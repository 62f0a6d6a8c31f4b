"""The figures that Legitbot promises, held on the development corpus where there is one (LEGITBOT_CORPUS)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.commands.labels import labelled
from bot.flows.check import Checked, check
from bot.library.library import Library
from bot.mail.read import from_text, read
from bot.verdict.explain import LONGEST_QUOTE, shortened, top_reasons
from bot.verdict.verdict import State

LIBRARY = Library.load()


@cache
def judged(corpus: Path) -> tuple[tuple[str, str, str, Checked], ...]:
    """(label, type, note, the answer) for every mail of authored/."""
    return tuple(
        (one.label, one.groups["type"], one.groups["note"], check(one.path.read_bytes(), one.path.name, LIBRARY))
        for one in labelled(corpus / "authored" / "INDEX.tsv")
    )


def of_label(corpus: Path, label: str) -> list[Checked]:
    return [checked for found, _, _, checked in judged(corpus) if found == label]


def test_four_of_five_scams_are_flagged(corpus: Path) -> None:
    scams = of_label(corpus, "scam")
    assert sum(one.verdict.state.flagged for one in scams) >= 0.8 * len(scams)


def test_genuine_mail_is_left_alone(corpus: Path) -> None:
    genuine = of_label(corpus, "genuine")
    assert sum(one.verdict.state.flagged for one in genuine) <= 0.05 * len(genuine)
    assert sum(one.verdict.state is State.LIKELY_SCAM for one in genuine) <= 1


def test_cannot_tell_is_no_way_out(corpus: Path) -> None:
    mails = [checked for _, _, _, checked in judged(corpus)]
    assert sum(one.verdict.state is State.CANNOT_TELL for one in mails) <= 0.03 * len(mails)


def test_spoofed_orders_convict_and_genuine_orders_do_not(corpus: Path) -> None:
    """The two cases that the project started from are law."""
    for label, kind, note, checked in judged(corpus):
        sender = checked.email.sender.written if checked.email.sender else ""
        if label == "scam" and kind == "callback-fake-order":
            assert checked.verdict.state is State.LIKELY_SCAM, note
        if label == "genuine" and kind == "order" and "amazon" in sender.lower():
            assert checked.verdict.state is State.NO_WARNING_SIGNS, note


def words(text: str) -> list[str]:
    """Words, and single characters where no spaces part them."""
    return [piece for word in re.findall(r"\w+", text.lower()) for piece in (word if word > "\u3040" else [word])]


def test_the_reasons_quote_what_a_reader_would_point_at(corpus: Path) -> None:
    """For four of five scams one of the three reasons quotes what the people who wrote the corpus marked as telling."""
    scams = [(note, checked) for label, _, note, checked in judged(corpus) if label == "scam"]
    hits = 0
    for note, checked in scams:
        marked = [set(words(quote)) for quote in note.split("::", 1)[1].split("|")]
        shown = [words(shortened(one.evidence.quote, LONGEST_QUOTE)) for one in top_reasons(checked.verdict)]
        hits += any(
            quote and sum(word in marks for word in quote) >= len(quote) / 2 for quote in shown for marks in marked
        )
    assert hits >= 0.8 * len(scams)


def forwards(corpus: Path) -> Iterator[tuple[str, str, str]]:
    """(name, subject or "", body) of every forward; a body without its own subject file has none."""
    for path in sorted((corpus / "forwards").glob("*_body*.txt")):
        subject = path.with_name(path.name.replace("_body", "_subject"))
        yield path.name, subject.read_text("utf-8").strip() if subject.exists() else "", path.read_text("utf-8")


def test_every_forward_in_a_saved_mail_names_its_inner_sender(corpus: Path) -> None:
    for name, subject, body in forwards(corpus):
        subject = subject or ("Re: x" if "variant_4" in name else "Fwd: x")
        head = "From: Ann <ann@globex.example>\nTo: desk@globex.example\nContent-Type: text/plain; charset=utf-8\n"
        email = read(f"{head}Subject: {subject}\n\n{body}".encode(), "mail.eml")
        assert email.forwarded == ("variant_4" not in name), name
        if email.forwarded:
            assert email.sender is not None
            assert email.sender.address == "john.doe@acme.com", name


def test_every_pasted_forward_names_its_inner_sender(corpus: Path) -> None:
    for name, _, body in forwards(corpus):
        email = from_text(body)
        if "variant_4" in name:
            assert not email.forwarded, name
        else:
            assert email.sender is not None, name
            assert email.sender.address == "john.doe@acme.com", name
            assert email.subject in ("Integer consequat non purus", "Re: Integer consequat non purus", ""), name


@pytest.mark.parametrize("folder", ["dev/phish", "dev/ham", "modern"])
def test_reading_never_fails_on_real_mail(corpus: Path, folder: str) -> None:
    for path in sorted(path for path in (corpus / folder).rglob("*") if path.is_file())[::25]:
        read(path.read_bytes(), path.name)
