"""Why something was not done to an account."""


class AccountError(ValueError):
    """What was asked cannot be done; the message says why and what to do."""


class ChangedMeanwhileError(AccountError):
    """Somebody else changed the same; ``found`` says what stands there now, by field."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(", ".join(found))
        self.found = found


class OwnRightsError(AccountError):
    """Somebody would give themselves a right."""
