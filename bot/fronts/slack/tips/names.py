"""The names that Slack hands back to us about tips; see bot.fronts.slack.names."""

# ── Below a tip (action_id) ─────────────────────────────────────────────────────────────────────────────────

# ── Subscribing: buttons (action_id), box (callback_id), fields (block_id) ──────────────────────────────────

# ── What administrators see ─────────────────────────────────────────────────────────────────────────────────
