"""Fills a fresh local Slack with the firm of messages/play: its people and channels, the bot, and mails to try."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app.config import Config
from bot.app.running import Time
from bot.commands.own_bot import Manifest, listens_as_told, name_in
from bot.fronts.slack.manifest import manifest
from bot.library.play import Play, PlayMail
from bot.localslack import App, LocalSlack, Person
from bot.localslack.page.guide import Guide, Sample, Step
from bot.localslack.team import Bot, Team
from bot.mail.read import read


def furnished(slack: LocalSlack, play: Play, own: Manifest | None = None) -> tuple[App, Bot]:
    """The bot in its workspace; the workspace is filled when it is new, and the bot's permissions are today's.

    `own` is the manifest of another bot that comes in Legitbot's place.
    """
    team = slack.workspaces[0] if slack.workspaces else _new_team(slack, play)
    app = slack.apps[0] if slack.apps else slack.app(name_in(own) if own else "Legitbot")
    app.manifest = own or manifest(socket_mode=True)
    listens_as_told(app)
    granted = app.part("oauth_config", "scopes") or {}
    bot = team.install(app, [*granted.get("bot", []), *granted.get("bot_optional", [])])
    for one in play.channels:
        channel = next((here for here in team.channels.values() if here.name == one.name), None)
        if slack.is_fresh and one.with_bot and channel:
            channel.members.append(bot)  # it was always there: nobody is told
    slack.lay_out(_guide(app, play))
    return app, bot


async def lived_in(slack: LocalSlack, play: Play) -> None:
    """What people wrote in the channels before anybody looked."""
    team = slack.workspaces[0]
    people = _by_handle(team)
    for one in play.channels:
        channel = next(here for here in team.channels.values() if here.name == one.name)
        for handle, text in one.messages:
            await people[handle].says(channel, text)


def bot_config(slack: LocalSlack, play: Play, folder: Path) -> Config:
    """How the bot is run in this firm; its database is in the folder. The security lead is greeted the first time."""
    [team], [app] = slack.workspaces, slack.apps
    [bot] = team.bots
    return Config(
        bot_tokens=(bot.token,),
        app_token=app.app_token,
        api_url=slack.api_url,
        database=f"sqlite:///{folder / 'legitbot.db'}",
    ).changed(
        organisation_own_domains=(play.domain,),
        web_port=0,
        metrics_port=0,
        slack_operator=_by_handle(team)[play.security_lead].id if slack.is_fresh else "",
    )


def slack_time(slack: LocalSlack) -> Time:
    """The bot lives by Slack's clock, which the page can move."""
    return Time(lambda: datetime.fromtimestamp(slack.clock.now(), UTC), slack.clock.sleep)


def _new_team(slack: LocalSlack, play: Play) -> Team:
    team = slack.workspace(play.company)
    people = {
        one.handle: team.person(
            one.name, handle=one.handle, email=one.email, tz=one.tz, locale=one.locale, title=one.title
        )
        for one in play.people
    }
    people[play.security_lead].admin = True
    for one in play.channels:
        channel = team.channel(one.name, [people[handle] for handle in one.members], private=one.private)
        channel.topic = one.topic
    return team


def _by_handle(team: Team) -> dict[str, Person]:
    return {one.handle: one for one in team.people}


def _guide(app: App, play: Play) -> Guide:
    steps = tuple(Step(one.title, one.text, one.button, one.goes_to, one.done) for one in play.steps)
    return Guide(app.id, tuple(map(_sample, play.mails)), steps)


def _sample(one: PlayMail) -> Sample:
    """The mail as a mail program shows it. Its file is named by its id: the path's name may tell too much."""
    mail = read(one.data, one.path.name)
    sender = mail.sender.written if mail.sender else ""
    date = f"{mail.date:%d %b %Y, %H:%M}" if mail.date else ""
    return Sample(one.id, f"{one.id}.eml", one.data, one.pair, sender, mail.subject, date, mail.text, one.tell)
