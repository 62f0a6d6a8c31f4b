"""Combinations that convict on their own, each with a name and a reason.

The callback order of 2021 is the first: every link is genuine, so no single sign is strong, and yet a
brand's name, a foreign sender, a charge and a phone number as the way out leave no honest reading.
"""

from dataclasses import dataclass

from bot.signals.signal import Case

# The sender is not who the mail says: any one of these.
FOREIGN_SENDER = frozenset(
    {
        "brand-from-free-mail",
        "brand-from-elsewhere",
        "brand-spoofed",
        "firm-from-free-mail",
        "lookalike-sender",
        "lookalike-of-known",
        "lookalike-of-supplier",
        "supplier-from-elsewhere",
        "brand-in-sender-domain",
        "brand-as-subdomain",
        "disguised-domain",
        "brand-named-by-stranger",
    }
)
CHARGE = frozenset({"unknown-charge", "order-by-stranger", "said:deny-order"})
LOOKALIKE_LINK = frozenset(
    {
        "lookalike-link",
        "brand-as-subdomain",
        "brand-in-link-host",
        "userinfo-link",
        "disguised-domain",
        "link-text-differs",
    }
)
SECRETS = frozenset(
    {"password-asked", "card-asked", "bank-login-asked", "code-asked", "seed-phrase-asked", "papers-asked"}
)
THREATS = frozenset(
    {
        "account-threat",
        "data-loss-threat",
        "security-scare",
        "mailbox-problem",
        "parcel-held",
        "toll-or-fine",
        "payment-failed",
        "refund-promised",
        "prize-promised",
        "wallet-reward",
        "legal-threat",
    }
)
HIDING = frozenset({"secrecy-asked", "no-calls", "new-number", "favour-opening"})


@dataclass(frozen=True, slots=True)
class Rule:
    """All of these groups must have a sign in the mail; a group is met by any one of its signals.

    "said:deny-order" stands for words that are no signal by themselves: the concept deny-order of words.toml.
    """

    id: str
    scams: tuple[str, ...]  # the ids in scams.toml that it can be: what else is in the mail decides; () is any
    groups: tuple[frozenset[str], ...]
    unless: frozenset[str] = frozenset()  # signals that take the rule's ground away

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*self.groups)

    def convicts(self, fired: frozenset[str], case: Case) -> bool:
        """Whether these signals (ids) and the words of the case meet every group."""
        there = fired | {f"said:{concept}" for concept in case.said}
        return all(group & there for group in self.groups) and not self.unless & there


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


# A bill and a number to call; whose bill it is tells which of the two it is.
CALLBACK = ("fake-order", "fake-renewal")
# What somebody asks for who poses as a colleague.
COLLEAGUE = ("executive-gift-cards", "executive-payment", "payroll-diversion", "code-request")
GENUINE = _one("brand-authenticated", "own-organisation")

