"""How events, interactions and commands reach an app: by socket or to its request URL, with Slack's retries."""
