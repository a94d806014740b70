"""Every decision in order, for sites that poll."""

from typing import Any

from api.auth import current_site, require_site
from api.contract import Contract
from api.inputs import ChangesQuery
from api.languages import preferred
from api.outputs import ChangesOut
from moderation import publication, views

blueprint = Contract("changes", __name__, url_prefix="/v1/changes")
blueprint.before_request(require_site)


@blueprint.get("")
@blueprint.arguments(ChangesQuery, location="query")
@blueprint.response(200, ChangesOut)
@blueprint.errors(401, 422, 503)
def changes(query: dict[str, Any]) -> dict[str, Any]:
    """Read what happened behind a cursor, oldest first, undone decisions too.

    `next` is always given: ask behind it next time, also when nothing is new now.
    """
    site = current_site()
    found = publication.changes(site, query["after"], query["limit"])
    language = preferred(default=site.language)
    last = found[-1][0].seq if found else query["after"]
    return {
        "changes": [views.of_change(decision, comment, language) for decision, comment in found],
        "next": str(last),
    }
