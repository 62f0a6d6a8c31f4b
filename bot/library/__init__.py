"""Reads `messages/` into typed content."""
