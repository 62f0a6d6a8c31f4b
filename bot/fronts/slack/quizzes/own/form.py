"""The box in which a question is made of a mail, or changed; what was typed in it, and what is wrong there."""

from collections.abc import Collection, Mapping, Sequence

from bot.flows.own_questions import Draft
from bot.fronts.slack.blocks import Json, plain_text
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, typed
from bot.fronts.slack.quizzes.own.names import (
    ATTACHED,
    BODY,
    IDEA,
    IF_LEGIT,
    IF_SCAM,
    KNOW,
    LOOKS_WRONG,
    OWN_TOLD_VIEW,
    OWN_VIEW,
    PREMISE,
    REPLY_TO,
    RIGHT,
    SCAMS,
    SENDER,
    SUBJECT,
)
from bot.fronts.slack.rich_text import one_line
from bot.fronts.slack.shorten import cut_text
from bot.fronts.slack.views import input_field, modal, option, text_field
from bot.fronts.slack.words import words
from bot.library.anonymous import KINDS
from bot.library.mistake import Mistake
from bot.library.quizzes.difficulty import PREMISES
from bot.library.quizzes.question import LEGIT, SCAM
from bot.library.quizzes.written import MOST_WORDS, WrittenQuestion
from bot.library.scams import Scams
from bot.library.tip_facts import Known
from bot.library.wording import words_in

_LONGEST = {
    KNOW: 600,
    SENDER: 300,
    REPLY_TO: 300,
    SUBJECT: 250,
    ATTACHED: 250,
    BODY: 3_000,
    IF_SCAM: 600,
    IF_LEGIT: 600,
}
_LINES = (KNOW, BODY, IF_SCAM, IF_LEGIT)
_NEEDED = (KNOW, SENDER, SUBJECT, BODY, IF_SCAM, IF_LEGIT)
_MOST_OPTIONS = 100
_FIELDS = {  # what a mistake is called in a file: the field below which it is told
    "text": KNOW, "mail": BODY, "options.scam": IF_SCAM, "options.scam.feedback": IF_SCAM, "options.legit": IF_LEGIT,
    "options.legit.feedback": IF_LEGIT, "right": RIGHT, "scams": SCAMS, "idea": IDEA, "topic": IDEA,
    "cues": LOOKS_WRONG, "misleading": LOOKS_WRONG, "premise": PREMISE,
}  # fmt: skip


def question_form(
    known: Known, scams: Scams, filled: WrittenQuestion, language: str = "en", *, private: str = "",
    made: Draft | None = None,
) -> Json:  # fmt: skip
    """The box. `made`: what is told of the mail that it was made of, if it was made of one."""
    said = words(language)["own_question"]
    kinds = {one: (found.name if (found := scams.get(one)) else one) for one in sorted(known.names("scams"))}
    ideas = {one.id: one.name(language) for one in known.ideas.values()}
    cues = {one: means[:1].upper() + means[1:] for one, means in known.cues.items()}
    rights = {one: said[f"right_{one}"] for one in (SCAM, LEGIT)}
    premises = {one: said[f"premise_{one}"] for one in PREMISES}
    of_mail = [_text(one, _value(filled, one), said) for one in (SENDER, REPLY_TO, SUBJECT, ATTACHED, BODY)]
    blocks = [
        *([_told_replaced(made, said)] if made else []),
        _text(KNOW, filled.text, said),
        *of_mail,
        _picked(RIGHT, "radio_buttons", rights, [filled.right], said),
        _picked(SCAMS, "multi_static_select", kinds, filled.scams, said),
        _picked(IDEA, "static_select", ideas, [filled.idea], said),
        _picked(LOOKS_WRONG, "multi_static_select", cues, filled.looks_wrong, said),
        _picked(PREMISE, "static_select", premises, [filled.premise], said),
        _text(IF_SCAM, filled.feedback.get(SCAM, ""), said),
        _text(IF_LEGIT, filled.feedback.get(LEGIT, ""), said),
    ]
    return modal(OWN_VIEW, said["title"], blocks, language, submit="save", private=private)


def told_box(what: str, language: str = "en") -> Json:
    """One sentence of [own_question] in place of the box."""
    said = words(language)["own_question"]
    blocks: list[Json] = [{"type": "section", "text": plain_text(said[what], 3_000)}]
    return modal(OWN_TOLD_VIEW, said["title"], blocks, language)


