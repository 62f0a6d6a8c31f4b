"""The shapes that a mail is read into.

Everything after reading works on these frozen values; nothing else of a mail leaves `bot.mail`.
Every string here was written by a stranger: only a renderer may turn one into output.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.mail.address import host_of
from bot.mail.organisation import organisation


class Source(StrEnum):
    """How the mail reached us, which decides whether its headers can be believed."""

    RAW = "raw"  # an uploaded original (.eml, .msg): headers as the receiving server left them
    PASTED_SOURCE = "pasted-source"  # "show original", copied and pasted: complete, but anybody can edit it
    PASTED = "pasted"  # text copied from a mail client, with or without From/Subject/Date lines
    SLACK = "slack"  # Slack's email file object: four headers and a text
    HTML = "html"  # a web page or an HTML body alone


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header, RFC 5322 3.4: the name that is shown, and where it really is."""

    name: str
    address: str  # local@domain in lower case, the domain in ASCII (IDNA); "" when there was none

    @property
    def local(self) -> str:
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def organisation(self) -> str:
        """The registrable domain (eTLD+1), or "" when there is no address."""
        return organisation(self.domain) if self.domain else ""

    @property
    def written(self) -> str:
        """The mailbox as a mail client shows it: `Name <address>`."""
        if self.name and self.address:
            return f"{self.name} <{self.address}>"
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Link:
    """A link, in three layers: what is shown, what is written, where it goes."""

    shown: str  # the text (or alt text) that a person sees; "" for a bare picture
    written: str  # the href as it stands in the mail
    target: str  # the address behind rewriting and redirecting services, decoded offline
    where: str = "body"  # "body", "hidden", "attachment:NAME", "qr:NAME"
    wrapped_by: tuple[str, ...] = ()  # services peeled off, outermost first: "safelinks", "google", ...
    picture: bool = False  # the link is an image (a button drawn as a picture, or a logo)

    @property
    def host(self) -> str:
        """The host of the real target in lower-case ASCII, or "" (mailto:, data:, javascript: ...)."""
        return host_of(self.target)

    @property
    def organisation(self) -> str:
        host = self.host
        return organisation(host) if host else ""


@dataclass(frozen=True, slots=True)
class Form:
    """A `<form>`: where it sends, and the names and types of what it asks for."""

    action: str
    fields: tuple[str, ...] = ()  # "password:pw", "text:email": type, colon, name
    where: str = "body"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number, however it was written."""

    quote: str  # as it stands in the mail
    number: str  # E.164 where a region is known (+18035550142), else the bare digits
    where: str = "body"
    start: int = 0  # character offsets of the quote in the passage it stands in
    end: int = 0


@dataclass(frozen=True, slots=True)
class AuthResult:
    """One result of one method, RFC 8601 2.7, and who says so."""

    method: str  # "spf", "dkim", "dmarc", "arc", "compauth", "iprev", ...
    result: str  # "pass", "fail", "softfail", "none", "neutral", "temperror", "permerror", "bestguesspass"
    domain: str = ""  # what was checked: header.d / header.i for dkim, smtp.mailfrom for spf, header.from for dmarc
    by: str = ""  # authserv-id; "" where the header names none (Microsoft's)
    trusted: bool = False  # written by the receiver, above the hand-over from outside
    quote: str = ""  # the piece of the header that says so: "dmarc=fail"


_FAILURES = (
    ("dmarc", frozenset({"fail"})),
    ("compauth", frozenset({"fail"})),
    ("spf", frozenset({"fail", "softfail"})),
    ("dkim", frozenset({"fail"})),
)


@dataclass(frozen=True, slots=True)
class Authentication:
    """What is known of who really sent the mail."""

    results: tuple[AuthResult, ...] = ()
    dkim_domains: tuple[str, ...] = ()  # the d= of every DKIM-Signature, verified or not
    arc_sealers: tuple[str, ...] = ()  # the d= of every ARC-Seal, lowest instance first
    forged: tuple[str, ...] = ()  # results that stand below the hand-over and claim the receiver's name

    def aligned_pass(self, domain: str) -> AuthResult | None:
        """The trusted result that proves the mail comes from this From domain's organisation, if any.

        DMARC pass for it, or a DKIM or SPF pass in relaxed alignment (RFC 7489 3.1).
        """
        wanted = organisation(domain) if domain else ""
        for method in ("dmarc", "dkim", "spf"):
            for one in self.results:
                passed = one.trusted and one.method == method and one.result == "pass" and one.domain
                if passed and organisation(one.domain) == wanted:
                    return one
        return None

    def failure(self) -> AuthResult | None:
        """The result by which the sender's address is false: a failed DMARC, else a failed SPF or DKIM that no pass
        makes up for. Where the receiver wrote results, only those count: a forged pass hides no real failure.
        """
        trusted = tuple(one for one in self.results if one.trusted)
        believed = trusted or self.results
        if any(one.method == "dmarc" and one.result == "pass" for one in believed):
            return None
        for method, bad in _FAILURES:
            said = [one for one in believed if one.method == method]
            failed = next((one for one in said if one.result in bad), None)
            if failed and not any(one.result == "pass" for one in said):
                return failed
        return None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in the mail, by what it contains rather than by what it is called."""

    name: str
    declared: str  # the Content-Type it came with
    real: str  # by content: see `bot.mail.attachments.kind`
    size: int  # bytes
    inline: bool = False  # a picture that the HTML shows, not a file to open
    text: str = ""  # what a person reads in it (PDF, calendar, HTML, SVG, text)
    hidden_text: str = ""
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    names: tuple[str, ...] = ()  # files inside an archive, from its directory
    encrypted: bool = False  # an archive, PDF or Office file that wants a password
    macros: bool = False  # an Office file with VBA or Excel 4 macros
    scripts: bool = False  # HTML, SVG or PDF that runs a script by itself
    codes: tuple[str, ...] = ()  # what its QR codes hold
    width: int = 0  # of a picture, in pixels
    height: int = 0


