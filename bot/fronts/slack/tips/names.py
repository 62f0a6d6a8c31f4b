"""The names that Slack hands back to us about tips; see bot.fronts.slack.names."""

# ── Below a tip (action_id) ─────────────────────────────────────────────────────────────────────────────────
GOT, TEST, MORE, FEWER = "tip-got", "tip-test", "tip-more", "tip-fewer"  # behind PRESSED; the value is the tip's id
PREVIEW = "preview:"  # before the id of a tip that an administrator looks at first: a press below it does not count
ANSWER = "tip-answer-"  # behind PRESSED, before an option's id; the value: tip, question, and the tip's message
TIP_STOP, TIP_UNDO = "tip-stop", "tip-undo"  # behind PRESSED, below what "Fewer" answers; the value: what it changed

# ── Subscribing: buttons (action_id), box (callback_id), fields (block_id) ──────────────────────────────────
TIPS_GET = "legit-tips-get"  # opens the box
TIPS_MENU = "legit-tips-menu"  # of one subscription; the value of a choice is a Deed, its id, and the slot it is about
TIPS_MORE = "legit-tips-more"  # in the box: show all of its fields
TIPS_WHOSE = "legit-tips-whose"  # in the box: for me, or for a channel
TIPS_HERE, TIPS_MINE = "tips-here", "tips-mine"  # behind PRESSED: whom `/legit tips every Tuesday` in a channel is for

TIPS_VIEW = "legit-tips"
TIPS_LIST_VIEW = "legit-tips-list"
TIPS_PAUSE_VIEW = "legit-tips-pause"
TIPS_TOLD_VIEW = "legit-tips-told"

WHOSE, WHERE, WHEN, ZONE = "tips-whose", "tips-where", "tips-when", "tips-zone"
WHAT = "tips-what"
TIP_LANGUAGE, TOPICS, AUDIENCE, COUNTRY = "tips-language", "tips-topics", "tips-audience", "tips-country"
QUIET_FROM, QUIET_UNTIL = "tips-quiet-from", "tips-quiet-until"
HOW_LONG, UNTIL = "tips-how-long", "tips-until"

# ── What administrators see ─────────────────────────────────────────────────────────────────────────────────
DESK = "legit-open-tips-desk"  # the button of the app's page
DESK_PRESSED = "legit-desk:"  # the buttons of the desk's pages: this + what each does (action_id)
DESK_VIEW = "legit-desk"
DESK_SEND_VIEW = "legit-desk-send"
DESK_OWN_VIEW = "legit-desk-own"
DESK_TOLD_VIEW = "legit-desk-told"
DESK_TIP, DESK_CHANNELS = "tip", "channels"  # fields (block_id)
DESK_TITLE, DESK_TEXT, DESK_MORE = "title", "text", "more"  # fields
DESK_TOPIC, DESK_SCAMS, DESK_AUDIENCE = "topic", "scams", "audience"  # fields
ROUND_WARN, ROUND_NO = "round-warn", "round-no"  # behind PRESSED, below "this is going round"
