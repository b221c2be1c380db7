"""The front end for Telegram: translates updates into events, and replies into messages.

Nothing is imported here: what other rooms take from modules of this one needs no client of HTTP.
"""

import sys

# python-telegram-bot loads httpx, and that its own command line, with all of rich and pygments. A
# module that is None is one that cannot be imported, and httpx does without.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # likewise
