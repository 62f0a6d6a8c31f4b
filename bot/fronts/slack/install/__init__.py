"""How a workspace installs the bot by itself: a page that says what it may do, Slack's own page, and back again."""
