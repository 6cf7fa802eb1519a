"""Settings of the suite: those of an installation, with a database and files of its own."""

import atexit
import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from smsapp.settings import *  # noqa: F403
from smsapp.settings import DATABASES, INSTALLED_APPS, REDIS_URL, STORAGES

HOLD = Path(mkdtemp(prefix="smsapp-tests-"))
atexit.register(rmtree, HOLD, ignore_errors=True)
#: A process beside a test keeps files where the test does.
BLOBS = os.environ.get("TESTS_BLOBS") or str(HOLD / "blobs")
SECRET_KEY = "for the suite alone"  # noqa: S105
INSTALLED_APPS = [*INSTALLED_APPS, "tests.database", "tests.jobkinds"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "smsapp.folder.Folder", "OPTIONS": {"location": BLOBS}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = HOLD / "static"
STATIC_ROOT.mkdir()
if REDIS_URL:
    # A cache and a broker for each process of the suite: one empties it while the other's test still counts queries.
    host, _, number = REDIS_URL.rpartition("/")
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    REDIS_URL = CELERY_BROKER_URL = CACHES["default"]["LOCATION"] = f"{host}/{int(number) + worker}"  # noqa: F405
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, so that the browser tests' server and the test see one database from two threads.
    DATABASES["default"]["TEST"] = {"NAME": str(HOLD / "test.sqlite3")}
