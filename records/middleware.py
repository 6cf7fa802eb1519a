"""What requests tell the trunk."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from records.origin import writing_from


class OriginMiddleware:
    """Events written while a page is answered are marked as coming from the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under the mark."""
        with writing_from("web"):
            return self.get_response(request)
