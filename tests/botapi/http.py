"""The web server: takes a request apart, has it checked and carried out, and answers."""

import asyncio
import json
import re
from typing import Any

from aiohttp import web

from tests.botapi import answering, editing, profile, schema, sending
from tests.botapi.errors import BreachError, Json, RefusalError, Violation
from tests.botapi.faults import Fault, Trouble
from tests.botapi.posts import Upload
from tests.botapi.registry import HANDLERS
from tests.botapi.updates import Updates
from tests.botapi.world import Call, World

FAMILIES = (answering, editing, profile, sending)  # importing them registers their methods


class Front:
    """Answers HTTP for one bot."""

    def __init__(self, token: str, world: World, updates: Updates, trouble: Trouble) -> None:
        self.token, self.world, self.updates, self.trouble = token, world, updates, trouble

    def app(self) -> web.Application:
        """The routes, as Telegram has them."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        app.router.add_get("/file/bot{token}/files/{name}", self.download)
        return app

    async def download(self, request: web.Request) -> web.Response:
        """An uploaded file."""
        found = self.world.files.get(request.match_info["name"])
        if request.match_info["token"] != self.token or found is None:
            return _response(RefusalError(404, "Not Found"))
        return web.Response(body=found.body)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call from its first byte to its last."""
        token = request.match_info["token"]
        if not re.fullmatch(r"\d+:[\w-]{30,}", token):
            return _response(RefusalError(404, "Not Found"))
        if token != self.token:
            return _response(RefusalError(401, "Unauthorized"))
        fields, files = await _form(request)
        call = self._begin(request.match_info["method"], fields, files)
        try:
            return await self._run(request, call)
        except asyncio.CancelledError:
            call.description = "the client went away"
            raise
        finally:
            self._end(call)

    async def _run(self, request: web.Request, call: Call) -> web.StreamResponse:
        await asyncio.sleep(self.trouble.latency)
        await self._held(call, after=False)
        fault = self.trouble.next_fault(call)
        response = await self._perform(call) if fault is None or fault.effect else None
        await self._held(call, after=True)
        if fault is not None:
            call.description = call.description or "answered with trouble, as ordered"
            response = await _faulty(request, fault)
        assert response is not None
        call.status = response.status
        call.answered = fault is None
        return response

    def _begin(self, method: str, fields: dict[str, str], files: dict[str, Upload]) -> Call:
        call = Call(method, fields, files)
        try:
            call.params = schema.parameters(method, fields, files)
        except BreachError as breach:
            call.breach = breach
            self._violation(call, breach.meant)
        self.world.begin(call)
        return call

    def _end(self, call: Call) -> None:
        if call.status is None and call.description is None:
            self._violation(call, "the server itself failed")
        self.world.end(call)

    async def _held(self, call: Call, *, after: bool) -> None:
        hold = self.trouble.hold_for(call, after=after)
        while hold and not hold.released.is_set():
            await asyncio.sleep(0.01)

    async def _perform(self, call: Call) -> web.Response:
        try:
            result = await self._result(call)
        except RefusalError as refusal:
            if isinstance(refusal, BreachError) and refusal is not call.breach:
                self._violation(call, refusal.meant)
            call.description = refusal.description
            return _response(refusal)
        call.took_effect, call.result = True, result
        return web.json_response({"ok": True, "result": result})

    async def _result(self, call: Call) -> Any:
        if call.breach:
            raise call.breach
        if call.method == "getUpdates":
            # Not checked here: updates were when they were made, and some are wrong on purpose.
            return await self.updates.take(call.params)
        result = self._handle(call)
        try:
            schema.check_answer(call.method, result)
        except AssertionError as error:
            self._violation(call, f"the server's own answer is wrong: {error}")
        return result

    def _handle(self, call: Call) -> Any:
        if call.method == "deleteWebhook":
            if call.params.get("drop_pending_updates"):
                self.updates.clear()
            self.world.webhook = {}
            return True
        if call.method == "setWebhook":
            self.world.webhook = call.params
            return True
        if call.method == "getWebhookInfo":
            waiting = len(self.updates.pending)
            return {
                "url": self.world.webhook.get("url", ""),
                "has_custom_certificate": False,
                "pending_update_count": waiting,
            }
        handler = HANDLERS.get(call.method)
        if handler is None:
            raise BreachError(f"the server does not know {call.method}", "method not found")
        with self.world.changed:
            return handler(self.world, call.params, call.files)

    def _violation(self, call: Call, problem: str) -> None:
        with self.world.changed:
            self.world.violations.append(Violation(call.method, problem, call.params))


async def _faulty(request: web.Request, fault: Fault) -> web.Response:
    await asyncio.sleep(fault.delay)
    if fault.cut and request.transport:
        request.transport.abort()
    return web.Response(status=fault.status, text=fault.body, content_type=fault.kind)


def _response(refusal: RefusalError) -> web.Response:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.code)


async def _form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    fields = dict(request.query)
    if request.content_type == "application/json":
        sent = await request.json()
        return fields | {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in sent.items()
        }, {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read())
            value.file.close()
        else:
            assert isinstance(value, str)
            fields[name] = value
    return fields, files
