"""Are the questions in order? Each mistake with file, field and what to write, as to an editor."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes.kinds import option_flaws
from bot.library.quizzes.pages import QuestionPage, question_pages
from bot.library.quizzes.question import Kind, Question
from bot.library.tip_facts import Flaw, Known
from bot.library.tip_files import folder_mistakes
from bot.library.tip_tables import date_mistake
from bot.library.wording import Limit, hosts_in, is_official, official_hosts, too_long, unsuitable, words_in

_RESERVED = frozenset(("example", "test", "invalid"))  # RFC 2606: nobody can have them
_FREE_MAIL = frozenset(
    ("gmail.com", "outlook.com", "gmx.net", "hotmail.com", "yahoo.com")
)  # the whole point of some scams


@dataclass(frozen=True, slots=True)
class _Limits:
    text: Limit
    beside_mail: Limit  # the text, where a mail stands below it
    mails: Mapping[Kind, int]  # words in the body of each
    option: int  # characters: it stands on a button
    feedback: Limit


_IN_ENGLISH = _Limits(Limit(60, 25), Limit(40, 25), {Kind.JUDGE: 100, Kind.PART: 90, Kind.WHICH: 60}, 75, Limit(45, 25))
_TRANSLATED = _Limits(
    Limit(75, 30), Limit(50, 30), {Kind.JUDGE: 125, Kind.PART: 115, Kind.WHICH: 75}, 75, Limit(55, 30)
)


def question_mistakes(
    root: Path, known: Known, today: date | None = None, own: Path | None = None
) -> Iterator[Mistake]:
    """All mistakes in the questions below messages/ and in a company's own folder.

    Dates are compared with `today` where it is given.
    """
    yield from folder_mistakes(own)
    found = [*question_pages(root, known, own)]
    sources = {page.id: page for page, _ in found if page and page.is_source and not page.own}
    seen: dict[str, QuestionPage] = {}
    for page, mistakes in found:
        yield from mistakes
        if page is None:
            continue
        flaws = [*style_flaws(page, root, today)]
        if not page.is_source:
            flaws += _translation(page, sources.get(page.id))
        elif (same := seen.setdefault(_asked(page), page)).id != page.id:  # a company may change one of ours
            flaws.append(Flaw("text", f"{same.name} asks the same; write something new"))
        yield from (Mistake(page.name, flaw.field, flaw.write) for flaw in flaws)


def style_flaws(page: QuestionPage, root: Path, today: date | None) -> Iterator[Flaw]:
    """What is wrong with a question that can be asked: its words for people, and what its facts lack."""
    yield from _style(page, root)
    yield from _facts(page, today)


def texts_to_read(questions: Sequence[Question]) -> dict[str, str]:
    """What readability is measured over, by file: what we ask and answer in English. The mails sound as mails do."""
    ours = (one for one in questions if one.language == SOURCE_LANGUAGE and not one.own)
    return {f"en/quizzes/{one.id}.md": "\n".join((one.text, *_answers(one))) for one in ours}


def _answers(one: Question) -> Iterator[str]:
    for option in one.options:
        if not one.mails and option.text:  # else it is the mail's own words
            yield option.text
        yield option.feedback


def _asked(page: QuestionPage) -> str:
    return "\n".join((page.text, *(mail.text for mail in page.mails))).casefold()


def _style(page: QuestionPage, root: Path) -> Iterator[Flaw]:
    limits, hosts = _IN_ENGLISH if page.is_source else _TRANSLATED, official_hosts(root)
    fields = [("text", page.text, limits.beside_mail if page.mails else limits.text)]
    for one in page.options:
        fields.append((f"options.{one.id}.feedback", one.feedback, limits.feedback))
        if len(one.text) > limits.option:
            count = len(one.text)
            yield Flaw(f"options.{one.id}", f"use at most {limits.option} characters, for a button; these are {count}")
        if not page.mails:  # else these are the mail's own words
            yield from (Flaw(f"options.{one.id}", write) for write in unsuitable(one.text, hosts))
    for field, text, limit in fields:
        yield from (Flaw(field, write) for write in too_long(text, limit))
        yield from (Flaw(field, write) for write in unsuitable(text, hosts, any_host=bool(page.mails) or page.own))
    yield from _mail_flaws(page, limits, hosts)


def _mail_flaws(page: QuestionPage, limits: _Limits, hosts: Collection[str]) -> Iterator[Flaw]:
    """A mail in a question must be short, and lead nowhere, even typed by hand: to nobody's domain but the real one."""
    most = max(limits.mails.values()) if len(page.mails) < 2 else limits.mails[Kind.WHICH]
    for mail in page.mails:
        if (count := words_in("\n".join("".join(piece.text for piece in line) for line in mail.body))) > most:
            yield Flaw("mail", f"use at most {most} words in the body; these are {count}")
        for host in () if page.own else hosts_in(mail.text):
            if not _leads_nowhere(host, hosts):
                yield Flaw("mail", f"{host!r} may be somebody's; end it with .example, or use the brand's real one")


def _leads_nowhere(host: str, hosts: Collection[str]) -> bool:
    return host.rpartition(".")[2] in _RESERVED or host in _FREE_MAIL or is_official(host, hosts)


def _facts(page: QuestionPage, today: date | None) -> Iterator[Flaw]:
    facts = page.page.facts
    if page.is_source and not page.own and not facts.get("sources"):
        yield Flaw("sources", 'write at least one source: sources = ["avanan-2021"]')
    if write := date_mistake(facts.get("checked"), today):
        yield Flaw("checked", write)


def _translation(page: QuestionPage, source: QuestionPage | None) -> Iterator[Flaw]:
    if source is None:
        yield Flaw("-", "there is no question of this name in en/quizzes; correct the name")
    elif page.ids != source.ids:
        wanted, have = ", ".join(source.ids), ", ".join(page.ids)
        yield Flaw("options", f"keep the ids and their order: {wanted}; these are {have}")
    else:
        yield from option_flaws(source.page.facts["kind"], page.options, page.mails)
