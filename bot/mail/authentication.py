"""Who really sent the mail: what was written about SPF, DKIM, DMARC and ARC, and was it the receiver who did?

Anybody can write an Authentication-Results line into a mail they send. Believed are only those above the
hand-over from outside (`bot.mail.received`); of the rest, those that claim the receiver's name are forged.
Reads RFC 8601, RFC 8617 (ARC), Received-SPF (RFC 7208 9.1) and Microsoft's form, which names no server.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.mail.address import ascii_host
from bot.mail.email import Authentication, AuthResult
from bot.mail.organisation import organisation
from bot.mail.received import hand_over, hop

_LONGEST = 16_000
_MOST_HEADERS = 60
_MOST_RESULTS = 200
_MOST_SIGNATURES = 50
_LONGEST_QUOTE = 200

_RESULTS = frozenset(
    "pass fail softfail none neutral temperror permerror policy hardfail nxdomain discard unknown "
    "bestguesspass error temperr permerr".split()
)
_METHODS = frozenset(
    "spf dkim dmarc arc compauth iprev auth sender-id domainkeys dkim-adsp dkim-atps dnswl smime bimi".split()
)
_PLAIN = "authentication-results"
_ONCE = frozenset({"dmarc", "compauth"})  # a server gives one result of these, so two in one line are a trick
_PROPERTIES = {
    "dkim": ("header.d", "header.i"),
    "domainkeys": ("header.d", "header.from", "header.sender"),
    "spf": ("smtp.mailfrom", "smtp.mail", "envelope-from", "smtp.helo", "helo"),
    "dmarc": ("header.from",),
    "sender-id": ("header.from", "header.sender"),
    "auth": ("smtp.auth", "smtp.mailfrom"),
    "bimi": ("header.d",),
}
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[();]|[^"();]+|.', re.DOTALL)
_PAIR = re.compile(
    r'([A-Za-z][A-Za-z0-9._-]{0,60})(?:/\d{1,3})?\s{0,9}=\s{0,9}((?:"(?:[^"\\]|\\.)*+"|[^\s;"])*+)', re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$")
_SPF = re.compile(r"\s*([A-Za-z]+)\b")
_SPF_DOMAIN = re.compile(r"domain of (?:transitioning )?(\S{1,320}) ")
_SPF_BY = re.compile(r"\s*[A-Za-z]+\s*\(([A-Za-z0-9.-]{1,200}):")
_DOMAIN_TAG = re.compile(r"(?:^|;)\s*d\s*=\s*([^;\s]{1,255})")
_INSTANCE_TAG = re.compile(r"(?:^|;)\s*i\s*=\s*(\d{1,3})")


@dataclass(frozen=True, slots=True)
class _Line:
    """One header line with results."""

    index: int  # its place among the headers
    kind: str  # the header's name in lower case
    by: str
    value: str
    results: tuple[AuthResult, ...]


def authentication(headers: Sequence[tuple[str, str]], trusted_servers: Collection[str] = ()) -> Authentication:
    """What the headers (top to bottom) say about the sender, and what of it can be believed.

    `trusted_servers`: host names, to believe only what these wrote above the hand-over (subdomains included);
    addresses and networks among them ("192.0.2.0/24") are hops of the receiver's own, such as a mail filter.
    Without a Received line from outside nothing is believed: the file was written by hand, or the mail
    never left the house.
    """
    lines = list(_lines(headers))
    names = frozenset(one.lower() for one in trusted_servers if not one.replace(".", "").replace("/", "").isdecimal())
    line_of_entry = hand_over(headers, trusted_servers)
    above = [one for one in lines if line_of_entry is not None and one.index < line_of_entry]
    below = lines[len(above) :]
    known = [_believed(headers, one, names) for one in above]
    trusted = {_said(result) for line in known for result in line.results if result.trusted}
    rest = [result for line in below for result in line.results if _said(result) not in trusted]
    results = [result for line in known for result in line.results] + rest
    forged = () if line_of_entry is None else tuple(_forged(headers, line_of_entry, known, below))
    return Authentication(
        tuple(results[:_MOST_RESULTS]),
        tuple(_domains(headers, "dkim-signature")),
        tuple(_sealers(headers)),
        forged,
    )


def _lines(headers: Sequence[tuple[str, str]]) -> Iterator[_Line]:
    count = 0
    for index, (name, value) in enumerate(headers):
        kind = name.lower()
        if kind not in {_PLAIN, "arc-authentication-results", "received-spf"}:
            continue
        count += 1
        if count > _MOST_HEADERS:
            return
        value = value[:_LONGEST]
        by, results = _spf_line(value) if kind == "received-spf" else results_of(value, arc=kind.startswith("arc"))
        if results:
            yield _Line(index, kind, by, value, results)


def _said(result: AuthResult) -> tuple[str, str, str, str]:
    """What a result claims, and in whose name, to tell repetitions."""
    return organisation(result.by) if result.by else "", result.method, result.result, result.domain


def _believed(headers: Sequence[tuple[str, str]], line: _Line, names: frozenset[str]) -> _Line:
    """The line with its results marked as trusted, where they are the receiver's (or a named server's)."""
    if names and not _is_named(line.by or _next_server(headers, line.index), names):
        return line
    methods = [one.method for one in line.results]
    twice = {one for one in _ONCE if methods.count(one) > 1}
    return replace(line, results=tuple(replace(one, trusted=one.method not in twice) for one in line.results))


def _is_named(host: str, names: frozenset[str]) -> bool:
    return any(host == name or host.endswith("." + name) for name in names)


def _next_server(headers: Sequence[tuple[str, str]], index: int) -> str:
    """The server that wrote a nameless line: the one that received the mail just before."""
    for name, value in headers[index + 1 :]:
        if name.lower() == "received":
            return hop(value).by
    return ""


def _forged(headers: Sequence[tuple[str, str]], entry: int, above: list[_Line], below: list[_Line]) -> Iterator[str]:
    """Lines below the hand-over that speak in the receiver's name although it cannot have written them there.

    Only plain Authentication-Results: ARC sets and Received-SPF stand there honestly. Not named: a repetition
    of what is believed (Gmail's), a line right below the hand-over of a server that writes none above it
    (some write there), and one that an earlier visit to the same house explains.
    """
    received = [(index, hop(value).by) for index, (name, value) in enumerate(headers) if name.lower() == "received"]
    ours = {organisation(by) for index, by in received if index <= entry and _HOST.match(by)}
    ours |= {organisation(line.by) for line in above if line.by}
    earlier = {organisation(by) for index, by in received if index > entry and by}
    first = min((index for index, _ in received if index > entry), default=len(headers))
    writers = {organisation(line.by) for line in above if line.by}
    told = {_said(result) for line in above for result in line.results}
    for line in below:
        house = organisation(line.by) if line.by else ""
        news = [one for one in line.results if one.result == "pass" and _said(one) not in told]
        if not news or house not in ours or house in earlier:
            continue
        if line.kind == _PLAIN and (line.index > first or house in writers):
            yield line.value[:_LONGEST_QUOTE]


def results_of(value: str, arc: bool = False) -> tuple[str, tuple[AuthResult, ...]]:
    """(authserv-id, results) of an Authentication-Results value; the id is "" where it names none."""
    segments = _segments(value)
    if arc and segments and re.match(r"\s*i\s*=", segments[0]):
        segments = segments[1:]
    by = ""
    head = segments[0].split(None, 1) if segments else []
    if head and "=" not in head[0] and not (len(head) > 1 and head[1].startswith("=")):
        by = ascii_host(head[0].strip('"').lower())
        segments[0] = head[1] if len(head) > 1 else ""
    found: list[tuple[str, str, str, dict[str, str]]] = []
    for segment in segments:
        for pair in _PAIR.finditer(segment):
            key, text = pair.group(1).lower(), pair.group(2)
            if key in _METHODS and text.strip('"').lower() in _RESULTS:
                found.append((key, text.strip('"').lower(), pair.group().strip(), {}))
            elif found:
                found[-1][3].setdefault(key, text)
        if len(found) >= _MOST_RESULTS:
            break
    return by, tuple(
        AuthResult(method, result, _domain(method, given), by, quote=quote[:_LONGEST_QUOTE])
        for method, result, quote, given in found
    )


def _segments(value: str) -> list[str]:
    """The value without its comments, cut at semicolons that stand in no quotes.

    Quotes protect inside comments too: Google repeats the envelope address there, which the sender chose.
    """
    segments: list[list[str]] = [[]]
    depth = 0
    for token in _TOKEN.findall(value):
        if token == "(":
            depth += 1
        elif token == ")":
            depth = max(depth - 1, 0)
            segments[-1].append(" ")
        elif depth:
            continue
        elif token == ";":
            segments.append([])
        else:
            segments[-1].append(token)
    return ["".join(one) for one in segments]


def _domain(method: str, given: dict[str, str]) -> str:
    for name in _PROPERTIES.get(method, ()):
        host = _host(given.get(name, ""))
        if host:
            return host
    return ""


def _host(value: str) -> str:
    """The domain of `ann@firm.example`, `@firm.example`, `<...>` or a quoted form; "" for what is none."""
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        value = _ESCAPED.sub(r"\1", value[1:-1])
    host = ascii_host(value.strip(" <>,").rpartition("@")[2])
    return host if _HOST.match(host) and host not in {"none", "unknown"} else ""


def _spf_line(value: str) -> tuple[str, tuple[AuthResult, ...]]:
    """(receiver, result) of a Received-SPF value."""
    said = _SPF.match(value)
    if not said or said.group(1).lower() not in _RESULTS:
        return "", ()
    given: dict[str, str] = {}
    for segment in _segments(value):
        for pair in _PAIR.finditer(segment):
            given.setdefault(pair.group(1).lower(), pair.group(2))
    named = _SPF_DOMAIN.search(value)
    domain = _domain("spf", {"envelope-from": given.get("envelope-from", "")})
    if not domain and named and '"' not in named.group(1):
        domain = _host(named.group(1))
    server = _SPF_BY.match(value)
    by = _host(given.get("receiver", "")) or (_host(server.group(1)) if server else "")
    result = AuthResult("spf", said.group(1).lower(), domain, by, quote=f"{said.group(1)}")
    return by, (result,)


def _domains(headers: Sequence[tuple[str, str]], wanted: str) -> list[str]:
    """The d= of every signature, each once, top to bottom."""
    found: dict[str, None] = {}
    for name, value in headers:
        if name.lower() == wanted and len(found) < _MOST_SIGNATURES:
            tag = _DOMAIN_TAG.search(value[:_LONGEST])
            host = _host(tag.group(1)) if tag else ""
            if host:
                found[host] = None
    return list(found)


def _sealers(headers: Sequence[tuple[str, str]]) -> list[str]:
    found: list[tuple[int, str]] = []
    for name, value in headers:
        if name.lower() == "arc-seal" and len(found) < _MOST_SIGNATURES:
            domain, instance = _DOMAIN_TAG.search(value[:_LONGEST]), _INSTANCE_TAG.search(value[:_LONGEST])
            if domain:
                found.append((int(instance.group(1)) if instance else 0, _host(domain.group(1))))
    return [host for _, host in sorted(found) if host]
