"""Who may see the desk: one browser, which was shown a link that works once."""

import hmac
import logging
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import where
from bot.web.refusal import Refused

log = logging.getLogger(__name__)

COOKIE = "desk"
SIGN_IN = "/sign-in"
PUBLIC = frozenset({SIGN_IN, "/style.css", "/icon.svg"})
"""What needs no session: the way in, and what holds nothing of anybody."""

MOST_BYTES = 64 * 1024
"""Bytes of a form that are taken."""

LOOPBACK = ("127.0.0.1", "localhost")
HOST = re.compile(r"([\w.-]+)(:\d{1,5})?", re.ASCII)
"""A name with or without a port, and nothing beside them."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""What every answer carries: nothing is fetched from elsewhere, framed, cached or told on."""

FAILED = "Something went wrong in the program; the log tells where."
NEW_LINK = "Start `advisor desk` again for a new link."


@dataclass
class Session:
    """The one browser that is signed in, and what is to be said on its next page."""

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    said: list[str] = field(default_factory=list)


class Access:
    """Keys, the session and the names of this machine; all of it ends with the program."""

    def __init__(self, host_names: tuple[str, ...] = ()) -> None:
        self.key: str | None = secrets.token_urlsafe(32)
        self.session: Session | None = None
        self._hosts = {*LOOPBACK, *(name.lower() for name in host_names)}

    def redeem(self, key: str) -> Session:
        """Sign a browser in; the key is used up with that. Raises Refused for any other."""
        if not self.is_key(key):
            raise Refused(403, NEW_LINK)
        self.key, self.session = None, Session()
        return self.session

    def is_key(self, key: str) -> bool:
        """Whether this is the key, not used yet."""
        return self.key is not None and hmac.compare_digest(key.encode(), self.key.encode())

    def admit(self, connection: HTTPConnection) -> Session | None:
        """Let a request in, with its session; None only for what needs none.

        Raises Refused before anything is read for it.
        """
        headers, method = connection.headers, connection.scope["method"]
        self._check_host(headers)
        if method not in ("GET", "HEAD"):
            _check_origin(headers)
        if session := self._session_of(connection):
            return session
        if connection.scope["path"] in PUBLIC:
            return None
        raise Refused(403, NEW_LINK)

    def _session_of(self, connection: HTTPConnection) -> Session | None:
        given, session = connection.cookies.get(COOKIE, ""), self.session
        same = session and hmac.compare_digest(given.encode(), session.secret.encode())
        return session if same else None

    def _check_host(self, headers: Headers) -> None:
        """Only by its own names, or any page could reach it by a name that it made up."""
        given = headers.get("host", "")
        found = HOST.fullmatch(given)
        known = found and found[1].lower() in self._hosts
        if len(headers.getlist("host")) != 1 or not known:
            raise Refused(
                400,
                f"{given!r:.80} is none of this machine's names: {', '.join(sorted(self._hosts))}. "
                "`advisor desk --host-name NAME` adds one.",
            )


def _check_origin(headers: Headers) -> None:
    """Take a form only from our own pages: a page on another port would send the cookie too.

    A browser says where a form came from by Sec-Fetch-Site, by Origin, or by both; with our
    referrer policy its Origin is "null" beside a Sec-Fetch-Site of "same-origin".
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = origin in [f"{scheme}://{headers.get('host')}" for scheme in ("http", "https")]
    by_site = site == "same-origin" and (own or origin in (None, "null"))
    if not (own if site is None else by_site):
        raise Refused(403, "That form did not come from this desk; nothing was changed.")


class Guard:
    """Stands before the app: admits requests, reads forms, and dresses every answer."""

    def __init__(self, app: ASGIApp, access: Access, refuse: ASGIApp) -> None:
        self.app = app
        self._access = access
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on with its session and form, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            scope["session"] = self._access.admit(HTTPConnection(scope))
            scope["form"] = await _form(receive) if scope["method"] == "POST" else {}
        except Refused as refused:
            scope["refused"] = refused
            await self._refuse(scope, receive, dressed)
            return
        try:
            await self.app(scope, receive, dressed)
        except Exception as error:  # noqa: BLE001 (whatever it is, the answer is dressed, too)
            log.error("The desk failed with %s", where(error))
            if not begun:
                scope["refused"] = Refused(500, FAILED)
                await self._refuse(scope, receive, dressed)


async def _form(receive: Receive) -> dict[str, str]:
    """The fields of a form; raises Refused for more than is taken, or anything but a form."""
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False) and message["type"] == "http.request"
        if len(body) > MOST_BYTES:
            raise Refused(413, f"That is more than {MOST_BYTES // 1024} KB: shorten it.")
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "That is not a form of this desk.") from None
    return {name: value.replace("\r\n", "\n") for name, value in fields}
