"""The messages that are being read right now: people change and delete what they wrote while we look at it."""

from bot.fronts.slack.incoming import Incoming, Sort

At = tuple[str, str, str]  # workspace, channel, ts


class Reading:
    """What became of each message between the moment we heard it and our answer."""

    def __init__(self) -> None:
        self._now: dict[At, Sort | None] = {}

    def begin(self, workspace: str, seen: Incoming) -> bool:
        """From now on changes of it are noted. False: it is being read already."""
        at = (workspace, seen.channel, seen.ts)
        new = at not in self._now
        self._now.setdefault(at, None)
        return new

    def end(self, workspace: str, seen: Incoming) -> None:
        """It has its answer."""
        self._now.pop((workspace, seen.channel, seen.ts), None)

    def changed(self, workspace: str, seen: Incoming) -> bool:
        """Note an edit or a deletion. False: that message is not being read."""
        at = (workspace, seen.channel, seen.ts)
        if at in self._now:
            self._now[at] = seen.sort
        return at in self._now

    def became(self, workspace: str, seen: Incoming) -> Sort | None:
        """Sort.EDITED or Sort.DELETED; None while it stands as it was."""
        return self._now.get((workspace, seen.channel, seen.ts))
