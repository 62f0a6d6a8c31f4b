"""What can happen in a Slack, whoever does it: each changes the records and tells the apps that may know."""
