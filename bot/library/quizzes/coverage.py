"""Do the questions together teach each idea and each kind of scam, from both sides, and each only once?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from bot.library.ideas import FILE, Idea
from bot.library.mistake import Mistake
from bot.library.quizzes.mails import QuizMail
from bot.library.quizzes.question import LEGIT, SCAM, Kind, Question
from bot.library.topics import FILE as TOPICS
from bot.library.topics import Topic

FEWEST_OF_AN_IDEA = 3  # what was missed comes back in other words, and then once more
FEWEST_OF_A_SCAM = 2
FEWEST_MAILS = 20  # below, a share says nothing
HALF = (0.45, 0.55)  # of the mails to judge: the share of genuine ones
_ALIKE = 80  # of 100: the same mail with another name in it
_FOLDER = "en/quizzes"


def question_coverage(
    questions: Sequence[Question], ideas: Mapping[str, Idea], topics: Sequence[Topic]
) -> Iterator[Mistake]:
    """What our own questions, in English, do not teach often enough, and what they ask twice."""
    asked = Counter(one.idea for one in questions)
    for id in ideas:
        if (count := asked[id]) < FEWEST_OF_AN_IDEA:
            yield Mistake(
                FILE, id, f"write at least {FEWEST_OF_AN_IDEA} questions with this idea in {_FOLDER}; it has {count}"
            )
    about = Counter(scam for one in questions for scam in one.scams)
    for topic in topics:
        if all(idea.topic != topic.id for idea in ideas.values()):
            yield Mistake(FILE, "-", f"no idea has the topic {topic.id!r}; add one")
        for scam in topic.scams:
            if (count := about[scam]) < FEWEST_OF_A_SCAM:
                write = f"write at least {FEWEST_OF_A_SCAM} questions about this kind of scam in {_FOLDER}; it has"
                yield Mistake(TOPICS, f"{topic.id}.{scam}", f"{write} {count}")
    anchors = Counter(one.right for one in questions if one.anchor)
    if anchors[SCAM] != anchors[LEGIT]:
        have = f"these are {anchors[SCAM]} and {anchors[LEGIT]}"
        yield Mistake(_FOLDER, "anchor", f"mark as many scams as genuine mails with anchor = true; {have}")
    yield from _twice(questions)


def question_notices(
    questions: Sequence[Question], ideas: Mapping[str, Idea], topics: Sequence[Topic]
) -> Iterator[Mistake]:
    """Ideas of which people only ever see one side, and so learn to doubt everything, or nothing."""
    has_scams = {topic.id for topic in topics if topic.scams}
    for idea in ideas.values():
        asked = [one for one in questions if one.idea == idea.id]
        if not asked or any(one.kind is Kind.WHICH for one in asked):
            continue  # of two mails, one is of either side
        write = "all questions with this idea are"
        if all(not one.genuine for one in asked):
            yield Mistake(FILE, idea.id, f"{write} about scams; add a genuine one (scams = [])")
        if all(one.genuine for one in asked) and idea.topic in has_scams:
            yield Mistake(FILE, idea.id, f"{write} genuine; add one about a scam")
    judged = Counter(one.right for one in questions if one.kind is Kind.JUDGE)
    share = judged[LEGIT] / max(judged.total(), 1)
    if judged.total() >= FEWEST_MAILS and not HALF[0] <= share <= HALF[1]:
        yield Mistake(_FOLDER, "right", f"{share:.0%} of the mails to judge are genuine; make it about half")


def _twice(questions: Sequence[Question]) -> Iterator[Mistake]:
    """Nearly the same mail, or without a mail nearly the same situation, in two questions."""
    told = [(one, one.text) for one in questions if not one.mails]
    shown = [(one, _words(mail)) for one in questions for mail in one.mails]
    for texts in (told, shown):
        for (one, text), (other, its) in combinations(texts, 2):
            if one.id != other.id and fuzz.ratio(text, its, score_cutoff=_ALIKE):
                write = f"{_FOLDER}/{one.id}.md asks nearly the same; write something new"
                yield Mistake(f"{_FOLDER}/{other.id}.md", "text", write)


def _words(mail: QuizMail) -> str:
    """What its reader reads first: two that differ only in where they lead are the same story."""
    return "\n".join((mail.subject, *("".join(piece.text for piece in line) for line in mail.body)))
