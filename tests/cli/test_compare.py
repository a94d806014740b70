"""`tamis compare`: what it reads, what it finds, what it admits."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from classifier import Model, Sample
from cli.main import tamis
from cli.recorded import Recorded, Unreadable, read

NO_NUMBER = "The score of SPAM is no number from 0 to 1."
RUDE = ("Quel idiot, ce maire.", "Sale con, dégage.", "Vous êtes tous des abrutis.")
KIND = ("Merci pour cet article.", "Bonne journée à tous.", "Le tramway arrive enfin.")
ROWS = [{"text": text, "perspective": {"TOXICITY": 0.9, "FLIRTATION": 0.1}} for text in RUDE]
ROWS += [{"text": text, "perspective": {"TOXICITY": 0.1}} for text in KIND]
Database = pytest.mark.usefixtures("database")


def run(lines: list[Any], *options: str) -> Result:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
    return CliRunner().invoke(tamis, ["compare", "-", *options], input=text)


def scores(line: Any) -> dict[str, float] | str:
    [(_, found)] = read([line if isinstance(line, str) else json.dumps(line)])
    return str(found) if isinstance(found, Unreadable) else dict(found.scores)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ({"text": "a", "perspective": {"TOXICITY": 0.8, "INSULT": None}}, {"TOXICITY": 0.8}),
        ({"text": "a", "perspective": {"toxicity": 1}}, {"TOXICITY": 1.0}),
        ({"text": "a", "perspective": 0.25}, {"TOXICITY": 0.25}),
        (
            {
                "comment": {"text": "a"},
                "attributeScores": {"SPAM": {"spanScores": [], "summaryScore": {"value": 0.5}}},
                "languages": ["fr"],
            },
            {"SPAM": 0.5},
        ),
        ({"text": "a", "perspective": {"attributeScores": {"SPAM": {"value": 0}}}}, {"SPAM": 0.0}),
        ({"text": "a"}, "No scores: put them under `perspective`, as {“TOXICITY”: 0.8}."),
        ({"text": "a", "perspective": []}, None),
        ({"text": "a", "perspective": True}, "The score of TOXICITY is no number from 0 to 1."),
        ({"text": "a", "perspective": {"SPAM": "1"}}, NO_NUMBER),
        ({"text": "a", "perspective": {"SPAM": 7}}, NO_NUMBER),
        ({"perspective": {"SPAM": 1}}, "No text: put the comment under `text`."),
        ({"text": 7, "perspective": {"SPAM": 1}}, "No text: put the comment under `text`."),
        ("[]", "Not a JSON object."),
        ("{", "Not JSON."),
        ("[" * 100_000, "Not JSON."),
        ('{"text": "a", "perspective": {"SPAM": NaN}}', NO_NUMBER),
    ],
)  # fmt: skip
def test_lines_are_read_however_a_site_kept_them(line: Any, found: Any) -> None:
    expected = found or "`perspective` is neither scores nor an answer of Perspective's."
    assert scores(line) == expected


def test_the_language_and_a_clean_text_are_read() -> None:
    line = json.dumps({"text": "a\0b", "language": "fr", "perspective": {"SPAM": 1}})
    [(number, found)] = read(["", line], "en")
    assert number == 2 and isinstance(found, Recorded)
    assert found.sample == Sample("ab", language="fr", site_language="en")


def test_the_threshold_found_flags_as_many_as_theirs() -> None:
    result = run(ROWS, "--site-language", "fr")
    assert result.exit_code == 0, result.output
    line = re.findall(r"^\| TOXICITY \|.*$", result.output, re.M)[0]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[2:4] == ["0.8", "3 (50.0%)"] and cells[5] == "1.000"
    assert cells[7:] == ["3", "0", "0", "100.0%"]
    model = Model.load()
    ours = [
        one.values["toxicity"]
        for one in model.score([Sample(row["text"], site_language="fr") for row in ROWS])
    ]
    assert sum(score >= float(cells[6]) for score in ours) == 3
    assert min(ours[:3]) > float(cells[6]) > max(ours[3:])


def test_what_it_cannot_know_is_said() -> None:
    output = run(ROWS).output
    assert "nobody's judgement is in the file" in output
    assert "TOXICITY (3). Their thresholds follow single comments." in output
    assert "does not answer: FLIRTATION (3)." in output


@Database
def test_the_settings_that_it_prints_are_taken() -> None:
    output = run(ROWS, "--threshold", "TOXICITY=0.95").output
    command = re.sub(r"\s*\\\n\s*", " ", output).split("tamis ")[-1].split("\n")[0]
    assert "thresholds.toxicity.flag=2" in command
    CliRunner().invoke(tamis, ["site", "add", "gazette"])
    arguments = command.replace("policy ID", "policy gazette").split()
    result = CliRunner().invoke(tamis, arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["thresholds"]["toxicity"]["flag"] == 2


def test_several_attributes_and_thresholds(tmp_path: Path) -> None:
    rows = [{"text": row["text"], "perspective": {"INSULT": 0.6, "THREAT": 0.2}} for row in ROWS]
    folder = tmp_path / "new"
    result = run(rows, "--threshold", "INSULT=0.5", "--out", str(folder))
    assert "| INSULT | 6 | 0.5 | 6 (100.0%) | unknown | unknown |" in result.output
    assert "| THREAT | 6 | 0.8 | 0 (0.0%) | unknown | unknown | never |" in result.output
    assert (folder / "compare.md").read_text(encoding="utf-8") == result.output
    pictures = sorted(path.name for path in folder.glob("*.svg"))
    assert len(pictures) == 4
    for name in pictures:
        assert f"]({name})" in result.output
        assert ElementTree.parse(folder / name).getroot().findall("{*}polyline")


def test_lines_that_cannot_be_read_are_told_and_counted() -> None:
    result = run([*ROWS, "{", {"text": "a"}])
    assert result.exit_code == 1
    assert "line 7: Not JSON." in result.stderr and "line 8: No scores" in result.stderr
    assert "6 comments were scored" in result.stdout
    assert "2 lines could not be read" in result.stdout
    many = run([*ROWS, *["{"] * 30])
    assert many.stderr.count("Not JSON.") == 20 and "and 10 more lines" in many.stderr


@pytest.mark.parametrize(
    "given", ["TOXICITY", "TOXICITY=x", "TOXICITY=2", "TOXICITY=nan", "FUN=0.5"]
)
def test_a_threshold_that_makes_no_sense_is_refused(given: str) -> None:
    result = run(ROWS, "--threshold", given)
    assert result.exit_code == 1 and "Write --threshold NAME=VALUE" in result.output


def test_nothing_to_compare_is_one_sentence() -> None:
    result = run(["{}"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is nothing to compare" in result.stderr


def test_the_line_on_the_page_is_read() -> None:
    page = Path(__file__).parents[2] / "docs" / "commands.md"
    section = page.read_text(encoding="utf-8").split("## Comparing with Perspective")[1]
    [line] = re.findall(r"^```json\n(.*)\n```", section, re.M)
    assert scores(line) == {"TOXICITY": 0.04, "INSULT": 0.02}
