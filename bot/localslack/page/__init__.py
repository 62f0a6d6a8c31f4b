"""The browser page: Slack as people see it, over the same records that the apps reach through the Web API."""
