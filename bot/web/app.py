"""The desk as an ASGI app: its routes, its pages, and what is said where one fails."""

import logging
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.errors import UserError
from bot.rendering import TEMPLATES
from bot.web.access import COOKIE, NEW_LINK, SIGN_IN, Guard
from bot.web.actions import ACTIONS
from bot.web.desk import Desk, RequestHandler
from bot.web.pages import PAGES
from bot.web.refusal import Refused
from storage.errors import StorageError

log = logging.getLogger(__name__)

NOT_HERE = "There is no such page; perhaps its friend has erased it."
AGAIN = "The database is busy; try again in a moment."
STYLE = TEMPLATES / "web" / "style.css"
ICON = TEMPLATES / "web" / "icon.svg"


def build_app(desk: Desk) -> Starlette:
    """The app over a desk; every route but the one to sign in needs the session."""

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        request, refused = Request(scope), scope["refused"]
        scope.setdefault("form", {})
        await desk.refused(request, refused.status, refused.why)(scope, receive, send)

    def not_here(request: Request, _: Exception) -> Response:
        return desk.refused(request, 404, NOT_HERE)

    def not_allowed(request: Request, _: Exception) -> Response:
        return desk.refused(request, 405, "That is no page to open: go there by its form.")

    routes = [
        Route(SIGN_IN, _answering(desk, sign_in_page), methods=["GET"]),
        Route(SIGN_IN, _answering(desk, sign_in), methods=["POST"]),
        Route("/style.css", _answering(desk, style), methods=["GET"]),
        Route("/icon.svg", _answering(desk, icon), methods=["GET"]),
        *(Route(path, _answering(desk, page), methods=["GET"]) for path, page in PAGES.items()),
        *(Route(path, _answering(desk, act), methods=["POST"]) for path, act in ACTIONS.items()),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, access=desk.access, refuse=refuse)],
        exception_handlers={404: not_here, 405: not_allowed},
    )


def _answering(desk: Desk, handle: RequestHandler) -> Callable[[Request], Response]:
    """A page or an action as an endpoint; errors for people become a page of their own."""

    def endpoint(request: Request) -> Response:
        try:
            return handle(desk, request)
        except Refused as refused:
            return desk.refused(request, refused.status, refused.why)
        except StorageError as error:
            log.warning("The desk could not use the database: %s", type(error).__name__)
            return desk.refused(request, 503, f"{AGAIN} ({error})")
        except UserError as error:
            return desk.refused(request, 400, str(error))

    return endpoint


def sign_in_page(desk: Desk, request: Request) -> Response:
    """Show a button that signs in: a link alone would be used up by whatever looks ahead."""
    key = request.query_params.get("key", "")
    if not desk.access.is_key(key):
        return desk.refused(request, 403, NEW_LINK)
    return desk.page(request, "sign_in", {"key": key})


def sign_in(desk: Desk, request: Request) -> Response:
    """Take the key, once."""
    session = desk.access.redeem(request.scope["form"].get("key", ""))
    response = RedirectResponse("/", 303)
    response.set_cookie(COOKIE, session.secret, httponly=True, samesite="strict", path="/")
    return response


def style(_: Desk, __: Request) -> Response:
    return Response(STYLE.read_text(encoding="utf-8"), media_type="text/css")


def icon(_: Desk, __: Request) -> Response:
    return Response(ICON.read_text(encoding="utf-8"), media_type="image/svg+xml")
