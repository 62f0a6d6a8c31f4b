"""Puts the rooms together into a running bot: the only room that knows every room below."""
