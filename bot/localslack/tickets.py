"""Things that Slack hands out for a short while: trigger ids, response addresses, socket addresses."""

from dataclasses import dataclass, field

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5
CODE_SECONDS = 10 * 60
MOST_QUESTIONS = 1000


@dataclass(slots=True, eq=False)
class Trigger:
    """Opens one view for one person, for three seconds, once."""

    app_id: str
    team_id: str
    user: str
    born: float
    used: bool = False
    view_id: str = ""  # the modal that it was born in


@dataclass(slots=True, eq=False)
class ResponseUrl:
    """Five answers within thirty minutes to one interaction; `message_ts` is the message it began from."""

    app_id: str
    team_id: str
    channel_id: str
    user: str
    born: float
    message_ts: str = ""
    ephemeral: bool = False
    thread_ts: str = ""
    uses: int = 0


@dataclass(slots=True, eq=False)
class Grant:
    """What somebody allowed an app, behind the `code` that it got for that: good once, for ten minutes.

    `redirect_uri` is the address that the app asked with; "" where it named none.
    """

    app_id: str
    team_id: str
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    born: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An installation page that was shown: its form names no more than the ticket, the person and the answer."""

    app_id: str
    team_id: str
    scopes: tuple[str, ...]
    redirect_uri: str  # as the app named it; "" where it named none
    goes_to: str  # where the answer is sent
    state: str
    born: float


@dataclass(slots=True, eq=False)
class Tickets:
    """All that were handed out, by their word."""

    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    sockets: dict[str, tuple[str, float]] = field(default_factory=dict)  # word -> (app id, born)

    def use_trigger(self, word: str, app_id: str, now: float) -> Trigger | str:
        """The trigger, now used up; or Slack's word for why not."""
        found = self.triggers.get(word)
        if found is None or found.app_id != app_id:
            return "invalid_trigger_id"
        if now - found.born > TRIGGER_SECONDS:
            return "expired_trigger_id"
        if found.used:
            return "exchanged_trigger_id"
        found.used = True
        return found

    def use_response(self, word: str, now: float) -> ResponseUrl | str:
        """The address, one use less; or Slack's word for why not."""
        found = self.responses.get(word)
        if found is None or now - found.born > RESPONSE_SECONDS:
            return "expired_url"
        if found.uses >= RESPONSE_USES:
            return "used_url"
        found.uses += 1
        return found

    def give_code(self, word: str, grant: Grant) -> None:
        """Hand out a code; those that are too old by now are forgotten."""
        self.codes = {key: one for key, one in self.codes.items() if grant.born - one.born <= CODE_SECONDS}
        self.codes[word] = grant

    def code(self, word: str, app_id: str, now: float) -> Grant | str:
        """What stands behind this app's code, not used up by looking; or Slack's word for why not."""
        found = self.codes.get(word)
        if found is None or found.app_id != app_id or now - found.born > CODE_SECONDS:
            return "invalid_code"
        return "code_already_used" if found.used else found

    def ask(self, word: str, question: Question) -> None:
        """Remember a page that was shown; as many as anybody may have open, for as long as a code lives."""
        fresh = {key: one for key, one in self.questions.items() if question.born - one.born <= CODE_SECONDS}
        self.questions = dict([*fresh.items()][-MOST_QUESTIONS + 1 :]) | {word: question}

    def answer(self, word: str, now: float) -> Question | None:
        """The page whose form came in; None the second time, and when it is too old."""
        found = self.questions.pop(word, None)
        return found if found and now - found.born <= CODE_SECONDS else None
