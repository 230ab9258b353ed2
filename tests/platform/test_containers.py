"""docker-compose.yml and what stands beside it, as far as it shows without an engine."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from claims_portal.env import REQUIRED_IN_PRODUCTION

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = {"web", "worker", "beat", "database", "broker", "scanner", "storage", "mail", "nginx"}


@pytest.fixture(scope="module")
def services() -> dict:
    command = [".venv/bin/docker-compose", "--env-file", "docker/example.env", "config", "--format", "json"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)["services"]


def test_every_lasting_service_is_there_with_a_health_check(services):
    lasting = {name: service for name, service in services.items() if service.get("restart") != "no"}

    assert set(lasting) == EXPECTED
    for name, service in lasting.items():
        check = service.get("healthcheck", {})
        assert check.get("test"), f"{name} has no health check"
        assert not check.get("disable"), f"{name} has no health check"


def test_the_portal_gets_every_setting_production_asks_for(services):
    for name in ("web", "worker", "beat", "setup"):
        given = services[name]["environment"]
        assert [setting for setting in REQUIRED_IN_PRODUCTION if not given.get(setting)] == []


def test_the_portal_runs_without_rights_on_a_file_system_it_cannot_write(services):
    for name in ("web", "worker", "beat"):
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
    assert re.search(r"^USER 10001$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_no_secret_stands_in_the_compose_file():
    text = (ROOT / "docker-compose.yml").read_text()
    for line in text.splitlines():
        if re.search(r"(PASSWORD|SECRET|ACCESS_KEY)\w*:", line):
            assert "${" in line, line


def test_the_scanner_takes_more_than_an_upload_may_have_and_tells_what_it_did_not_scan(settings):
    config = (ROOT / "docker" / "clamd.conf").read_text()
    for limit in ("StreamMaxLength", "MaxFileSize", "MaxScanSize"):
        megabytes = int(re.search(rf"^{limit} (\d+)M$", config, re.MULTILINE).group(1))
        assert megabytes * 1024 * 1024 > settings.UPLOAD_LIMIT_BYTES
    assert re.search(r"^AlertExceedsMax yes$", config, re.MULTILINE)


def test_no_lock_names_a_package_source():
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        assert "://" not in (ROOT / lock).read_text()
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not any("resolved" in package for package in packages.values())
