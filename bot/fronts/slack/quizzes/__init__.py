"""A person's own quiz in Slack: the boxes with its questions, and how they are doing."""
