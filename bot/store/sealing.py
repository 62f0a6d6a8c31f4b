"""Words of a mail lie in the database sealed only: AES-256-GCM, each ciphertext bound to its own row.

The operator's key opens; a secret of the database, itself sealed with that key, makes the keyed hashes, so that a
hash stays the same when the operator changes the key.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.problems import StoreUnusable

_VERSION = b"\x01"
_NONCE = 12  # bytes, NIST SP 800-38D
_KEY = 32  # bytes


class Unopened(Exception):
    """No key opens this, or it belongs to another row."""


def new_key() -> str:
    """A fresh key, as text for LEGITBOT_KEY: 43 letters, digits, "-" and "_"."""
    return secrets.token_urlsafe(_KEY)


@dataclass(frozen=True, slots=True, init=False, repr=False)  # a key never stands in a log
class Keys:
    """Keys to seal with: the first one seals, all of them open. Raises StoreUnusable where one is no key."""

    _ciphers: tuple[AESGCM, ...]

    def __init__(self, first: str, *older: str) -> None:
        ciphers = tuple(AESGCM(_derived(_bytes_of(key), b"legitbot seal")) for key in (first, *older))
        object.__setattr__(self, "_ciphers", ciphers)

    @classmethod
    def read(cls, text: str) -> "Keys":
        """The keys of LEGITBOT_KEY: one, or the new one and older ones with commas between."""
        first, *older = (part.strip() for part in text.split(","))
        return cls(first, *(key for key in older if key))

    def seal(self, plain: bytes, row: str) -> bytes:
        """The ciphertext, which opens for this row only."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._ciphers[0].encrypt(nonce, plain, row.encode())

    def open(self, sealed: bytes, row: str) -> bytes:
        """What was sealed for this row. Raises Unopened."""
        nonce, ciphertext = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        if sealed[:1] == _VERSION and len(nonce) == _NONCE:
            for cipher in self._ciphers:
                try:
                    return cipher.decrypt(nonce, ciphertext, row.encode())
                except InvalidTag:
                    continue
        raise Unopened(row)

    def is_newest(self, sealed: bytes, row: str) -> bool:
        """Whether the first key opens it; else it is to be sealed anew before the older ones can go."""
        try:
            Keys._of(self._ciphers[:1]).open(sealed, row)
        except Unopened:
            return False
        return True

    @classmethod
    def _of(cls, ciphers: tuple[AESGCM, ...]) -> "Keys":
        keys = object.__new__(cls)
        object.__setattr__(keys, "_ciphers", ciphers)
        return keys


@dataclass(frozen=True, slots=True, repr=False)
class Sealer:
    """Seals rows and makes keyed hashes, for one database."""

    keys: Keys
    secret: bytes  # of the database; see new_secret

    def seal(self, plain: bytes, row: str) -> bytes:
        return self.keys.seal(plain, row)

    def open(self, sealed: bytes, row: str) -> bytes:
        return self.keys.open(sealed, row)

    def anew(self, sealed: bytes, row: str) -> bytes | None:
        """Sealed with the newest key; None where it is already, or where no key opens it: that is told when needed."""
        if self.keys.is_newest(sealed, row):
            return None
        try:
            return self.seal(self.open(sealed, row), row)
        except Unopened:
            return None

    def hash(self, what: str, *parts: str) -> str:
        """HMAC-SHA256 in 64 hex digits: the same for the same parts, and telling nothing about them."""
        key = _derived(self.secret, b"legitbot hash " + what.encode())
        # Each part's length stands before it, so that ("ab", "c") and ("a", "bc") differ.
        message = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
        return hmac.new(key, message, hashlib.sha256).hexdigest()


def new_secret() -> bytes:
    """What a new database derives its hashes from."""
    return os.urandom(_KEY)


def key_file(path: Path) -> Keys:
    """The keys in this file, which is made (for its owner only) where it is missing. Raises StoreUnusable."""
    try:
        if not path.exists():
            _write_key(path)
        return Keys.read(path.read_text("ascii").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise StoreUnusable(f"The key file {path} cannot be read or made: see that the bot's user may.") from error


def _write_key(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())  # what is sealed with a lost key is lost
    draft.rename(path)


def _bytes_of(key: str) -> bytes:
    try:
        decoded = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except (binascii.Error, ValueError):
        decoded = b""
    if len(decoded) != _KEY or len(key) != 43:
        raise StoreUnusable('A key has 43 letters, digits, "-" and "_": copy LEGITBOT_KEY again, whole.')
    return decoded


@lru_cache(maxsize=64)  # a tick asks for thousands
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(secret)
