"""The tests. A test name is a sentence that says what would be lost if it failed."""
