"""Pages of the roles' room beside those of its kinds."""
