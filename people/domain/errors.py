"""Why something was not done to an account."""


class AccountError(ValueError):
    """What was asked cannot be done; the message says why and what to do."""


class OwnRightsError(AccountError):
    """Somebody would give themselves a right."""
