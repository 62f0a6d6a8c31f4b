"""Every setting that is no secret: its default, its kind and its limits stand here and nowhere else.

What each is for stands in messages/en/settings.toml; `legitbot settings` and docs/settings.md are made from both.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_type_hints

from bot.app.kinds import Choice, Kind, Listed, Number, Parties, Text
from bot.library import spelling
from bot.library.organisation import Organisation, Party

_Texts = tuple[str, ...]
_PORT = 65535  # the highest
_TEN_YEARS = 3650  # days
_OWN_ADDRESS = Text('an address of this machine, like "127.0.0.1" or "0.0.0.0"', spelling.own_address)
_SENDERS = Listed('a list of addresses and domains, like ["ann@acme.example", "acme.example"]', spelling.sender)

# A setting's kind stands beside its type; after it come other environment variables than its own, which win over it.


@dataclass(frozen=True, slots=True)
class Slack:
    """People in Slack who look after the bot."""

    operator: Annotated[str, Text('a member id, like "U0123ABCD"', spelling.member)] = ""
    admins: Annotated[_Texts, Listed('a list of member ids, like ["U0123ABCD"]', spelling.member)] = ()


@dataclass(frozen=True, slots=True)
class Web:
    """Where the bot takes requests."""

    host: Annotated[str, _OWN_ADDRESS, "HOST"] = "127.0.0.1"
    port: Annotated[int, Number(0, _PORT), "PORT"] = 3000  # 0: any that is free
    public_url: Annotated[str, Text('an https address, like "https://legit.acme.example"', spelling.public_address)] = (
        ""  # without "/" at its end
    )


@dataclass(frozen=True, slots=True)
class Metrics:
    """Where Prometheus reads."""

    host: Annotated[str, _OWN_ADDRESS] = "127.0.0.1"
    port: Annotated[int, Number(0, _PORT), "METRICS_PORT"] = 9464  # 0: off


@dataclass(frozen=True, slots=True)
class Logs:
    """What is logged, and how it looks."""

    level: Annotated[str, Choice(("debug", "info", "warning", "error"))] = "warning"
    form: Annotated[str, Choice(("auto", "text", "json"))] = "auto"


@dataclass(frozen=True, slots=True)
class Work:
    """How much is done at once, and when something is given up."""

    analysts: Annotated[int, Number(1, 64)] = 2  # processes
    analysis_seconds: Annotated[float, Number(1, 120)] = 10
    analysis_memory_mb: Annotated[int, Number(256, 16384)] = 1024
    at_once: Annotated[int, Number(1, 1000)] = 64  # jobs
    in_run: Annotated[str, Choice(("yes", "no"))] = "yes"  # "no": `legitbot run` leaves the jobs to workers
    stop_seconds: Annotated[float, Number(1, 600)] = 20
    give_up_hours: Annotated[float, Number(1, 168)] = 6


@dataclass(frozen=True, slots=True)
class Keep:
    """How long things are kept."""

    conversation_hours: Annotated[int, Number(1, 24 * 30)] = 24
    checks_days: Annotated[int, Number(1, _TEN_YEARS)] = 365
    deliveries_days: Annotated[int, Number(1, _TEN_YEARS)] = 30
    changes_days: Annotated[int, Number(1, _TEN_YEARS)] = 730


@dataclass(frozen=True, slots=True)
class Tips:
    """Tips that arrive by themselves, for those who subscribed."""

    folder: Annotated[str, Text("a folder that is there", spelling.folder)] = ""
    channels: Annotated[str, Choice(("members", "admins"))] = "members"
    round_people: Annotated[int, Number(2, 1000)] = 3


@dataclass(frozen=True, slots=True)
class Quizzes:
    """Short quizzes, for whoever wants to try themselves."""

    folder: Annotated[str, Text("a folder that is there", spelling.folder)] = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the company says about itself; see bot.library.organisation.Organisation."""

    own_domains: Annotated[_Texts, Listed('a list of domains, like ["acme.example"]', spelling.domain)] = ()
    trusted_servers: Annotated[_Texts, Listed('a list of mail servers, like ["mx.acme.example"]', spelling.server)] = ()
    trusted_senders: Annotated[_Texts, _SENDERS] = ()
    security_channel: Annotated[str, Text('a channel id, like "C0123ABCD"', spelling.channel)] = ""
    security_words: Annotated[str, Text("one or two sentences", spelling.sentences)] = ""
    exercise_senders: Annotated[_Texts, _SENDERS] = ()
    supplier: Annotated[
        tuple[Party, ...], Parties("domains", spelling.domain, ("Papyrus Paper", "papyrus.example"))
    ] = ()
    impersonated: Annotated[
        tuple[Party, ...], Parties("addresses", spelling.address, ("Ann Berg", "ann.berg@acme.example"))
    ] = ()

    def organisation(self, exercise_mark: str = "") -> Organisation:
        """The rules as the judging knows them."""
        return Organisation(
            own_domains=frozenset(self.own_domains),
            trusted_servers=self.trusted_servers,
            trusted_senders=frozenset(self.trusted_senders),
            suppliers=self.supplier,
            impersonated=self.impersonated,
            exercise_mark=exercise_mark,
            exercise_senders=frozenset(self.exercise_senders),
            security_channel=self.security_channel,
            security_words=self.security_words,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them, by section of legitbot.toml."""

    slack: Slack = Slack()
    web: Web = Web()
    metrics: Metrics = Metrics()
    logs: Logs = Logs()
    work: Work = Work()
    keep: Keep = Keep()
    tips: Tips = Tips()
    quizzes: Quizzes = Quizzes()
    organisation: Rules = Rules()


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table of all settings."""

    section: str
    name: str
    kind: Kind
    default: Any
    also: tuple[str, ...]  # other environment variables than its own; they win

    @property
    def path(self) -> str:
        """As errors name it: "work.analysts"."""
        return f"{self.section}.{self.name}"

    @property
    def is_table(self) -> bool:
        """Whether it is a list of tables, which no environment variable can hold."""
        return isinstance(self.kind, Parties)

    @property
    def own_variable(self) -> str:
        """LEGITBOT_WORK_ANALYSTS."""
        return f"LEGITBOT_{self.section}_{self.name}".upper()

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that set it; the first that is there wins."""
        return () if self.is_table else (*self.also, self.own_variable)


@cache
def table() -> tuple[Setting, ...]:
    """Every setting, in the order of legitbot.toml."""
    defaults = Settings()
    return tuple(
        Setting(section.name, one.name, kind, getattr(part, one.name), tuple(also))
        for section in fields(Settings)
        for part in [getattr(defaults, section.name)]
        for one in fields(part)
        for kind, *also in [get_type_hints(type(part), include_extras=True)[one.name].__metadata__]
    )


def settings_of(values: dict[tuple[str, str], Any]) -> Settings:
    """The settings with these values, by (section, name); everything else is at its default."""
    hints = get_type_hints(Settings)
    return Settings(**{
        section: kind(**{name: value for (where, name), value in values.items() if where == section})
        for section, kind in hints.items()
    })  # fmt: skip
