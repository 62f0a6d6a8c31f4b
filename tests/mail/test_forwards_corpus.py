"""The forwards of the corpus: every inner sender and subject, and no reply taken for a forward."""

import os
import re
from pathlib import Path

import pytest

from bot.mail.forwards import forward_in

FOLDER = Path(os.environ.get("LEGITBOT_CORPUS", "")) / "forwards"

pytestmark = pytest.mark.skipif(
    not os.environ.get("LEGITBOT_CORPUS") or not FOLDER.is_dir(),
    reason="LEGITBOT_CORPUS names no folder that holds forwards/",
)


def _bodies() -> list[Path]:
    return sorted(FOLDER.glob("*_body*.txt"))


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _subjects(body: Path) -> list[str]:
    """No subject, and the file's own where there is one (a variant without one shares the plain form's)."""
    own = body.name.replace("_body", "_subject")
    shared = re.sub(r"_variant_\d+", "", own)
    names = [own] if "variant_4" in own else [own, shared]
    return ["", *[_read(FOLDER / name).strip() for name in names if (FOLDER / name).exists()][:1]]


def test_every_forward_of_the_corpus_gives_its_inner_sender_and_subject() -> None:
    wrong = []
    for body in _bodies():
        if "variant_4" in body.name:
            continue
        for subject in _subjects(body):
            found = forward_in(_read(body), subject, headers_known=bool(subject))
            names_no_subject = body.name.startswith("outlook_2019") and not subject
            expected = (
                "John Doe",
                "john.doe@acme.com",
                "" if names_no_subject else "Integer consequat non purus",
            )
            seen = found and found.sender and (found.sender.name, found.sender.address, found.subject)
            if found is None or not found.certain or seen != expected or not found.text.startswith("Aenean"):
                wrong.append((body.name, subject, found))
    assert wrong == []


def test_no_reply_of_the_corpus_is_taken_for_a_forward() -> None:
    replies = [body for body in _bodies() if "variant_4" in body.name]
    assert replies
    wrong = []
    for body in replies:
        for subject in _subjects(body):
            found = forward_in(_read(body), subject, headers_known=bool(subject))
            if found is not None and found.certain:
                wrong.append((body.name, subject))
    assert wrong == []
