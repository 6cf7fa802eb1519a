"""What the scaled shape and its page promise, held against the files."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "smsapp/settings.py").read_text()
PAGE = (ROOT / "docs/deployment.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
EXAMPLE = (ROOT / "deploy/env.example").read_text()
OURS = ("web", "migrate")
READ = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', SETTINGS))
#: In compose, but for others than the settings: gunicorn reads it.
NOT_SETTINGS = {"WEB_CONCURRENCY"}


def check_deploy(**variables):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    clean = {"PATH": os.environ["PATH"]}
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=clean | variables, capture_output=True, text=True, check=False
    )


def test_every_variable_that_settings_read_stands_in_the_table_and_no_other():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == READ


def test_compose_gives_our_processes_only_what_settings_read():
    for name in OURS:
        assert set(COMPOSE["services"][name]["environment"]) <= READ | NOT_SETTINGS


def test_every_variable_of_the_example_is_used_by_compose():
    names = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    used = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert names <= used


def test_secrets_have_no_default():
    environment = COMPOSE["services"]["web"]["environment"]
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_every_image_has_its_version():
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in images if not re.search(r":(\$\{\w+:-)?\d", image)] == []


def test_every_service_that_stays_says_whether_it_is_well():
    unsaid = [name for name, service in COMPOSE["services"].items() if "healthcheck" not in service]
    assert unsaid == ["web"]
    assert "HEALTHCHECK" in DOCKERFILE


def test_web_waits_for_the_one_migration():
    services = COMPOSE["services"]
    assert services["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["migrate"]["command"] == ["python", "manage.py", "migrate"]


def test_our_processes_write_to_their_volumes_alone_and_are_nobody_special():
    for name in OURS:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE) == ["smsapp"]


def test_the_deployment_check_has_nothing_to_say_of_what_we_recommend(tmp_path):
    said = check_deploy(SITE_URL="https://sms.example.org", BEHIND_PROXY="yes", DATA_DIR=str(tmp_path))
    assert said.returncode == 0, said.stderr


def test_the_deployment_check_speaks_of_an_installation_without_tls(tmp_path):
    said = check_deploy(SITE_URL="http://sms.example.org", DATA_DIR=str(tmp_path))
    assert said.returncode == 1
    assert "security.W012" in said.stderr


@pytest.mark.parametrize("lock", ["requirements-s3.lock", "requirements-dev.lock"])
def test_all_locks_choose_the_same_versions(lock):
    product, other = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", lock)
    )
    assert product.items() <= other.items()
