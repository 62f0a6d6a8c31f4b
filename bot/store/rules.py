"""What companies say about themselves, as their administrators set it: sealed, and with every change on record."""

import base64
import binascii
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.flows.shapes import OwnRules, Person, RuleChange
from bot.library.organisation import Organisation
from bot.library.rule_texts import MARK, NAMES, written
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import changes, settings

log = logging.getLogger(__name__)
RULES = "rules"  # the name of a row of the settings; its person is nobody

_OURS = (settings.c.person == "", settings.c.name == RULES)
_ONE = select(settings.c.value).where(settings.c.workspace == bindparam("of"), *_OURS)
_HELD = _ONE.with_for_update()  # two who save at once: the second one sees what the first wrote. SQLite has one writer
_ALL = select(settings.c.workspace, settings.c.value).where(*_OURS).order_by(settings.c.workspace)
_WRITE = update(settings).where(settings.c.workspace == bindparam("of"), *_OURS).values(value=bindparam("sealed"))
_RESEAL = (
    update(settings)
    .where(settings.c.workspace == bindparam("of"), *_OURS, settings.c.value == bindparam("before"))
    .values(value=bindparam("sealed"))
)
_CHANGED = insert(changes)
_CHANGES = (
    select(changes)
    .where(changes.c.workspace == bindparam("of"), changes.c.name.in_(NAMES))
    .order_by(changes.c.at.desc(), changes.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Rules:
    """See bot.flows.keeping.Rules."""

    database: Database
    sealer: Sealer

    async def of(self, workspace: str) -> OwnRules:
        """The rules of this workspace; none where no key opens them, which is logged."""
        value = await self.database.read(lambda connection: connection.execute(_ONE, {"of": workspace}).scalar())
        return self._opened(workspace, value or "")

    async def save(self, person: Person, rules: Organisation, seen: int, now: datetime) -> Sequence[str] | None:
        """Write the rules and who changed what, in one transaction. None where they are not those that were seen."""
        return await self.database.write(lambda connection: self._saved(connection, person, rules, seen, now))

    async def changes(self, workspace: str, most: int) -> Sequence[RuleChange]:
        """The last changes, newest first."""
        asked = {"of": workspace, "most": most}
        rows = await self.database.read(lambda connection: connection.execute(_CHANGES, asked).all())
        return [self._change(row) for row in rows]

    async def reseal(self) -> int:
        """Rules that an older key opens are sealed with the newest one. How many."""
        return await self.database.write(self._resealed)

    def _saved(
        self, connection: Connection, person: Person, rules: Organisation, seen: int, now: datetime
    ) -> Sequence[str] | None:
        of = {"of": person.workspace}
        insert_new(connection, settings, {"workspace": person.workspace, "person": "", "name": RULES, "value": ""})
        before = self._opened(person.workspace, connection.execute(_HELD, of).scalar_one())
        if before.version != seen:
            return None
        changed = [name for name in NAMES if getattr(rules, name) != getattr(before.rules, name)]
        if not changed:
            return changed
        mark_set_at = before.mark_set_at
        if MARK in changed:
            mark_set_at = now if rules.exercise_mark else None
        after = OwnRules(rules, before.version + 1, mark_set_at)
        connection.execute(_WRITE, {**of, "sealed": self._sealed(person.workspace, after)})
        connection.execute(_CHANGED, [self._row(person, one, before.rules, rules, now) for one in changed])
        return changed

    def _row(
        self, person: Person, name: str, before: Organisation, after: Organisation, at: datetime
    ) -> dict[str, Any]:
        bound = _change_row(person.workspace, name)
        return {
            "workspace": person.workspace, "person": person.id, "name": name, "at": at,
            "before": _text(self.sealer.seal(written(before, name).encode(), bound)),
            "after": _text(self.sealer.seal(written(after, name).encode(), bound)),
        }  # fmt: skip

    def _change(self, row: Row[Any]) -> RuleChange:
        change = RuleChange(row.at, row.person, row.name, "", "")
        bound = _change_row(row.workspace, row.name)
        try:
            before, after = (self.sealer.open(_bytes(one), bound).decode() for one in (row.before, row.after))
        except Unopened:  # who and when is still worth showing
            return change
        return replace(change, before=before, after=after)

    def _sealed(self, workspace: str, rules: OwnRules) -> str:
        return _text(self.sealer.seal(msgspec.json.encode(rules), _rules_row(workspace)))

    def _opened(self, workspace: str, value: str) -> OwnRules:
        if not value:
            return OwnRules()
        try:
            return msgspec.json.decode(self.sealer.open(_bytes(value), _rules_row(workspace)), type=OwnRules)
        except Unopened:
            log.error(
                "the rules of workspace %s were sealed with a key that is not here any more: "
                "put the old key behind the new one in LEGITBOT_KEY, or set the rules again",
                workspace,
            )
            return OwnRules()

    def _resealed(self, connection: Connection) -> int:
        count = 0
        for row in connection.execute(_ALL).all():
            if anew := self.sealer.anew(_bytes(row.value), _rules_row(row.workspace)):
                values = {"of": row.workspace, "before": row.value, "sealed": _text(anew)}
                count += connection.execute(_RESEAL, values).rowcount
        return count


def _rules_row(workspace: str) -> str:
    return f"settings/rules/{workspace}"


def _change_row(workspace: str, name: str) -> str:
    return f"changes/{workspace}/{name}"


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""  # nothing that a key opens
