"""What an administrator typed into the box of rules: the rules that it makes, or a sentence for each mistake."""

from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, part, typed
from bot.fronts.slack.rules.box import CHANNEL, NO_MARK, TEXTS
from bot.fronts.slack.shorten import cut_text
from bot.fronts.slack.words import words
from bot.library.organisation import Organisation
from bot.library.rule_texts import MARK, NotARule, with_rule

_LONGEST_PIECE = 60  # characters of what was typed that a sentence repeats


def rules_typed(body: Body, own: Organisation, language: str = "en") -> tuple[Organisation, dict[str, str]]:
    """The rules with what was typed, and for each field with a mistake one sentence.

    The secret mark stays as it is where nothing is typed for it.
    """
    errors: dict[str, str] = {}
    given = [(name, str(typed(body, name, VALUE) or "")) for name in TEXTS]
    chosen = typed(body, CHANNEL, VALUE, "selected_conversations")
    given.append((CHANNEL, str(chosen[0]) if isinstance(chosen, list) and chosen else ""))
    mark, no_mark = str(typed(body, MARK, VALUE) or "").strip(), bool(typed(body, NO_MARK, VALUE, "selected_options"))
    if mark and no_mark:
        errors[MARK] = _sentence("both", "", language)
    elif mark or no_mark:
        given.append((MARK, mark))
    for name, text in given:
        try:
            own = with_rule(own, name, text)
        except NotARule as error:
            errors[name] = _sentence(error.why, error.piece, language)
    return own, errors


def version_seen(body: Body) -> int:
    """Which rules the box showed."""
    private = part(body, "view").get("private_metadata")
    return int(private) if isinstance(private, str) and private.isdecimal() and len(private) < 10 else -1


def _sentence(why: str, piece: str, language: str) -> str:
    said: str = words(language)["rule_mistakes"][why]
    return said.format(piece=cut_text(piece, _LONGEST_PIECE))
