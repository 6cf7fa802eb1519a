"""The documentation managers' room: documents, their versions, who approves and who reads them."""
