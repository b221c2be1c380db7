"""Step 028: what conversations are found by stands in their rows, however rare it is."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA, ranges

WORDS = """
    SELECT json_extract(one.value, '$.kind') AS word FROM {source}
    UNION SELECT json_extract(one.value, '$.kind') || ':' || json_extract(one.value, '$.topic')
        FROM {source} AND json_extract(one.value, '$.kind') IN ('answer', 'outside')
        AND json_extract(one.value, '$.topic') IS NOT NULL
"""
"""How the questions of a text were met, and of what: "answer" and "answer:visa"."""

TAKES = "{event}.kind = 'asked' AND json_extract({event}.payload, '$.suggested')"
"""Whether a topic that was suggested is taken."""

OF_CONVERSATION = """
    events.friend_id = conversations.friend_id AND events.conversation = conversations.number
"""

CORRECTS = """
    heard.friend_id = after.friend_id AND heard.conversation = after.conversation
    AND heard.sequence BETWEEN after.sequence - 3 AND after.sequence - 1
    AND heard.read IS NOT NULL AND CASE
        WHEN after.kind = 'text-received'
            THEN json_extract(after.payload, '$.interpretation.corrects')
        WHEN after.kind = 'edited' THEN instr(heard.read,
            '"question":' || json_quote(json_extract(after.payload, '$.question')) || ',')
        WHEN after.kind IN ('chose', 'changed') THEN instr(heard.read,
            '"question":' || json_quote(json_extract(after.payload, '$.question')) || ',')
            AND NOT instr(heard.read,
            '"question":' || json_quote(json_extract(after.payload, '$.question'))
            || ',"option":' || json_quote(json_extract(after.payload, '$.option')) || ',')
        END
"""
"""Whether an event corrects what was read out of a text within the three events before it."""

COLUMNS = """
    ALTER TABLE conversations ADD COLUMN asked TEXT;
    ALTER TABLE conversations ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversations ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversations ADD COLUMN confidence TEXT;
    ALTER TABLE conversations ADD COLUMN close_call INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE conversations ADD COLUMN told TEXT AS (
        nullif(json_extract(snapshot, '$.circumstances'), '[]'));
"""

FORMER = f"""
    UPDATE conversations SET
        asked = (SELECT nullif(json_group_array(word), '[]') FROM ({
    WORDS.format(source=f"events JOIN json_each(events.asked) AS one WHERE {OF_CONVERSATION}")
}
            UNION SELECT 'taken' FROM events
            WHERE {OF_CONVERSATION} AND {TAKES.format(event="events")} ORDER BY 1)),
        unanswered = EXISTS (
            SELECT 1 FROM events WHERE {OF_CONVERSATION} AND events.missed IS NOT NULL),
        corrected = EXISTS (
            SELECT 1 FROM events AS heard JOIN events AS after ON {CORRECTS}
            WHERE heard.friend_id = conversations.friend_id AND heard.conversation = number),
        (confidence, close_call) = (
            SELECT max(confidence), coalesce(max(instr(text, ' (a close call)') > 0), 0)
            FROM summaries WHERE summaries.friend_id = conversations.friend_id
            AND summaries.conversation = number)
    WHERE id BETWEEN :first AND :last
"""  # noqa: S608 (constants)

INDEXES = """
    DROP INDEX conversations_by_activity;
    CREATE INDEX conversations_by_activity
        ON conversations (updated_at, id, question, advised, place, trail);
    CREATE INDEX conversations_by_what_was_asked ON conversations (updated_at, id, asked)
        WHERE asked IS NOT NULL;
    CREATE INDEX conversations_by_told ON conversations (updated_at, id, told)
        WHERE told IS NOT NULL;
    CREATE INDEX conversations_unanswered ON conversations (updated_at, id) WHERE unanswered;
    CREATE INDEX conversations_misread ON conversations (updated_at, id) WHERE corrected;
    CREATE INDEX conversations_close ON conversations (updated_at, id) WHERE close_call;
    CREATE INDEX conversations_reviewed ON conversations (updated_at, id) WHERE NOT is_new;
    CREATE INDEX conversations_by_confidence ON conversations (confidence, updated_at, id)
        WHERE advised;
    DROP INDEX events_asked;
"""

NEW_PLACE = "conversations.friend_id = new.friend_id AND number = new.conversation"

TRIGGERS = f"""
    CREATE TRIGGER events_asked AFTER INSERT ON events WHEN new.asked IS NOT NULL BEGIN
        UPDATE conversations SET asked = (SELECT json_group_array(word) FROM ({
    WORDS.format(source="json_each(new.asked) AS one WHERE true")
}
            UNION SELECT value FROM json_each(coalesce(conversations.asked, '[]')) ORDER BY 1))
        WHERE {NEW_PLACE};
    END;
    CREATE TRIGGER events_taken AFTER INSERT ON events WHEN {TAKES.format(event="new")} BEGIN
        UPDATE conversations SET asked = (SELECT json_group_array(word) FROM (SELECT 'taken' AS word
            UNION SELECT value FROM json_each(coalesce(conversations.asked, '[]')) ORDER BY 1))
        WHERE {NEW_PLACE};
    END;
    CREATE TRIGGER events_missed AFTER INSERT ON events WHEN new.missed IS NOT NULL BEGIN
        UPDATE conversations SET unanswered = 1 WHERE {NEW_PLACE} AND NOT unanswered;
    END;
    CREATE TRIGGER events_corrected AFTER INSERT ON events
    WHEN new.kind IN ('text-received', 'edited', 'chose', 'changed') AND new.sequence > 1
    AND EXISTS (SELECT 1 FROM events AS heard JOIN events AS after ON {CORRECTS}
        WHERE after.id = new.id) BEGIN
        UPDATE conversations SET corrected = 1 WHERE {NEW_PLACE} AND NOT corrected;
    END;
    CREATE TRIGGER summaries_written AFTER INSERT ON summaries BEGIN
        UPDATE conversations SET
            confidence = new.confidence, close_call = instr(new.text, ' (a close call)') > 0
        WHERE {NEW_PLACE};
    END;
    CREATE TRIGGER summaries_rewritten AFTER UPDATE ON summaries BEGIN
        UPDATE conversations SET
            confidence = new.confidence, close_call = instr(new.text, ' (a close call)') > 0
        WHERE {NEW_PLACE};
    END;
"""  # noqa: S608 (constants)


@SCHEMA(name="028-marks")
def marks(db: Database) -> None:
    """What events and summaries tell is marked in their conversation as they are written.

    ``asked`` is a list of how questions were met and of what, with "taken" where a topic that was
    suggested was the one meant. ``unanswered`` tells that a text was
    met with nothing, ``corrected`` that a reading was corrected within three events. ``confidence``
    and ``close_call`` are those of the summary, ``told`` the circumstances that were heard.
    """
    db.executescript(COLUMNS)
    for each in ranges(db, "conversations"):
        db.execute(FORMER, each)
    db.executescript(INDEXES + TRIGGERS)
