"""How an app comes into a workspace: the page that asks a person, and the code that it gets for a yes."""
