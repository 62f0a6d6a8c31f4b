"""The ledger of tips: what is to be sent, what is under way, and what became of it. See bot.store.deliveries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Connection, Row, Text, bindparam, case, func, insert, select, update

from bot.flows.shapes import DeliveryState
from bot.flows.tip_shapes import Chosen, CutOff, Delayed, DueTip, InDoubt, Left, Refused, Sent, TipEnd, Unheard, WasSent
from bot.flows.week_shapes import RESULT
from bot.lessons.choose import Shown
from bot.store.columns import Moment
from bot.store.database import Database
from bot.store.inserting import insert_all_new
from bot.store.quiz_tables import week_questions
from bot.store.retention import REMEMBERED
from bot.store.sealing import Sealer
from bot.store.subscription_rows import readable
from bot.store.tables import deliveries, subscriptions, tips_shown
from bot.store.ticking import due_row
from bot.store.tip_counts import SENT, add_counts
from bot.store.tip_jobs import ensure_job
from bot.store.week_questions import weeks_of, write_asked, write_results, write_unasked

_CLAIMED, _SENDING = DeliveryState.CLAIMED, DeliveryState.SENDING
_OF = deliveries.c.workspace == bindparam("of")
_IS_TIP = deliveries.c.due_at.is_not(None)
_CUT_OFF = (
    select(deliveries, week_questions.c.message.label("thread"))
    .outerjoin(week_questions, (week_questions.c.id == deliveries.c.tip) & (deliveries.c.what == RESULT))
    .where(_OF, _IS_TIP, deliveries.c.state == _SENDING)
    .order_by(deliveries.c.id)
)
_UNHEARD = "unheard"
_WAIT = (_OF, _IS_TIP, deliveries.c.state == _CLAIMED)
_READY = (
    select(deliveries)
    .where(*_WAIT, deliveries.c.ready_at <= bindparam("now"))
    .order_by(deliveries.c.ready_at, deliveries.c.id)
    .limit(bindparam("most"))
)
_WHOSE = select(subscriptions).where(subscriptions.c.id.in_(bindparam("ids", expanding=True)))
_SHOWN = (
    select(tips_shown.c.target, tips_shown.c.tip, tips_shown.c.topic, tips_shown.c.at)
    .where(
        tips_shown.c.workspace == bindparam("of"),
        tips_shown.c.target.in_(bindparam("targets", expanding=True)),
        tips_shown.c.at > bindparam("since"),
    )
    .order_by(tips_shown.c.id)  # in the order of sending, whatever the clock said
)
_SEND = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.state == _CLAIMED)
    .values(state=_SENDING, holder=bindparam("by"), changed_at=bindparam("at"))
    .returning(deliveries.c.id)
)
_SHOW = insert(tips_shown)
_BY_ID = deliveries.c.id == bindparam("of_id")
_MINE = (_BY_ID, deliveries.c.state == _SENDING, deliveries.c.holder == bindparam("by"))
_HOLDER = select(deliveries.c.holder).where(_BY_ID)
# It arrived, whoever took it for lost meanwhile. One statement for all of them where each would travel to a server.
_ENDS = select(
    func.unnest(bindparam("of_ids", type_=ARRAY(BigInteger))).label("of_id"),
    func.unnest(bindparam("saids", type_=ARRAY(Text))).label("said"),
).subquery()


def _arrived(id_: Any, said: Any) -> Any:
    message = case((deliveries.c.target == "", ""), else_=said)  # of somebody who was forgotten
    values = {"state": DeliveryState.SENT, "changed_at": bindparam("at"), "message": message}
    return update(deliveries).where(deliveries.c.id == id_).values(values)


def _message(id_: Any, said: Any) -> Any:
    values = {"message": said, "at": bindparam("at")}  # the next one there comes a while after it arrived
    return update(tips_shown).where(tips_shown.c.delivery == id_).values(values)


_EACH = [one(bindparam("of_id"), bindparam("said")) for one in (_arrived, _message)]
_ALL = [one(_ENDS.c.of_id, _ENDS.c.said) for one in (_arrived, _message)]
_BACK = update(deliveries).where(*_MINE).values(
    state=_CLAIMED, why="", ready_at=bindparam("ready"), changed_at=bindparam("at")
)  # fmt: skip
_OVER = update(deliveries).where(*_MINE).values(
    state=bindparam("to"), why=bindparam("because"), changed_at=bindparam("at")
)  # fmt: skip
_UNSHOWN = tips_shown.delete().where(tips_shown.c.delivery == bindparam("of_id"))
_LEFT = select(
    func.count().filter(deliveries.c.ready_at <= bindparam("now")), func.min(deliveries.c.ready_at)
).where(*_WAIT)  # fmt: skip
_GIVE_UP = (
    update(deliveries)
    .where(*_WAIT, deliveries.c.ready_at <= func.coalesce(bindparam("by", type_=Moment()), deliveries.c.ready_at))
    .values(state=DeliveryState.REFUSED, why="not_sent", changed_at=bindparam("at"))
)  # fmt: skip
_WAS_SENT = (
    select(tips_shown).where(tips_shown.c.workspace == bindparam("of"))
    .order_by(tips_shown.c.at.desc(), tips_shown.c.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_TIP_OF = select(tips_shown.c.tip).where(
    tips_shown.c.workspace == bindparam("of"), tips_shown.c.message == bindparam("said")
)


@dataclass(frozen=True, slots=True)
class Tips:
    """See bot.flows.tip_keeping.Tips."""

    database: Database
    sealer: Sealer

    async def post(
        self, workspace: str, targets: Mapping[str, bool], tip: str, what: str, slot: str, now: datetime,
        subscriptions: Mapping[str, int] = {},
    ) -> int:  # fmt: skip
        """Have this tip sent to these targets (True: a person) once for this slot. How many are new."""
        rows = [
            due_row(
                self.sealer, workspace, target, target if direct else "", what, slot, now, tip=tip,
                subscription=subscriptions.get(target),
            )
            for target, direct in targets.items()
        ]  # fmt: skip

        def posted(connection: Connection) -> int:
            new = insert_all_new(connection, deliveries, rows)
            ensure_job(connection, self.sealer, workspace, now)
            return new

        return await self.database.write(posted)

    async def cut_off(self, workspace: str) -> Sequence[CutOff]:
        """What was being sent; whoever asks holds the workspace's line, so nobody is at it any more."""
        rows = await self.database.read(lambda connection: connection.execute(_CUT_OFF, {"of": workspace}).all())
        return [
            CutOff(row.id, row.key, row.target, row.person != "", row.changed_at, row.why == _UNHEARD, row.thread or "")
            for row in rows
        ]

    async def ready(self, workspace: str, now: datetime, most: int) -> Sequence[DueTip]:
        """The next to be sent, the longest due first."""

        def found(connection: Connection) -> list[DueTip]:
            rows = connection.execute(_READY, {"of": workspace, "now": now, "most": most}).all()
            if not rows:
                return []
            whose = {row.subscription for row in rows} - {None}
            subscribed = {one.id: one for one in readable(connection.execute(_WHOSE, {"ids": [*whose]}).all())}
            shown = _shown(connection, workspace, {row.target for row in rows}, now)
            weeks = weeks_of(connection, workspace, rows, now)
            return [
                replace(_due(row, subscribed.get(row.subscription), shown[row.target]), week=weeks.get(row.id))
                for row in rows
            ]

        return await self.database.read(found)

    async def sending(self, chosen: Sequence[Chosen], holder: str, now: datetime) -> Collection[int]:
        """From now on these may have arrived. The ids of those that are ours to send."""

        def marked(connection: Connection) -> set[int]:
            ids = [one.due.id for one in chosen]
            ours = set(connection.scalars(_SEND, {"ids": ids, "by": holder, "at": now}))
            mine = [one for one in chosen if one.tip and one.due.id in ours]
            if mine:
                connection.execute(_SHOW, [_shown_row(one, now) for one in mine])
                write_asked(connection, mine, now)
            return ours

        return await self.database.write(marked)

    async def ended(self, workspace: str, ends: Sequence[TipEnd], holder: str, now: datetime) -> None:
        """What became of them, in one transaction."""
        await self.database.write(lambda connection: _end(connection, self.sealer, workspace, ends, holder, now))

    async def settled(self, workspace: str, end: TipEnd, now: datetime) -> None:
        """What became of one that was cut off; `holder` was its process's, which is gone."""

        def settled(connection: Connection) -> None:
            holder = connection.execute(_HOLDER, {"of_id": end.id}).scalar_one()
            _end(connection, self.sealer, workspace, [end], holder, now)

        await self.database.write(settled)

    async def left(self, workspace: str, now: datetime) -> Left:
        """What is still to be sent there."""
        values = {"of": workspace, "now": now}
        ready, first = await self.database.read(lambda connection: connection.execute(_LEFT, values).one())
        return Left(ready, first)

    async def go_on(self, workspace: str, now: datetime) -> None:
        """A job that sends what is left."""
        await self.database.write(lambda connection: ensure_job(connection, self.sealer, workspace, now))

    async def give_up(self, workspace: str, now: datetime, ready_by: datetime | None = None) -> int:
        """What is still to be sent there, and is ready by then, is refused ("not_sent"). How many."""
        values = {"of": workspace, "at": now, "by": ready_by}
        return await self.database.write(lambda connection: connection.execute(_GIVE_UP, values).rowcount)

    async def tip_of(self, workspace: str, message: str) -> str | None:
        """Which tip this message is."""
        values = {"of": workspace, "said": message}
        return await self.database.read(lambda connection: connection.execute(_TIP_OF, values).scalar())

    async def sent(self, workspace: str, most: int) -> Sequence[WasSent]:
        """What was sent, newest first."""
        values = {"of": workspace, "most": most}
        rows = await self.database.read(lambda connection: connection.execute(_WAS_SENT, values).all())
        return [
            WasSent(row.at, row.target, row.person != "", row.tip, row.topic, row.message != "") for row in rows
        ]  # fmt: skip


