"""Search: one table keyed by record, the same words in it on both databases."""
