"""An edit broke a file of tips: whoever runs the bot is told once for each file and day, with what to write."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from bot.flows.shapes import Outcome, Person, Place, To
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.payloads import Body, workspace_of
from bot.fronts.slack.tips.desk.named import keepers
from bot.library.mistake import Mistake

BROKEN = "tips-broken"  # a kind of job, and in the ledger
_MOST_MISTAKES = 10  # of a file
_LONGEST_FILE = 150  # characters of a name that a slot holds


async def broken_files(counter: Counter, mistakes: Collection[Mistake]) -> None:
    """Have the keepers told about these, which are new."""
    if not counter.shelf.keepers:
        return
    files: dict[str, list[Mistake]] = defaultdict(list)
    for one in mistakes:
        files[one.file].append(one)
    day = f"{counter.desk.now():%Y-%m-%d}"
    for workspace in counter.workspaces.given or [*counter.workspaces]:
        for file, ones in files.items():
            said = [{"field": one.field, "write": one.write.rstrip(".") + "."} for one in ones[:_MOST_MISTAKES]]
            slot = f"{file[-_LONGEST_FILE:]}/{day}"
            body = {"team_id": workspace.id, "file": file, "mistakes": said, "slot": slot}
            await counter.take(BROKEN, f"broken/{workspace.id}/{slot}", body)


async def told_of_broken(counter: Counter, body: Body) -> Outcome | None:
    """The job behind it."""
    workspace = workspace_of(body)
    values: dict[str, Any] = {"file": body["file"], "mistakes": body["mistakes"]}
    for person in await keepers(counter, workspace):
        language = (await counter.people.asker(person)).language
        reply = counter.desk.library.replies.reply("tips_desk_broken", language, values)
        await counter.say(reply, person, To(Place(workspace, "")), BROKEN, str(body["slot"]))
    return None


def for_nobody(body: Body) -> tuple[Person, To, str]:
    """Whoever waits for such a job: nobody."""
    workspace = workspace_of(body)
    return Person(workspace, ""), To(Place(workspace, "")), str(body.get("slot") or "")
