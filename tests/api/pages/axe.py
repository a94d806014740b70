"""What axe finds wrong with a page, and the pages that it looks at.

A page that is new is added to PAGES; `{comment}` stands for the id of a waiting comment.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = (
    "/",
    "/demo",
    "/moderation/login",
    "/moderation",
    "/moderation?reason=insult&order=harm&attribute=insult&language=fr&age=day",
    "/moderation?reason=threat",
    "/moderation/approved",
    "/moderation/rejected?text=nothing",
    "/moderation/mine",
    "/moderation/settings",
    "/moderation/comments/{comment}/context",
    "/moderation/comments/{comment}",
    "/moderation/similar/{comment}",
    "/moderation/range?attribute=insult",
    "/moderation/overview",
    "/moderation/account",
    "/moderation/people",
    "/moderation/sites",
    "/moderation/sites/gazette",
    "/moderation/sites/gazette/policy",
    "/moderation/audit",
    "/moderation/nowhere",
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """One line for each: the rule, what it says, and where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url}: {rule['id']} ({rule['help']}) at {node['target']} {_why(node)}"
        for rule in found
        for node in rule["nodes"]
    ]


def _why(node: dict[str, object]) -> str:
    return " ".join(str(node.get("failureSummary", "")).split())[:300]
