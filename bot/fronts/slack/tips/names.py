"""The names that Slack hands back to us about tips; see bot.fronts.slack.names."""

# ── Below a tip (action_id) ─────────────────────────────────────────────────────────────────────────────────

# ── Subscribing: buttons (action_id), box (callback_id), fields (block_id) ──────────────────────────────────

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
