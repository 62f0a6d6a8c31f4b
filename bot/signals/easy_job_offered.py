"""First a little pay for clicks and likes, then a deposit "to unlock better tasks" that never comes back; or
stolen goods to pass on.

Honest firms name themselves, the work and the person you will talk to.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "easy-job-offered")


SIGNAL = Signal(
    id="easy-job-offered",
    title="It offers good pay for very easy work",
    says="It offers good pay for very easy work.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-jobs",
    fires_on={
        "likes": (
            "From: HR Amy <amy@fast-jobs.example>\nSubject: Part-time job\n\n"
            "Earn $300 a day working from home. No experience needed, just simple tasks on your "
            "phone.\n"
        ),
        "clicks": (
            "From: Recruiter <job@task-team.example>\nSubject: Remote job\n\n"
            "We offer a part-time online job: like videos and earn 50-200 EUR per day in "
            "commission.\n"
        ),
    },
    quiet_on={
        "a baker is sought": (
            "From: Bakery <shop@bakery.example>\nSubject: We are looking for you\n\n"
            "We are looking for a baker from September. Please come and talk to Bob in the shop.\n"
        ),
        "a talk about a job": (
            "From: Anna Cole <anna.cole@staffing.example>\nSubject: Engineer in Leeds\n\n"
            "I recruit for Milltown Pumps, who look for an engineer in Leeds, 45,000 a year. "
            "Shall we talk?\n"
        ),
    },
)
