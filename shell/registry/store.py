"""Where declarations are filed: open while Django starts, sealed afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.utils.module_loading import autodiscover_modules

from shell.registry.declaration import Declaration


class RegistryError(Exception):
    """A declaration came twice, too late, or was read too early."""


D = TypeVar("D", bound=Declaration)


class Registry:
    """Typed stores of declarations, open while Django starts and sealed afterwards."""

    def __init__(self) -> None:
        self._stores: dict[type, dict[str, Any]] = {}
        self._is_sealed = False

    def add(self, *declarations: Declaration) -> None:
        """File declarations under their store; a second one with the same key raises."""
        if self._is_sealed:
            message = f"{declarations[0].key} was declared after start-up"
            raise RegistryError(message)
        for declaration in declarations:
            self._file(declaration)

    def all(self, store: type[D]) -> list[D]:
        """Every declaration of a type, by weight, then key. Raises before start-up is over."""
        return sorted(self._read(store).values(), key=lambda found: (found.weight, found.key))

    def get(self, store: type[D], key: str) -> D:
        """The declaration of a type with this key; raises KeyError when there is none."""
        found: D = self._read(store)[key]
        return found

    def seal(self) -> None:
        """End registration: from now on declarations are read, not added."""
        self._is_sealed = True

    @contextmanager
    def temporarily(self, *declarations: Declaration) -> Iterator[None]:
        """Add declarations for the length of a test."""
        kept = {store: dict(found) for store, found in self._stores.items()}
        for declaration in declarations:
            self._file(declaration)
        try:
            yield
        finally:
            self._stores = kept

    def _file(self, declaration: Declaration) -> None:
        store = self._stores.setdefault(store_of(declaration), {})
        if declaration.key in store:
            message = f"{type(declaration).__name__} {declaration.key} is declared twice"
            raise RegistryError(message)
        store[declaration.key] = declaration

    def _read(self, store: type) -> dict[str, Any]:
        if not self._is_sealed:
            message = f"{store.__name__} was read before start-up was over"
            raise RegistryError(message)
        return self._stores.get(store, {})


def store_of(declaration: Declaration) -> type:
    """The type a declaration is filed under: its own, or the one its class names as ``store``."""
    store: type = getattr(declaration, "store", type(declaration))
    return store


registry = Registry()


def discover() -> None:
    """Import every room's ``register.py`` once, then seal."""
    autodiscover_modules("register")
    registry.seal()