def _shown(
    connection: Connection, workspace: str, targets: Collection[str], now: datetime
) -> Mapping[str, list[Shown]]:
    """What stood at each of these, the oldest first."""
    shown: dict[str, list[Shown]] = defaultdict(list)
    values = {"of": workspace, "targets": [*targets], "since": now - REMEMBERED}
    for row in connection.execute(_SHOWN, values):
        shown[row.target].append(Shown(row.tip, row.topic, row.at))
    return shown


def _due(row: Row[Any], subscription: Any, shown: Sequence[Shown]) -> DueTip:
    return DueTip(
        id=row.id, key=row.key, workspace=row.workspace, target=row.target, direct=row.person != "", what=row.what,
        due_at=row.due_at, tip=row.tip, subscription=subscription, shown=tuple(shown),
    )  # fmt: skip


def _shown_row(one: Chosen, now: datetime) -> dict[str, Any]:
    due = one.due
    return {
        "workspace": due.workspace, "target": due.target, "person": due.target if due.direct else "",
        "tip": one.tip, "topic": one.topic, "delivery": due.id, "message": "", "at": now,
    }  # fmt: skip


def _end(
    connection: Connection, sealer: Sealer, workspace: str, ends: Sequence[TipEnd], holder: str, now: datetime
) -> None:  # fmt: skip
    """Sorted by kind: one statement each."""
    sent = [one for one in ends if isinstance(one, Sent)]
    if sent:
        _end_sent(connection, sent, now)
        tips = connection.scalars(select(tips_shown.c.tip).where(tips_shown.c.delivery.in_([one.id for one in sent])))
        add_counts(connection, workspace, [*tips], SENT)
        write_results(connection, sealer, workspace, {one.id: one.message for one in sent})
    back = [one for one in ends if isinstance(one, Delayed)]
    if back:
        rows = [{"of_id": one.id, "by": holder, "ready": one.ready_at, "at": now} for one in back]
        connection.execute(_BACK, rows)
    over = [*_over(ends)]
    if over:
        connection.execute(_OVER, [{"by": holder, "at": now, **one} for one in over])
    never = [{"of_id": one.id} for one in ends if isinstance(one, (Delayed, Refused))]
    if never:
        connection.execute(_UNSHOWN, never)
        write_unasked(connection, [one["of_id"] for one in never])


def _end_sent(connection: Connection, sent: Sequence[Sent], now: datetime) -> None:
    all_of_them = {"of_ids": [one.id for one in sent], "saids": [one.message for one in sent], "at": now}
    each = [{"of_id": one.id, "said": one.message, "at": now} for one in sent]
    on_server = connection.dialect.name == "postgresql"
    for statement in _ALL if on_server else _EACH:
        connection.execute(statement, all_of_them if on_server else each)


def _over(ends: Sequence[TipEnd]) -> Sequence[dict[str, Any]]:
    refused = [
        {"of_id": one.id, "to": DeliveryState.REFUSED, "because": one.why} for one in ends if isinstance(one, Refused)
    ]
    lost = [{"of_id": one.id, "to": DeliveryState.LOST, "because": ""} for one in ends if isinstance(one, InDoubt)]
    unheard = [{"of_id": one.id, "to": _SENDING, "because": _UNHEARD} for one in ends if isinstance(one, Unheard)]
    return refused + lost + unheard
