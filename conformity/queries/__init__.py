"""What the pages of the conformity room ask."""
