"""The verbs that write: what becomes public passes through here, in one transaction."""
