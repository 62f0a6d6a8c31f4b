"""The names that Slack hands back to us about quizzes; see bot.fronts.slack.names."""

# ── Buttons (action_id) ─────────────────────────────────────────────────────────────────────────────────────
QUIZ_OPEN = "legit-quiz-open"  # of the app's page: begins a quiz, or goes on with the open one
QUIZ_DOING = "legit-quiz-doing"  # opens "How I am doing"
QUIZ_AGAIN = "legit-quiz-again"  # in the box with what an answer was worth: shows its question once more
ME, MORE, START = (
    "quiz-me",
    "quiz-more",
    "quiz-start",
)  # behind PRESSED: below an answer, a tip, and where no box opened

# ── Boxes (callback_id) and their fields ────────────────────────────────────────────────────────────────────
QUIZ_ASK_VIEW = "legit-quiz-ask"
QUIZ_TOLD_VIEW = "legit-quiz-told"
QUIZ_AGAIN_VIEW = "legit-quiz-question"
QUIZ_END_VIEW = "legit-quiz-end"
QUIZ_DOING_VIEW = "legit-quiz-doing"
ANSWER, SURE = "quiz-answer", "quiz-sure"  # how the block_id of a field begins
