"""The WordPress plugin sends Akismet's questions to tamis, and holds what nobody answers."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PLUGIN = HERE.parent.parent / "integrations" / "wordpress" / "tamis"
CHECK = "https://rest.akismet.com/1.1/comment-check"
ARGS = {"body": "api_key=0123456789ab", "headers": {"Host": "rest.akismet.com", "Accept": "*/*"}}
VERDICT = {"response": {"code": 200}, "headers": {"x-akismet-guid": "g"}, "body": "true"}


def php(*args: str, given: str = "") -> str:
    found = shutil.which("php")
    if found is None:
        pytest.skip("php is not installed")
    command = [found, *args]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def redirect(url: str = CHECK, **case: Any) -> dict[str, Any]:
    given = {"address": "https://tamis.example/", "url": url, "args": ARGS} | case
    made: dict[str, Any] = json.loads(
        php(str(HERE / "wordpress.php"), str(PLUGIN), given=json.dumps(given))
    )
    return made


@pytest.mark.parametrize("path", sorted(PLUGIN.rglob("*.php")), ids=lambda path: path.name)
def test_every_file_is_php(path: Path) -> None:
    php("-l", str(path))


def test_it_asks_tamis_without_the_foreign_host_name() -> None:
    made = redirect(answer=VERDICT)
    assert made["asked"]["url"] == "https://tamis.example/1.1/comment-check"
    assert made["asked"]["args"] == {"body": ARGS["body"], "headers": {"Accept": "*/*"}}
    assert made["outcome"] == VERDICT


def test_it_keeps_the_query_and_knows_hosts_that_begin_with_a_key() -> None:
    made = redirect("http://0123456789ab.rest.akismet.com/1.2/key-sites?month=2026-11")
    assert made["asked"]["url"] == "https://tamis.example/1.2/key-sites?month=2026-11"


@pytest.mark.parametrize(
    "case",
    [
        {"url": "https://api.wordpress.org/1.1/comment-check"},
        {"url": "https://evilrest.akismet.com.example/1.1/comment-check"},
        {"address": ""},
    ],
)
def test_it_leaves_all_other_requests_alone(case: dict[str, str]) -> None:
    assert redirect(**case) == {"asked": None, "outcome": False}


@pytest.mark.parametrize(
    "answer",
    [None, {"response": {"code": 502}, "headers": {}}, {"response": {"code": 200}, "headers": {}}],
)
def test_a_check_that_nobody_answers_is_held(answer: dict[str, Any] | None) -> None:
    outcome = redirect(answer=answer)["outcome"]
    assert (outcome["body"], outcome["response"]["code"]) == ("false", 200)
    assert outcome["headers"]["x-akismet-error"] == "1" and outcome["headers"]["x-akismet-guid"]


def test_other_calls_that_nobody_answers_stay_errors() -> None:
    assert redirect("https://rest.akismet.com/1.1/verify-key")["outcome"] == "error"


def test_both_languages_have_every_text_that_is_used() -> None:
    used = set(re.findall(r"tamis_text\( '(\w+)' \)", (PLUGIN / "settings.php").read_text()))
    returned = set(re.findall(r"return '(\w+)';|\? '(\w+)' : '(\w+)'", _settings_tests()))
    used |= {name for names in returned for name in names if name}
    for language in ("en", "fr"):
        text = (PLUGIN / "languages" / f"{language}.php").read_text()
        assert set(re.findall(r"^\t'(\w+)'", text, re.M)) == used


def _settings_tests() -> str:
    return (PLUGIN / "settings.php").read_text().partition("function tamis_test(")[2]


def test_nothing_stays_behind_when_it_is_deleted() -> None:
    kept = set(re.findall(r"register_setting\(\s*'tamis',\s*'(\w+)'", _everything()))
    asked = set(re.findall(r"get_option\( '(tamis_\w+)'", _everything()))
    dropped = set(re.findall(r"delete_option\( '(\w+)' \)", (PLUGIN / "uninstall.php").read_text()))
    assert kept == asked == dropped


def _everything() -> str:
    return "".join(path.read_text() for path in PLUGIN.glob("*.php"))
