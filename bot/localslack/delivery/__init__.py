"""How events, interactions and commands reach an app: through its sockets or to its request URL, with Slack's retries."""
