"""Importing documents: an archive or a folder is looked through, shown, and then imported file by file."""
