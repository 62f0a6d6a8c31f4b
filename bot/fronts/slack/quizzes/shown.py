"""What a box with a question carries and brings back: which question it shows, and what somebody chose.

All else stands in the store. So a box can be handed in after a restart, twice, in another process, or a week later.
"""

import json
from dataclasses import asdict, dataclass

from bot.flows.quiz_shapes import Ask, Asked, Quiz, Told
from bot.fronts.slack.names import VALUE
from bot.fronts.slack.payloads import Body, part, typed
from bot.fronts.slack.quizzes.names import ANSWER, SURE


@dataclass(frozen=True, slots=True)
class Shown:
    """The question in a box."""

    quiz: str
    place: int
    item: str
    version: str

    @property
    def written(self) -> str:
        """For the box to carry."""
        return json.dumps(asdict(self))

    @property
    def answer_field(self) -> str:
        """Slack keeps what was chosen in a field of the same name, so each question has its own."""
        return f"{ANSWER}-{self._name}"

    @property
    def sure_field(self) -> str:
        """The field for how sure somebody is."""
        return f"{SURE}-{self._name}"

    @property
    def _name(self) -> str:
        return f"{self.place}-{self.version}"

    def stands_in(self, quiz: Quiz) -> bool:
        """Whether this is still the question at its place."""
        there = quiz.asked[self.place] if 0 <= self.place < len(quiz.asked) else None
        return there == Asked(self.item, self.version)


def shown_of(step: Ask | Told) -> Shown:
    """What a box with this step shows."""
    return Shown(step.quiz.id, step.place, step.question.id, step.question.version)


def shown_in(body: Body) -> Shown | None:
    """What the box showed that was handed in; None where it is none of ours."""
    try:
        found = json.loads(str(part(body, "view").get("private_metadata") or ""))
        return Shown(str(found["quiz"]), int(found["place"]), str(found["item"]), str(found["version"]))
    except (ValueError, TypeError, KeyError):
        return None


def option_chosen(body: Body, shown: Shown) -> str:
    """The id of the option; "" for none."""
    return _chosen(body, shown.answer_field)


def sure_chosen(body: Body, shown: Shown) -> int | None:
    """How sure they are, 1 to 3; None where nothing was chosen, or nothing asked."""
    level = _chosen(body, shown.sure_field)
    return int(level) if level in ("1", "2", "3") else None


def _chosen(body: Body, field: str) -> str:
    option = typed(body, field, VALUE, "selected_option")
    return str(option.get("value") or "") if isinstance(option, dict) else ""
