"""STORAGE_URL: what it says, what it refuses, and a file that goes to a bucket and comes back."""

import hashlib

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import override_settings
from moto.server import ThreadedMotoServer

from records.domain.files import store
from smsapp.storages import storage_from


@pytest.fixture
def bucket_address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="s/ecret",
        region_name="eu-north-1",
    )
    client.create_bucket(Bucket="sms", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    client.close()
    yield f"s3+http://key:s%2Fecret@{host}:{port}/sms?region=eu-north-1"
    server.stop()


def test_a_folder_is_named_by_its_path():
    assert storage_from("file:///srv/sms%20files") == {
        "BACKEND": "smsapp.folder.Folder",
        "OPTIONS": {"location": "/srv/sms files"},
    }


def test_a_bucket_is_named_with_host_key_secret_and_region():
    assert storage_from("s3://key:s%2Fecret@files.example:9000/sms?region=eu-north-1") == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "sms",
            "region_name": "eu-north-1",
            "addressing_style": "path",
            "endpoint_url": "https://files.example:9000",
            "access_key": "key",
            "secret_key": "s/ecret",
        },
    }


def test_without_host_and_key_the_bucket_is_that_of_the_machines_own_role():
    assert storage_from("s3:///sms")["OPTIONS"] == {
        "bucket_name": "sms",
        "region_name": None,
        "addressing_style": "path",
    }


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/srv/files",
        "file://srv/files",
        "file:///",
        "ftp://host/files",
        "s3://key:hidden@host",
        "s3://key:hidden@host/",
        "s3://key:hidden@host/bucket/folder",
        "s3://key:hidden@host/bucket?regoin=x",
        "s3://key:hidden@host/bucket?region",
        "file:///srv/files?region=x",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_its_secret(address):
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL is not of the form ") as refusal:
        storage_from(address)
    assert "hidden" not in str(refusal.value)


def test_a_file_goes_to_a_bucket_once_and_comes_back(db, bucket_address):
    content = b"%PDF-1.7 " + bytes(range(256)) * 4096
    with override_settings(STORAGES={**storages.backends, "default": storage_from(bucket_address)}):
        blob = store(content, "application/pdf")
        assert store(content, "application/pdf") == blob
        bucket = storages["default"]
        with bucket.open(blob.path) as file:
            assert hashlib.sha256(file.read()).hexdigest() == blob.sha256
        assert bucket.save(blob.path, ContentFile(content)) == blob.path
        assert [item.key for item in bucket.bucket.objects.all()] == [blob.path]
        bucket.connection.meta.client.close()
