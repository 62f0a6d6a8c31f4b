"""The names that Slack hands back to us, in one place: what the manifest and the views say, the listeners hear."""

# Shortcuts and the command
CHECK_MESSAGE = "legit-check-message"
CHECK_MAIL = "legit-check-mail"
COMMAND = "/legit"

# Views (callback_id)
PASTE_VIEW = "legit-paste"
SENDER_VIEW = "legit-sender"
SETTINGS_VIEW = "legit-settings"
READING_VIEW = "legit-reading"
ANSWER_VIEW = "legit-answer"
HOME_VIEW = "legit-home"
KEPT_VIEW = "legit-kept"
RULES_VIEW = "legit-rules"
RULES_TOLD_VIEW = "legit-rules-told"

# Buttons (action_id); those of an answer are PRESSED + the button's id
PRESSED = "legit:"
SHOW_ALL = "legit:show-all"
ADD_SENDER = "sender"  # behind PRESSED
REPORT = "report"  # behind PRESSED
ABOUT_ME = "privacy"  # behind PRESSED

# Buttons of the app's page; not behind PRESSED, where one listener hears all there are
PASTE = "legit-open-paste"
SETTINGS = "legit-open-settings"
KEPT = "legit-open-kept"
RULES = "legit-open-rules"
FORGET = "legit-forget-me"  # also in the box that KEPT opens

# Fields of the views (block_id); each holds one element, whose action_id is VALUE
MAIL = "mail"
SENDER = "sender"
FILES = "files"
LANGUAGE = "language"
REGION = "region"
PRIVATE = "private"
VALUE = "value"

AUTOMATIC = "auto"  # of a setting: find out from what Slack knows about the person
