"""Setting tips up, for oneself or for a channel: the boxes, `/legit tips`, and the list of what is there."""
