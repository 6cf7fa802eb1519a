"""Paper: PDFs in the print language of the house, made in jobs (docs/architecture.md)."""

from shell.paper.document import Enclosure, render

__all__ = ["Enclosure", "render"]
