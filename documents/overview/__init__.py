"""What the register shows: how each required item stands, and figures of all documents."""
