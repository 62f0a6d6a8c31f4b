"""Addresses of the web and of mail: genuine brands keep theirs, others lead nowhere, and none tells of anybody."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.library.anonymous.company import own_label
from bot.library.anonymous.disguised import undisguised
from bot.library.anonymous.machines import NOWHERE
from bot.library.anonymous.names import addresses_in
from bot.library.anonymous.numbers import in_shape, is_id
from bot.library.anonymous.replacing import ADDRESSES, HOSTS, LINKS, Replacing
from bot.library.anonymous.stand_ins import StandIns
from bot.library.anonymous.words import AnonymousWords, Around
from bot.library.wording import hosts_in, is_official
from bot.mail.address import ascii_host, host_of
from bot.mail.organisation import has_known_ending, organisation

ENDING = "example"  # RFC 2606: nobody can have it
_RESERVED = (ENDING, "test", "invalid", "localhost")
_FREE_MAIL = (
    "gmail.com", "outlook.com", "gmx.net", "gmx.de", "hotmail.com", "yahoo.com", "web.de", "icloud.com", "aol.com",
)  # fmt: skip
_PATH = r"(?:[^\s<>\"'\])}]|(?<=[^\W\d_])'(?=[^\W\d_]))"  # an apostrophe is a part of it inside a name alone
_URL = re.compile(rf"(?:https?|ftp)://(?:\[[0-9a-f:]+\])?{_PATH}+|(?<![\w.@-])www\.{_PATH}+", re.I)
_BARE = re.compile(
    rf"(?<![\w.@/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,24}}(?::\d+)?(?:/{_PATH}*)?(?![\w-])", re.I
)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]+|\d{6,}|.*:.*")
_WORDS = re.compile(r"[^\W\d_]{1,15}")
_NUMBERED = re.compile(r"([^\W\d_]{3,})(\d{2,})")
_LONGEST_WORD = 20  # characters of a path's segment that may be words
_ENDS = ".,;:!?"
_MOST_SEGMENTS = 4
_DRAWN = "k7x2"  # what takes the place of a part that could be somebody's


@dataclass(frozen=True, slots=True)
class Web:
    """What may stay, and who is who, for one mail."""

    around: Around
    said: AnonymousWords
    cast: StandIns
    replacing: Replacing

    def without_addresses(self, text: str) -> str:
        """The text with each address of the web and of mail replaced, where it may not stay."""
        text = _URL.sub(self._written, text)
        pieces, at = [], 0
        for found in addresses_in(text):
            pieces += [text[at : found.start()], self.box(found[0])]
            at = found.end()
        text = "".join([*pieces, text[at:]])
        text = undisguised(text, lambda one: self.replacing.expanded(self.box(one)), self.host)
        return _BARE.sub(lambda found: self._written(found) if _is_host(found[0]) else found[0], text)

    def box(self, address: str) -> str:
        """A mark for a mail address."""
        local, _, domain = address.rpartition("@")
        kept = self.cast.box_of(local) or self._part(local)
        return self.replacing.mark(ADDRESSES, address, f"{kept}@{self.host(domain)}")

    def target(self, written: str) -> str:
        """A mark for where a link leads; "" where it is no address of the web."""
        host = host_of(written)
        if not host:
            return ""
        scheme, _, rest = written.strip().replace("\\", "/").partition("://")
        path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")[2]
        parts = [self._segment(one) for one in path.split("/")[:_MOST_SEGMENTS]]
        if parts[-1] and organisation(host) in self.said.social:
            parts[-1] = _DRAWN  # what somebody is called there
        made = f"{'http' if scheme.lower() == 'http' else 'https'}://{self.host(host)}/{'/'.join(parts)}".rstrip("/")
        made += "/" * (written.endswith("/") and not path.strip("/"))
        return self.replacing.mark(LINKS, written, made)

    def host(self, host: str) -> str:
        """The host as it may be shown: a brand's stays, our company's is the cast's, any other ends with ".example"."""
        host = ascii_host(host)
        if _IP.fullmatch(host):
            return NOWHERE
        if organisation(host) in self.around.own_domains:
            return self._own(host)
        labels = [self._part(one) for one in host.split(".")]
        kept = ".".join(labels)
        if labels[-1] in _RESERVED or kept in _FREE_MAIL or is_official(kept, self.around.official):
            return self._counted(host, kept)
        return self._counted(host, f"{kept}.{ENDING}")

    def _own(self, host: str) -> str:
        its = organisation(host)
        below = [self._part(one) for one in host.removesuffix(its).strip(".").split(".") if one]
        return self._counted(host, ".".join([*below, self.said.domain]))

    def _counted(self, host: str, kept: str) -> str:
        self.replacing.mark(HOSTS, host, kept)
        return kept

    def _part(self, text: str) -> str:
        """A part before the @, or of a host's name: the people and numbers in it replaced, our company's name, too."""
        text = self.cast.without_people(text)
        text = "".join(self.cast.nearly(one) for one in re.split(r"([._+-])", text))
        text = own_label(self.replacing.expanded(text), self.around, self.said)
        return "".join(_without_id(one) for one in re.split(r"([._+-])", text))

    def _segment(self, written: str) -> str:
        """A part of a path: words stay, whatever could be somebody's does not."""
        words = re.split(r"[-_.]", unquote(written))
        plain = all(_WORDS.fullmatch(one) and one.isascii() for one in words if one)
        if not written or (plain and len(written) <= _LONGEST_WORD and not _looks_drawn(written)):
            cleaned = self.replacing.expanded(self.cast.without_people(unquote(written)))
            return re.sub(r"[^\w.~-]", "", cleaned)
        return _DRAWN

    def _written(self, found: re.Match[str]) -> str:
        written = found[0].rstrip(_ENDS)
        end = found[0][len(written) :]
        whole = written if "://" in written else f"https://{written}"
        made = self.replacing.expanded(self.target(whole))
        if not made:
            return found[0]
        shown = made if "://" in written else made.removeprefix("https://").removesuffix("/")
        shown = written if shown.casefold() == written.casefold() else shown
        return self.replacing.mark(LINKS, written, shown) + end


def _without_id(text: str) -> str:
    """With other digits behind a word, as in "berg1970"; a mixture of both is another."""
    found = _NUMBERED.fullmatch(text)
    if found:
        return found[1] + in_shape(found[2])
    return in_shape(text) if is_id(text) else text


def _is_host(written: str) -> bool:
    """Whether it is a host, and no file's name and no abbreviation."""
    host = written.partition("/")[0].partition(":")[0].lower()
    return bool(hosts_in(host)) and (has_known_ending(host) or host.rpartition(".")[2] in _RESERVED)


def _looks_drawn(word: str) -> bool:
    """Capitals inside: a code that was drawn by lot, such as those of short links."""
    return bool(re.search(r"[a-z][A-Z]", word)) and not word.istitle()
