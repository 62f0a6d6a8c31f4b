"""A company's own questions: made of a mail in Slack, looked at, changed and deleted by its administrators."""
