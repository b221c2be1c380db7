"""The schema, grown by small named steps; a step is never edited once it has been merged.

A new step has the next free number, and stands in a module named for what it is about. The modules
are imported in the order of their steps, which is the order in which the steps are taken. The last
one is named in ``storage/database.py``, too, which imports nothing of this where a file has it.
"""

# isort: off
from storage.migrations import first_tables
from storage.migrations import renamed_events
from storage.migrations import advices
from storage.migrations import finding
from storage.migrations import bots
from storage.migrations import waiting
from storage.migrations import owner_chat
from storage.migrations import sketches
from storage.migrations import noticing
from storage.migrations import counting
from storage.migrations import marks
from storage.migrations import insights
from storage.migrations import arrivals
from storage.migrations.schema import SCHEMA
# isort: on

__all__ = [
    "SCHEMA",
    "advices",
    "arrivals",
    "bots",
    "counting",
    "finding",
    "first_tables",
    "insights",
    "marks",
    "noticing",
    "owner_chat",
    "renamed_events",
    "sketches",
    "waiting",
]
