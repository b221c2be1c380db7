"""What the pages and forms of the desk draw on, and how they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.owner import OwnerService
from bot.owner.impact import Impact
from bot.owner.reviewing import Reviewing
from bot.rendering import Renderer
from bot.web.access import Access
from flows.knowledge import Knowledge
from storage.store import Store

MENU = (
    ("/", "Today"),
    ("/talks", "Talks"),
    ("/questions", "Questions"),
    ("/insights", "Insights"),
)
"""The pages that every page leads to."""

UNSAID = frozenset({"key"})
"""Fields that are never shown again."""

TYPED = {
    "text": "Your words",
    "question": "Question",
    "answer": "Answer",
    "also": "Other ways of asking it, a line each",
    "because": "because",
}
"""Fields that are typed, as they are called where they can be typed again."""

PASSING = (500, 503)
"""Answers after which the same form may be taken."""

RequestHandler = Callable[["Desk", Request], Response]
"""What answers a request to one route."""


@dataclass(frozen=True)
class Desk:
    """What pages and actions draw on: the store, the owner's verbs, and the pages' templates."""

    store: Store
    renderer: Renderer
    service: OwnerService
    reviewing: Reviewing
    impact: Impact
    access: Access

    @property
    def knowledge(self) -> Knowledge:
        """What the advisor knows."""
        return self.store.knowledge()

    def page(
        self, request: Request, name: str, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """A page, with what is to be said on it."""
        session = request.scope.get("session")
        said = [*session.said] if session else []
        if session:
            session.said.clear()
        template = self.renderer.environment.get_template(f"web/{name}.html.j2")
        menu = [
            {"href": href, "label": label, "here": label.lower() == name}
            for href, label in (MENU if session else ())
        ]
        html = template.render({"said": said, "menu": menu, **values})
        return HTMLResponse(html, status)

    def refused(self, request: Request, status: int, why: str) -> HTMLResponse:
        """The page for what could not be done; what was typed is still in its form."""
        fields = request.scope.get("form") or {}
        kept = [(name, value) for name, value in fields.items() if name not in UNSAID]
        typed = [(name, TYPED[name], value) for name, value in kept if name in TYPED]
        values = {
            "heading": "That was not done" if request.method == "POST" else "Nothing to show",
            "why": why,
            "action": request.url.path if typed or (kept and status in PASSING) else "",
            "hidden": [(name, value) for name, value in kept if name not in TYPED],
            "typed": typed,
            "back": _ours(fields.get("back", "")),
        }
        return self.page(request, "refused", values, status)

    def done(self, request: Request, *said: str) -> RedirectResponse:
        """Back to the page the form was on, with a word on what was done."""
        request.scope["session"].said.extend(said)
        return RedirectResponse(_ours(request.scope["form"].get("back", "")) or "/", 303)


def _ours(address: str) -> str:
    """An address of the desk's own; "" for any other."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours else ""
