"""Ids and tokens in Slack's forms, drawn from a seeded source so that two runs of a test see the same ones."""

import random
import string
import uuid
from collections.abc import Callable, Iterable

_CAPITALS = string.ascii_uppercase + string.digits
_LETTERS = string.ascii_letters + string.digits


class Ids:
    """Hands out ids; none is given twice."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._given: dict[str, None] = {}  # in the order they were given

    @property
    def given(self) -> list[str]:
        """Every id that is not to be given again, oldest first."""
        return list(self._given)

    def never(self, given: Iterable[str]) -> None:
        """Never give these ids: they were given before this start."""
        self._given |= dict.fromkeys(given)

    def id(self, prefix: str) -> str:
        """`U0ABCDEFGHI`: the prefix names the kind (T, U, C, D, G, F, A, B, V, Ev)."""
        return self._fresh(lambda: f"{prefix}0{self._draw(_CAPITALS, 9)}")

    def bot_token(self) -> str:
        return self._fresh(lambda: f"xoxb-{self.digits(12)}-{self.digits(13)}-{self._draw(_LETTERS, 24)}")

    def app_token(self, app_id: str) -> str:
        return self._fresh(lambda: f"xapp-1-{app_id}-{self.digits(13)}-{self.hex(64)}")

    def word(self, length: int = 24) -> str:
        """Letters and digits, for secrets in addresses."""
        return self._fresh(lambda: self._draw(_LETTERS, length))

    def block(self) -> str:
        """The block_id that Slack gives a block without one."""
        return self._draw(_LETTERS, 5)

    def digits(self, length: int) -> str:
        return self._chance.choice("123456789") + self._draw(string.digits, length - 1)

    def hex(self, length: int) -> str:
        return self._draw("0123456789abcdef", length)

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def trigger(self) -> str:
        return f"{self.digits(13)}.{self.digits(12)}.{self.hex(32)}"

    def _draw(self, letters: str, length: int) -> str:
        return "".join(self._chance.choices(letters, k=length))

    def _fresh(self, draw: Callable[[], str]) -> str:
        while (found := draw()) in self._given:
            pass
        self._given[found] = None
        return found
