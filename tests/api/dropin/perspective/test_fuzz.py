"""Whatever a body holds, it is answered in Google's shape and never by an error of ours."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.dropin.perspective.attributes import KNOWN, SUPPORTED

NAMES = st.sampled_from(
    [
        "comment", "text", "type", "context", "entries", "articleAndParentComment", "article",
        "parent_comment", "requestedAttributes", "attributeScores", "summaryScore", "spanScores",
        "begin", "end", "score", "value", "scoreThreshold", "languages", "spanAnnotations",
        "doNotStore", "clientToken", "communityId", *sorted(KNOWN)[:4],
    ]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["fr", "PLAIN_TEXT", "\ud800", "\0", "Quel idiot. 😀", ""])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
THRESHOLDS = st.fixed_dictionaries({}, optional={"scoreThreshold": st.floats(0, 1)})
WANTED = st.dictionaries(st.sampled_from(sorted(SUPPORTED)), THRESHOLDS, min_size=1, max_size=4)
SUMMARY = st.fixed_dictionaries({"summaryScore": st.fixed_dictionaries({"value": st.floats(0, 1)})})
GOOD: dict[str, st.SearchStrategy[Any]] = {
    "comment": st.fixed_dictionaries({"text": st.text(min_size=1, max_size=80)}),
    "requestedAttributes": WANTED,
    "attributeScores": st.dictionaries(st.sampled_from(sorted(KNOWN)), SUMMARY, min_size=1),
    "languages": st.lists(st.sampled_from(["fr", "en", "th"]), max_size=2),
    "spanAnnotations": st.booleans(),
    "clientToken": st.text(max_size=20),
    "context": st.just({}),
}
OFTEN = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("call", ["analyze", "suggestscore"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_body_breaks_a_call(app: Flask, perspective_key: str, call: str) -> None:
    client = app.test_client()
    others = (
        {"attributeScores"} if call == "analyze" else {"requestedAttributes", "spanAnnotations"}
    )
    good = {name: one for name, one in GOOD.items() if name not in others}
    # One field in a good body may be anything at all, or all of it.
    spoiled = [good | {name: ANYTHING} for name in good]
    bodies = [st.fixed_dictionaries(fields) for fields in (good, good, *spoiled)]
    seen: set[int] = set()

    @OFTEN
    @given(body=st.one_of(*bodies, ANYTHING))
    def check(body: Any) -> None:
        url = f"/v1alpha1/comments:{call}?key={perspective_key}"
        answer = client.post(url, data=json.dumps(body))
        assert answer.status_code in (200, 400), answer.text
        seen.add(answer.status_code)
        if answer.status_code == 400:
            assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
            assert answer.json["error"]["message"]

    check()
    assert seen == {200, 400}
