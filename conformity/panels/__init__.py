"""What the conformity room shows on the pages of its own records, of clauses, and of all that changes touch."""
