"""What to teach next: which tip, when what was taught before is about to be forgotten."""
