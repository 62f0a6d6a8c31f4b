"""The names that Slack hands back to us about a company's own questions; see bot.fronts.slack.names."""

OWN_QUESTION = "own-question"  # behind PRESSED; the value is a talk, and below a report "|" and which mail
OWN_VIEW = "legit-own-question"
OWN_TOLD_VIEW = "legit-own-question-told"

# Of the page, behind the desk's prefix; the value is the question's id, or where the page begins
PAGE, EARLIER, LATER = "questions", "questions-earlier", "questions-later"
SEE, EDIT, DELETE = "question-see", "question-edit", "question-delete"

# Fields (block_id)
KNOW, SENDER, REPLY_TO, SUBJECT, ATTACHED, BODY = "know", "sender", "reply_to", "subject", "attached", "body"
RIGHT, SCAMS, IDEA, LOOKS_WRONG, PREMISE = "right", "scams", "idea", "looks_wrong", "premise"
IF_SCAM, IF_LEGIT = "if_scam", "if_legit"
