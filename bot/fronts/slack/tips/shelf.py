"""The tips that may be sent in a workspace: ours, the operator's, and those that its people wrote in Slack."""

from dataclasses import dataclass, field

from bot.flows.own_pages import OwnPages
from bot.library.company_tips import with_company
from bot.library.tips import Living, Tips


@dataclass(slots=True)
class TipShelf:
    """One for the whole front."""

    living: Living
    own_tips: OwnPages
    channels_by_admins: bool = False  # only administrators may subscribe a channel
    round_people: int = 3  # so many people asked about one kind of scam within a day: it goes round
    keepers: tuple[str, ...] = ()  # whoever runs the bot, by account: told where a file is broken
    _own: dict[str, tuple[str, Tips, Tips]] = field(default_factory=dict)  # version, ours by then, and all

    async def content(self, workspace: str) -> Tips:
        """All tips that hold there."""
        ours = self.living.tips
        version = await self.own_tips.version(workspace)
        known = self._own.get(workspace)
        if known and known[0] == version and known[1] is ours:
            return known[2]
        written = await self.own_tips.all(workspace)
        found = with_company(self.living, {one.id: one.text for one in written}) if written else ours
        self._own[workspace] = (version, ours, found)
        return found

    def forget(self, workspace: str) -> None:
        """Keep nothing of a workspace that we left."""
        self._own.pop(workspace, None)
