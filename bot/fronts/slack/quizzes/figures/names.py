"""The names that Slack hands back to us about a team's figures; see bot.fronts.slack.names."""

FIGURES = "legit-figures"  # opens the page
FIGURES_PRESSED = "legit-figures:"  # the buttons of the page: this + what each does
SHOW, CSV, MONTHLY = "show", "csv", "monthly"  # the value is the month

FIGURES_VIEW = "legit-figures"
FIGURES_TOLD_VIEW = "legit-figures-told"
MONTHLY_VIEW = "legit-figures-monthly"
MONTHLY_CHANNEL = "figures-channel"  # a field (block_id)
SHARED = "form_shared"  # why nothing is told in a channel, as the words call it
