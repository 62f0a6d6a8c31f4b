"""Slack: the ways in, the answers as Block Kit, the manifest."""
