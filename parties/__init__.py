"""Every other organisation and its contacts, one record each, whatever they are to us."""