RULES: tuple[Rule, ...] = (
    Rule(
        "office-threatens-by-phone",
        ("tax-or-government",),
        (FOREIGN_SENDER, _one("legal-threat"), _one("price-and-phone")),
        GENUINE,
    ),
    Rule("callback-in-any-language", CALLBACK, (FOREIGN_SENDER, _one("price-and-phone")), GENUINE),
    Rule("callback-order", CALLBACK, (FOREIGN_SENDER, CHARGE, _one("call-to-cancel", "call-asked")), GENUINE),
    Rule(
        "callback-by-attachment",
        CALLBACK,
        (
            _one("invoice-with-phone", "invitation-with-phone"),
            CHARGE | FOREIGN_SENDER,
            _one("call-to-cancel", "firm-from-free-mail", "brand-from-free-mail"),
        ),
        GENUINE,
    ),
    Rule("callback-through-a-real-service", ("abused-service", "wallet"), (_one("stranger-in-real-service"),)),
    Rule("stranger-asks-for-secrets", (), (FOREIGN_SENDER, SECRETS, THREATS | LOOKALIKE_LINK), GENUINE),
    Rule(
        "parcel-behind-a-lookalike",
        ("parcel-fee",),
        (LOOKALIKE_LINK, _one("parcel-held"), SECRETS | FOREIGN_SENDER | _one("sign-in-asked", "small-fee-asked")),
        GENUINE,
    ),
    Rule(
        "lookalike-sign-in",
        (),
        (LOOKALIKE_LINK, SECRETS | _one("sign-in-asked"), THREATS | FOREIGN_SENDER),
        GENUINE,
    ),
    Rule(
        "wallet-secrets",
        ("wallet", "recovery"),
        (_one("seed-phrase-asked"), THREATS | FOREIGN_SENDER | _one("wallet-reward", "deadline")),
    ),
    Rule("help-in-gift-cards", ("charity",), (_one("charity-pressure"), _one("gift-cards-asked"))),
    Rule(
        "gift-cards-in-secret",
        (),
        (
            _one("gift-cards-asked"),
            HIDING | FOREIGN_SENDER | _one("colleague-from-outside", "impersonated-person", "reply-to-elsewhere"),
        ),
    ),
    Rule(
        "colleague-wants-money",
        COLLEAGUE,
        (
            _one("colleague-from-outside", "impersonated-person"),
            _one("gift-cards-asked", "transfer-asked", "payroll-changed", "favour-opening", "code-asked"),
        ),
    ),
    Rule(
        "safe-account",
        ("bank-safe-account",),
        (
            _one("safe-account"),
            SECRETS | HIDING | _one("deadline", "security-scare", "courier-collects", "transfer-asked"),
        ),
    ),
    Rule(
        "somebody-comes-for-it",
        ("courier",),
        (
            _one("courier-collects"),
            HIDING | _one("legal-threat", "safe-account", "bank-login-asked", "authority-claimed"),
        ),
        GENUINE,
    ),
    Rule(
        "extortion-in-crypto", ("sextortion",), (_one("extortion"), _one("crypto-asked", "deadline", "transfer-asked"))
    ),
    Rule(
        "fee-before-fortune",
        ("advance-fee",),
        (
            _one("fortune-offered", "prize-promised", "loan-offered", "recovery-offered"),
            _one("advance-fee-asked", "gift-cards-asked"),
        ),
    ),
    Rule(
        "run-this-command",
        ("clickfix", "fake-recruiter"),
        (
            _one("command-to-run"),
            THREATS
            | FOREIGN_SENDER
            | _one("deadline", "sign-in-asked", "bypass-warning", "install-asked", "document-shared"),
        ),
    ),
    Rule(
        "locked-file-from-a-stranger",
        ("malicious-attachment", "thread-hijack"),
        (_one("locked-archive"), _one("thread-stranger", "legal-threat", "install-asked", "deadline")),
    ),
    Rule(
        "page-that-asks-for-a-password",
        ("malicious-attachment",),
        (_one("page-asks-password"), FOREIGN_SENDER | THREATS | SECRETS | _one("sign-in-asked", "deadline")),
    ),
    Rule(
        "salary-to-a-stranger",
        ("payroll-diversion",),
        (_one("payroll-changed"), _one("lookalike-of-known", "lookalike-sender", "no-calls", "secrecy-asked")),
    ),
    Rule(
        "thread-turned-aside",
        ("supplier-bank-change", "payroll-diversion"),
        (_one("reply-to-lookalike"), _one("bank-details-changed", "transfer-asked", "payroll-changed")),
    ),
    Rule(
        "fright-and-a-number",
        ("tech-support",),
        (_one("scare-with-phone"), _one("security-scare", "data-loss-threat"), FOREIGN_SENDER),
        GENUINE,
    ),
    Rule(
        "bank-change-from-a-lookalike",
        ("supplier-bank-change",),
        (
            _one("bank-details-changed"),
            _one("lookalike-of-known", "lookalike-of-supplier", "thread-stranger", "no-calls", "secrecy-asked"),
        ),
    ),
    Rule(
        "helper-wants-the-screen",
        ("fake-help-desk", "tech-support"),
        (_one("remote-access-asked"), FOREIGN_SENDER | HIDING | THREATS),
    ),
)
