"""What the bot listens to, one file for each way in: acknowledge, call a flow, render."""
