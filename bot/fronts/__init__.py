"""Where people meet the bot: each front turns a platform's events into our words, and a `Reply` into its screen."""
