"""Headers that fence in every HTML page."""

from flask import Response, request

# Everything comes from this service; nothing is inline. `data:` is for the arrows and
# ticks that Bootstrap's style sheet holds.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def protect(response: Response) -> Response:
    """Add them to a page; other answers pass as they are."""
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        # Pages differ by reader: who is signed in, whose comment waits, which language.
        response.headers["Cache-Control"] = _caching()
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _caching() -> str:
    return "no-store" if request.path.startswith("/moderation") else "private, no-cache"
