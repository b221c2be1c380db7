"""Runs a web application in a thread of its own, on a free port of the loopback interface."""

import asyncio
import socket
import threading

from aiohttp import web


class Serving:
    """The thread, its event loop and the listening socket; ``base`` is known before ``start``."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._loop = asyncio.new_event_loop()
        self._up, self._stop = threading.Event(), asyncio.Event()
        self._thread: threading.Thread | None = None
        self.base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self, app: web.Application) -> None:
        """Listen; afterwards the address answers."""
        self._thread = threading.Thread(target=self._run, args=(app,), name="bot-api", daemon=True)
        self._thread.start()
        self._up.wait()

    def stop(self) -> None:
        """Cut all lines and close the door."""
        if self._thread:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()
        self._loop.close()
        self._socket.close()

    def _run(self, app: web.Application) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main(app))

    async def _main(self, app: web.Application) -> None:
        # A handler whose client is gone must not have an effect, as after a kill: hence cancelled.
        runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await runner.setup()
        await web.SockSite(runner, self._socket).start()
        self._up.set()
        await self._stop.wait()
        await runner.cleanup()
