"""A member of a workspace: a person, a guest, somebody from a connected workspace, or a bot."""

from dataclasses import dataclass

SLACKBOT = "USLACKBOT"


@dataclass(slots=True, eq=False)
class User:
    """`home_team` is the workspace that the account belongs to; for a Slack Connect stranger it is another one."""

    id: str
    team_id: str
    handle: str
    real_name: str
    email: str = ""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    guest: bool = False
    stranger: bool = False
    home_team: str = ""
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    updated: int = 0
    title: str = ""  # what they do in the firm: "Manager"
    admin: bool = False  # of the workspace

    @property
    def is_bot(self) -> bool:
        return bool(self.bot_id)
