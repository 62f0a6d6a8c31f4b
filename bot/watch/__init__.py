"""What an operator sees of the running bot: logs, metrics, health, and never a word of a mail."""
