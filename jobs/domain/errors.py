"""How a job says that it could not be done."""


class JobError(Exception):
    """A job cannot be done, and trying again would not help; the message is for whoever asked."""


class NotYetError(Exception):
    """What the job needs does not answer now, such as a mail server: it is tried again."""
