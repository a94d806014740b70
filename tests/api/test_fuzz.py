"""Requests made at random from the published document never find a 500 or a lie in it."""

from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, Case

from moderation import moderators
from moderation.moderators import Person
from tests.api.conftest import Client

THOROUGH = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_request_made_from_the_document_breaks_it(
    app: Flask, client: Client, camille: Person
) -> None:
    token = {"Authorization": f"Bearer {moderators.issue_token(camille.moderator.email)}"}
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    for found in schema.get_all_operations():
        operation = found.ok()
        moderates = any(word in operation.path for word in ("decision", "queue", "lease"))
        _checker(operation, token if moderates else client.headers)()


def _checker(operation: APIOperation, headers: dict[str, str]) -> Callable[[], None]:
    @THOROUGH
    @given(case=operation.as_strategy())
    def check(case: Case) -> None:
        case.call_and_validate(headers=headers)

    return check
