"""Errors in OpenAI's shape: its clients make an exception of each by status and code."""

from flask import Response, jsonify

# A client tries again after these; after others it tells its caller.
SERVER_ERROR = "server_error"
BAD_REQUEST = "invalid_request_error"


class Refusal(Exception):
    """The request cannot be answered; `param` names the field to mend."""

    def __init__(
        self, status: int, message: str, code: str | None = None, param: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param


def error(refusal: Refusal) -> Response:
    told = {
        "message": str(refusal),
        "type": SERVER_ERROR if refusal.status >= 500 else BAD_REQUEST,
        "param": refusal.param,
        "code": refusal.code,
    }
    response = jsonify(error=told)
    response.status_code = refusal.status
    return response
