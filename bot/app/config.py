"""What the operator set, read once: secrets from the environment, everything else from legitbot.toml as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.app.mistake import Mistake
from bot.app.secrets import Secrets, read_secrets
from bot.app.setting_file import read_settings
from bot.app.settings import Settings, table
from bot.library.organisation import Organisation


class CannotStart(Exception):
    """Something is missing or wrong in what the operator set; each line is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Config(Secrets):
    """The secrets, and the settings by section: `config.key`, `config.settings.work.analysts`."""

    settings: Settings = field(default_factory=Settings)

    @property
    def organisation(self) -> Organisation:
        """The company's rules, with the secret mark of its phishing exercise."""
        return self.settings.organisation.organisation(self.exercise_mark)

    @classmethod
    def read(cls, environment: Mapping[str, str], file: Path | None = None) -> "Config":
        """What stands in the environment, and in the file (see read_settings). Raises CannotStart with all mistakes."""
        config, mistakes = cls.as_far_as_right(environment, file)
        if mistakes:
            raise CannotStart("\n".join(map(str, mistakes)))
        return config

    @classmethod
    def as_far_as_right(
        cls, environment: Mapping[str, str], file: Path | None = None
    ) -> tuple["Config", tuple[Mistake, ...]]:
        """The same, with every mistake beside what was right."""
        secrets, mistakes = read_secrets(environment)
        settings, more = read_settings(environment, file)
        known = {name: getattr(secrets, name) for name in Secrets.__dataclass_fields__}
        return cls(**known, settings=settings), (*mistakes, *more)

    def changed(self, **values: Any) -> "Config":
        """The same with other values; nothing is checked. A setting is named with its section: web_port=0.

        Raises TypeError for a name that is neither a secret's nor a setting's.
        """
        secrets = {name: values.pop(name) for name in Secrets.__dataclass_fields__ if name in values}
        settings = self.settings
        for one in table():
            if (name := f"{one.section}_{one.name}") in values:
                section = replace(getattr(settings, one.section), **{one.name: values.pop(name)})
                settings = replace(settings, **{one.section: section})
        if values:
            raise TypeError(f"no setting is called {', '.join(values)}")
        return replace(self, **secrets, settings=settings)
