"""What administrators of a company see and set: its rules, on the app's page and in a box."""