def question_typed(body: Body) -> WrittenQuestion:
    """What stands in the box."""
    text = {name: str(typed(body, name, VALUE) or "") for name in _LONGEST}
    heads = {name: one_line(text[name]) for name in (SENDER, REPLY_TO, SUBJECT, ATTACHED)}
    return WrittenQuestion(
        text=text[KNOW], body=text[BODY], **heads, right=_chosen(body, RIGHT), scams=_several(body, SCAMS),
        idea=_chosen(body, IDEA), looks_wrong=_several(body, LOOKS_WRONG), premise=_chosen(body, PREMISE),
        feedback={SCAM: text[IF_SCAM], LEGIT: text[IF_LEGIT]},
    )  # fmt: skip


def question_errors(written: WrittenQuestion, mistakes: Sequence[Mistake], language: str = "en") -> dict[str, str]:
    """One sentence for each field with a mistake."""
    said = words(language)["own_question"]
    errors = {name: said["empty"] for name in _NEEDED if not _value(written, name).strip()}
    errors |= {name: said["choose"] for name in (RIGHT, IDEA) if not _value(written, name)}
    if written.right == SCAM and not written.scams:
        errors[SCAMS] = said["choose_scams"]
    if written.right == SCAM and not written.premise:
        errors[PREMISE] = said["choose"]
    if not written.looks_wrong:
        errors[LOOKS_WRONG] = said["choose_wrong"]
    if (count := words_in(written.body)) > MOST_WORDS:
        errors.setdefault(BODY, said["too_long"].format(count=count))
    for one in mistakes:
        errors.setdefault(_FIELDS.get(one.field, SUBJECT), _sentence(one.write))
    return errors


def _told_replaced(made: Draft, said: Mapping[str, str]) -> Json:
    kinds = [said[one] for one in KINDS if made.replaced.get(one)]
    what = said["and"].join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
    first = said["replaced"].format(what=what) if kinds else said["replaced_none"]
    perhaps = [said["perhaps"].format(names=", ".join(made.perhaps))] if made.perhaps else []
    return {"type": "section", "text": plain_text(" ".join([first, *perhaps, said["read"]]), 3_000)}


def _value(written: WrittenQuestion, name: str) -> str:
    if name in (IF_SCAM, IF_LEGIT):
        return written.feedback.get(SCAM if name == IF_SCAM else LEGIT, "")
    found: str = getattr(written, "text" if name == KNOW else name)
    return found


def _text(name: str, value: str, said: Mapping[str, str]) -> Json:
    field = text_field(said.get(f"{name}_placeholder", ""), _LONGEST[name], lines=name in _LINES)
    if f"{name}_placeholder" not in said:
        del field["placeholder"]
    if value:
        field["initial_value"] = cut_text(value, _LONGEST[name])
    hint = said["feedback_hint"] if name in (IF_SCAM, IF_LEGIT) else said.get(f"{name}_hint", "")
    return input_field(name, said[name], field, hint, optional=name not in _NEEDED)


def _picked(name: str, kind: str, choices: Mapping[str, str], chosen: Collection[str], said: Mapping[str, str]) -> Json:
    options = {value: option(value, label) for value, label in [*choices.items()][:_MOST_OPTIONS]}
    there = [options[one] for one in dict.fromkeys(chosen) if one in options]
    field: Json = {"type": kind, "options": [*options.values()]}
    if placeholder := said.get(f"{name}_placeholder", ""):
        field["placeholder"] = plain_text(placeholder, 150)
    if there:
        several = kind == "multi_static_select"
        field |= {"initial_options": there} if several else {"initial_option": there[0]}
    optional = name in (SCAMS, PREMISE)
    return input_field(name, said[name], field, said.get(f"{name}_hint", ""), optional=optional)


def _chosen(body: Body, name: str) -> str:
    found = typed(body, name, VALUE, "selected_option")
    return str(found.get("value") or "") if isinstance(found, Mapping) else ""


def _several(body: Body, name: str) -> tuple[str, ...]:
    found = typed(body, name, VALUE, "selected_options") or ()
    return tuple(str(one.get("value") or "") for one in found if isinstance(one, Mapping))


def _sentence(write: str) -> str:
    return f"{write[:1].upper()}{write[1:].rstrip('.')}."
