"""Blueprints whose decorators read like the contract: what goes in, what comes out."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from api import problems
from api.body import StrictParser
from api.outputs import Problem

View = TypeVar("View", bound=Callable[..., Any])


class Contract(Blueprint):
    """A blueprint that parses strictly and documents its errors by status."""

    ARGUMENTS_PARSER = StrictParser()

    def errors(self, *statuses: int) -> Callable[[View], View]:
        """Say which errors an operation can answer with."""

        def decorate(view: View) -> View:
            for status in statuses:
                view = self.alt_response(status, HTTPStatus(status).name)(view)
            return view

        return decorate


class Document(Api):
    """The OpenAPI 3.1 document at /openapi.json; errors in it are problem+json."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def handle_http_exception(self, error: HTTPException) -> flask.Response:
        return problems.of_http(error)

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            if status >= 400:
                content = {problems.MEDIA_TYPE: {"schema": Problem}}
                response = {"description": status.phrase, "content": content}
                self.spec.components.response(status.name, response, lazy=True)
