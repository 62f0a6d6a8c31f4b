"""What cannot be understood is told in one sentence that says what to write."""


class NotUnderstood(Exception):
    """Words that are no schedule. `str()` is a sentence for whoever wrote them, in their language."""

    def __init__(self, sentence: str, problem: str, said: str) -> None:
        super().__init__(sentence)
        self.problem = problem  # a key of [problems] in times.toml
        self.said = said  # the words it is about


class Refused(Exception):
    """The same before it has a sentence: `facts` fill the places of the one that `problem` names."""

    def __init__(self, problem: str, said: str = "", **facts: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.said = said
        self.facts = facts
