"""Tips in Slack: sending them, what people press below them, subscribing, and what administrators see."""
