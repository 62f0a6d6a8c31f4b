"""Things that Slack hands out for a short while: trigger ids, response addresses, socket addresses."""

from dataclasses import dataclass, field

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


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
class Tickets:
    """All that were handed out, by their word."""

    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)  # from OAuth -> (app id, bot token)
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
