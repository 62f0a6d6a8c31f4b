"""How a team is doing, in Slack: a page for administrators, a table, and a monthly message in a channel."""
