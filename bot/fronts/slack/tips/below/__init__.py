"""What people press below a tip, and what that answers: thanks, more, a question, fewer."""
