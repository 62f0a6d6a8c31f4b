"""A quiz as a person sees it: the question with its mail, what can be chosen, and why the answer is what it is."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from bot.flows.quiz_shapes import Ask, Over, Told
from bot.library.library import Library
from bot.library.quizzes import Kind, Option, Piece, Question, QuizMail
from bot.library.quizzes.mails import NEW_LINE
from bot.library.replies import markdown_blocks
from bot.reply.defang import defanged
from bot.reply.reply import Block, Button, Reply, Span
from bot.reply.reply import Kind as Is

Words = Mapping[str, str]


def words(library: Library, language: str) -> Words:
    """The frame's words in this language or in English."""
    return library.quiz_words(language)["frame"]


def question(library: Library, language: str, ask: Ask) -> Reply:
    """The question, with the mails that belong to it, and what is asked about them."""
    said = words(library, language)
    number = said["number"].format(number=ask.place + 1, count=len(ask.quiz.asked))
    first = [_text(said[one]) for one in ("changed" if ask.changed else "", ask.came) if one]
    heading = Block(Is.HEADING, (Span(number),))
    return Reply((*first, heading, *question_blocks(ask.question, said)))


def question_blocks(one: Question, said: Words) -> tuple[Block, ...]:
    """What somebody knows, the mails, and the question itself."""
    blocks = list(markdown_blocks(one.text))
    for mail in one.mails:
        if mail.id:
            blocks.append(Block(Is.LEAD, (Span(said[f"mail_{mail.id}"], bold=True),)))
        blocks += _mail(mail, said)
    if any("[.]" in defanged(span.text) for block in blocks for span in block.spans if span.untrusted):
        blocks.append(_text(said["dots"]))
    if one.kind is not Kind.DO:  # the situation ends with its question
        blocks.append(Block(Is.LEAD, (Span(said[one.kind.value], bold=True),)))
    return tuple(blocks)


def choices(one: Question, said: Words, seed: str = "") -> tuple[Button, ...]:
    """What can be answered, by option, in the order in which it is shown: the same one for the same seed."""
    options = list(one.options)
    if one.kind is Kind.DO:
        options.sort(key=lambda option: sha256(f"{seed}\n{one.id}\n{option.id}".encode()).digest())
    elif one.kind is not Kind.PART:  # of two that are always the same, the order is, too
        options.sort(key=lambda option: (option.id == "legit", option.id))
    return tuple(Button(option.id, label(one, option, said)) for option in options)


def label(one: Question, option: Option, said: Words) -> str:
    """How an option is called. Words of a mail cannot be followed."""
    if one.kind is Kind.PART:
        return defanged(option.text.removeprefix("https://"))  # as the mail shows it
    return option.text or said[option.id]


def levels(said: Words) -> tuple[Button, ...]:
    """How sure somebody may be: ids "1" to "3"."""
    return tuple(Button(str(level), said[f"sure_{level}"]) for level in (1, 2, 3))


def told(library: Library, language: str, step: Told) -> Reply:
    """What the answer was worth, and why."""
    said, one = words(library, language), step.question
    chosen = one.option(step.said.option)
    theirs = () if step.said.right and not step.before else _answered(one, step, said)
    why = markdown_blocks(chosen.feedback) if chosen else ()
    key, *sources = reason(library, one, said)
    return Reply((key, *theirs, *why, *sources))


def reason(library: Library, one: Question, said: Words) -> tuple[Block, ...]:
    """What is right, and where that comes from, for whoever has answered or may see it now."""
    right = one.option(one.right)
    if one.kind is Kind.JUDGE:
        kinds = [found.name for scam in one.scams if (found := library.scams.get(scam))]
        key = said["key_legit"] if one.genuine else said["key_scam"].format(kinds=", ".join(kinds))
    else:
        key = said["key"].format(answer=label(one, right, said) if right else "")
    blocks = [Block(Is.TEXT, (Span(key, bold=True),))]
    if one.sources:
        where = "; ".join(source.title for source in one.sources)
        blocks.append(_text(said["sources"].format(sources=where)))
    return tuple(blocks)


def every_answer(library: Library, language: str, one: Question) -> Reply:
    """The question with what is right and what each answer is told, for whoever wrote it."""
    said = words(library, language)
    key, *sources = reason(library, one, said)
    told = [
        block
        for option in one.options
        for block in (Block(Is.TEXT, (Span(label(one, option, said), bold=True),)), *markdown_blocks(option.feedback))
    ]
    return Reply((*question_blocks(one, said), key, *told, *sources))


def over(library: Library, language: str, step: Over) -> Reply:
    """The end: thanks for taking part, and how many were right, without any rank."""
    said = words(library, language)
    blocks = [_text(said["over"])]
    if step.answered:
        blocks.append(_text(said["over_right"].format(right=step.right, count=step.answered)))
    if step.right < step.answered:
        blocks.append(_text(said["over_back"]))
    return Reply(tuple(blocks))


def aside(library: Library, language: str, which: str) -> Reply:
    """One sentence of the frame: "nothing", "gone", "left"."""
    return Reply((_text(words(library, language)[which]),))


def _answered(one: Question, step: Told, said: Words) -> tuple[Block, ...]:
    chosen = one.option(step.said.option)
    name = label(one, chosen, said) if chosen else step.said.option
    return (_text(said["before" if step.before else "said"].format(said=name)),)


def _mail(mail: QuizMail, said: Words) -> Iterator[Block]:
    """As mail programs show it; where a link leads stands behind its text, as if the pointer were above it."""
    head: list[Span] = []
    for name, value in (
        ("from", mail.sender), ("reply_to", mail.reply_to), ("date", mail.date), ("subject", mail.subject),
        ("attached", mail.attached),
    ):  # fmt: skip
        if value:
            head += [Span(f"{'' if not head else chr(10)}{said[name]}: ", bold=True), Span(value, untrusted=True)]
    yield Block(Is.MAIL, tuple(head))
    for paragraph in mail.body:
        yield Block(Is.MAIL, tuple(span for piece in paragraph for span in _piece(piece, said)))


def _piece(piece: Piece, said: Words) -> Iterator[Span]:
    if piece == NEW_LINE:
        yield Span(piece.text)
        return
    if not piece.target:
        yield Span(piece.text, untrusted=True)
        return
    before, between, after = _around(said["leads_to"])
    yield from (Span(before),) if before else ()
    yield Span(piece.text, bold=True, untrusted=True)
    yield Span(between)
    yield Span(piece.target.removeprefix("https://"), untrusted=True)  # every link has that; what matters stands behind
    yield from (Span(after),) if after else ()


def _around(frame: str) -> tuple[str, str, str]:
    """What stands before a link's text, between it and its target, and behind."""
    before, _, rest = frame.partition("{text}")
    between, _, after = rest.partition("{target}")
    return before, between, after


def _text(text: str) -> Block:
    return Block(Is.TEXT, (Span(text),))
