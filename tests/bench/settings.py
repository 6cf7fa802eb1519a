"""Settings of the measuring: those of the suite, with the floor's plain table."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, REDIS_URL

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin", "tests.bench"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
ROOT_URLCONF = "tests.bench.urls"
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "admin.E408", "admin.E403", "admin.E409", "admin.E410"]
#: Pages are measured without Redis; jobs also with it.
CELERY_BROKER_URL = REDIS_URL or os.environ.get("CI_REDIS_URL", "")
