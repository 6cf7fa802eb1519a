"""What the environment says is what the settings do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
)
SAY = f"import json; from smsapp import settings as s; print(json.dumps({{n: getattr(s, n, None) for n in {NAMES}}}))"
TLS = "https://sms.example.org"


@pytest.fixture
def told(tmp_path):
    def read(**variables):
        clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**clean, "DATA_DIR": str(tmp_path), **variables}
        command = [sys.executable, "-c", SAY]
        said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
        return json.loads(said.stdout)

    return read


def test_a_proxy_is_believed_only_where_one_is_said_to_be(told):
    assert [told()[name] for name in NAMES[:2]] == [None, None]
    assert [told(BEHIND_PROXY="yes")[name] for name in NAMES[:2]] == [1, ["HTTP_X_FORWARDED_PROTO", "https"]]


def test_only_who_asks_for_it_speaks_for_the_whole_domain(told):
    year = 365 * 24 * 60 * 60
    assert [told(SITE_URL=TLS)[name] for name in NAMES[2:]] == [year, False, False]
    asked = told(SITE_URL=TLS, HSTS_SUBDOMAINS="yes", HSTS_PRELOAD="yes")
    assert [asked[name] for name in NAMES[2:]] == [year, True, True]
