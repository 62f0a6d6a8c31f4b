"""What two copies of one campaign share, although their recipients, numbers, dates and tracking marks differ."""

import calendar
import re
from collections.abc import Iterator

from bot.mail.email import Email
from bot.mail.fold import folded

_LOOKED_AT = 20_000  # characters: the lure stands at the top
_TELLING = 12  # words
_SHORTEST = 5  # letters of a telling word; of a subject, all words count
_WORD = re.compile(r"[^\W_]+(?:[@./:][^\W_]+)*")
_DATES = frozenset(
    name.lower() for name in (*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr)
)


def campaign(email: Email) -> str:
    """A text that is equal for two copies of a campaign; "" when there is nothing to tell by.

    The sender's organisation, the words of the subject, the longest words of the text and where its links go: without
    names and addresses of recipients, numbers and the words beside them, dates, and whatever holds a digit.
    """
    people = frozenset(_people(email))
    subject = [word for word in _words(email.subject) if word not in people]
    words = {word for word in _words(email.text) if len(word) >= _SHORTEST and word not in people}
    telling = sorted(sorted(words, key=lambda word: (-len(word), word))[:_TELLING])
    links = sorted({link.organisation for link in email.links if link.organisation})[:_TELLING]
    sender = email.sender.organisation if email.sender else ""
    parts = (sender, " ".join(subject), " ".join(telling), " ".join(links))
    return "\n".join(parts) if any(parts) else ""


def _people(email: Email) -> Iterator[str]:
    """The words of the recipients' names and mailboxes."""
    for box in email.to[:50]:
        for match in _WORD.finditer(f"{box.name} {box.local.replace('.', ' ')}"):
            yield folded(match[0])
    for line in email.text[:400].splitlines()[:3]:
        if line.rstrip().endswith((",", "!", ":")) and len(line) <= 60:  # "Dear Ann," is for Ann alone
            yield from (folded(match[0]) for match in _WORD.finditer(line))


def _words(text: str) -> Iterator[str]:
    """The words in their order, folded, without numbers, their neighbours, dates and addresses."""
    row = [folded(match[0]) for match in _WORD.finditer(text[:_LOOKED_AT])]
    numbers = [any(char.isdigit() for char in word) for word in row]
    for place, word in enumerate(row):
        beside = numbers[max(place - 1, 0) : place + 2]
        if word.isalpha() and not any(beside) and word not in _DATES:
            yield word
