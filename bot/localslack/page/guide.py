"""What whoever starts the local Slack may lay out for newcomers: mails to try, and a short tour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail in everybody's inbox on the page. `answer` is shown to who asks for it; `name` is the file's."""

    id: str
    name: str
    data: bytes
    group: str
    sender: str
    subject: str
    date: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour. `goes_to` is "mail:ID", "home", "messages" or "channel:NAME"; `done` what ends the step:
    "asked", "answered", "pressed" or "opened-box".
    """

    title: str
    text: str
    button: str
    goes_to: str
    done: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything for newcomers; `app_id` is the app that it is all about."""

    app_id: str = ""
    samples: tuple[Sample, ...] = ()
    steps: tuple[Step, ...] = ()

    def sample(self, id_: str) -> Sample:
        """Raises LookupError."""
        for one in self.samples:
            if one.id == id_:
                return one
        raise LookupError("this mail is not in the inbox")
