"""The JSON objects that Slack sends, field for field."""
