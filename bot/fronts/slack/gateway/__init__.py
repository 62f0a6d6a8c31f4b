"""The one door through which everything leaves for Slack: at Slack's pace, and quiet while Slack is away."""
