"""What there is in a Slack: workspaces, people, channels, messages, files, apps and views, as plain records."""