TOO_HEAVY = "too heavy"  # why something was not read: it cost too much time or memory


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was in the mail and could not be read. It is told to the person, never silent."""

    part: str  # "attachment", "text", "headers", "nested mail", "links", "signal"
    name: str = ""  # which one
    # "too large", "too deep", "too many", "encrypted", "damaged", "not supported", TOO_HEAVY, "needs ..."
    why: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """A mail as a person and a mail server would see it."""

    source: Source
    sender: Mailbox | None = None  # From; None when the input did not tell
    subject: str = ""
    text: str = ""  # what a person sees, in reading order, with the mail's own characters
    hidden_text: str = ""  # what is there and cannot be seen
    preview: str = ""  # the line that an inbox shows beside the subject, put into the mail unseen
    quoted: str = ""  # the older thread below a reply, as far as it can be told apart
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()  # To and Cc
    return_path: Mailbox | None = None
    date: datetime | None = None
    links: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    phones: tuple[Phone, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    authentication: Authentication = Authentication()
    forwarded: bool = False
    forwarded_by: Mailbox | None = None
    comment: str = ""  # what the forwarder wrote above the forward
    wrapper: "Email | None" = None  # the mail around it, as it came, when this is the mail inside a forward
    headers: tuple[tuple[str, str], ...] = ()  # decoded (name, value), top to bottom; () for pasted text
    has_html: bool = False
    has_text_part: bool = False  # a text/plain part beside the HTML
    pictures: int = 0  # <img> shown in the HTML, tracking pixels left out
    defects: tuple[str, ...] = ()  # what is wrong with the mail's form, in a word or two each
    unread: tuple[Unread, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of readable text and where it stands."""

    where: str  # "subject", "body", "preview", "attachment:NAME", "quoted"
    text: str


def passages(email: Email) -> tuple[Passage, ...]:
    """All text of the mail that a person could read, subject first. Hidden text is not among it."""
    found = [Passage("subject", email.subject), Passage("body", email.text), Passage("preview", email.preview)]
    found += [Passage(f"attachment:{one.name}", one.text) for one in email.attachments if one.text]
    if email.quoted:
        found.append(Passage("quoted", email.quoted))
    return tuple(one for one in found if one.text.strip())
