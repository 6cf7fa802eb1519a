"""Where files are kept, said by one address: a folder, or a bucket of any service that speaks S3."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Scheme of the address to scheme of the service; the second is for a service inside one's own network.
S3_SCHEMES = {"s3": "https", "s3+http": "http"}
FORMS = "file:///folder or s3://key:secret@host:port/bucket?region=name"


def storage_from(url: str) -> dict[str, Any]:
    """The entry of STORAGES for an address; raises ImproperlyConfigured for what is not one."""
    try:
        address = urlsplit(url)
        query = {
            name: values[-1] for name, values in parse_qs(address.query, strict_parsing=bool(address.query)).items()
        }
        if address.scheme in S3_SCHEMES:
            return _bucket(address, **query)
        return _folder(address, **query)
    except (TypeError, ValueError) as error:
        # The address holds a secret: it is not repeated here.
        message = f"STORAGE_URL is not of the form {FORMS}"
        raise ImproperlyConfigured(message) from error


def _folder(address: SplitResult) -> dict[str, Any]:
    if address.scheme != "file" or address.netloc or address.path in {"", "/"}:
        raise ValueError(address.scheme)
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": unquote(address.path)},
    }


def _bucket(address: SplitResult, *, region: str | None = None) -> dict[str, Any]:
    bucket = address.path.strip("/")
    if not bucket or "/" in bucket:
        raise ValueError(bucket)
    if find_spec("storages") is None:
        message = "STORAGE_URL names a bucket: install what speaks S3 from requirements-s3.lock (docs/deployment.md)"
        raise ImproperlyConfigured(message)
    options = {"bucket_name": bucket, "region_name": region, "addressing_style": "path"}
    if address.hostname:
        host = address.netloc.rpartition("@")[2]
        options["endpoint_url"] = f"{S3_SCHEMES[address.scheme]}://{host}"
    if address.username:
        options["access_key"] = unquote(address.username)
        options["secret_key"] = unquote(address.password or "")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
