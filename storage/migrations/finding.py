"""Step 021: finding conversations, and what the owner notes beside them."""

from sqlite_utils import Database

from storage.migrations.schema import SCHEMA
from storage.words import TEXTS, findable, words


@SCHEMA(name="021-finding")
def finding(db: Database) -> None:
    """Conversations are found by what their snapshots and events hold, and by words.

    The columns are worked out from the JSON beside them, which stays the only truth. ``answered``
    counts the keys of the answers: no id holds a quotation mark, and in a text one is escaped.
    What the owner reviewed is known by the moment up to which they did, so that a conversation
    that goes on is new again.
    """
    db.executescript("""
        ALTER TABLE conversations ADD COLUMN place TEXT AS (
            CASE WHEN json_extract(snapshot, '$.state') IN ('what-if', 'figures', 'confirming')
            THEN json_extract(snapshot, '$.suspended')
            ELSE coalesce(json_extract(snapshot, '$.state'), 'welcome') END);
        ALTER TABLE conversations ADD COLUMN question TEXT AS (
            json_extract(snapshot, '$.question'));
        ALTER TABLE conversations ADD COLUMN market TEXT AS (
            json_extract(snapshot, '$.answers.market'));
        ALTER TABLE conversations ADD COLUMN role TEXT AS (
            json_extract(snapshot, '$.answers.role'));
        ALTER TABLE conversations ADD COLUMN answered INTEGER AS (
            coalesce((length(json_extract(snapshot, '$.answers'))
                - length(replace(json_extract(snapshot, '$.answers'), '":"', ''))) / 3, 0));
        ALTER TABLE conversations ADD COLUMN advised INTEGER AS (
            coalesce(json_extract(snapshot, '$.advised'), 0));
        ALTER TABLE conversations ADD COLUMN pick TEXT AS (
            CASE WHEN json_extract(snapshot, '$.advised')
            THEN json_extract(snapshot, '$.told.pick') END);
        ALTER TABLE conversations ADD COLUMN reviewed_at TEXT;
        ALTER TABLE conversations ADD COLUMN reviewed_up_to TEXT;
        ALTER TABLE conversations ADD COLUMN note TEXT NOT NULL DEFAULT '';
        ALTER TABLE conversations ADD COLUMN should_be TEXT;
        ALTER TABLE conversations ADD COLUMN because TEXT NOT NULL DEFAULT '';
        ALTER TABLE conversations ADD COLUMN is_new INTEGER AS (
            reviewed_up_to IS NULL OR reviewed_up_to < updated_at);
        CREATE INDEX conversations_by_activity ON conversations (updated_at, id);
        CREATE INDEX conversations_new ON conversations (updated_at, id) WHERE is_new;
        CREATE INDEX conversations_by_market ON conversations (market, updated_at, id);
        CREATE INDEX conversations_by_role ON conversations (role, updated_at, id);
        CREATE INDEX conversations_by_pick ON conversations (advised, pick, updated_at, id);
        CREATE INDEX conversations_by_question ON conversations (question, updated_at, id);
        CREATE INDEX conversations_corrected ON conversations (id) WHERE should_be IS NOT NULL;

        ALTER TABLE events ADD COLUMN asked TEXT AS (CASE kind WHEN 'text-received' THEN
            nullif(json_extract(payload, '$.interpretation.questions'), '[]') END);
        ALTER TABLE events ADD COLUMN read TEXT AS (CASE kind WHEN 'text-received' THEN
            nullif(json_extract(payload, '$.interpretation.facts'), '[]') END);
        ALTER TABLE events ADD COLUMN missed TEXT AS (CASE
            WHEN kind != 'text-received' THEN NULL
            WHEN instr(json_extract(payload, '$.interpretation.questions'), '"kind":"unknown"')
                THEN 'unknown'
            WHEN coalesce(json_extract(payload, '$.interpretation.command'), '') = ''
                AND coalesce(json_extract(payload, '$.interpretation.reply'), '') = ''
                AND coalesce(json_extract(payload, '$.interpretation.manners'), '') = ''
                AND NOT coalesce(json_extract(payload, '$.interpretation.begins'), 0)
                AND coalesce(json_extract(payload, '$.interpretation.labels'), '{}') = '{}'
                AND coalesce(json_extract(payload, '$.interpretation.option'),
                    json_extract(payload, '$.interpretation.figures'),
                    json_extract(payload, '$.interpretation.floor'),
                    json_extract(payload, '$.interpretation.amount')) IS NULL
                AND coalesce(json_extract(payload, '$.interpretation.facts'), '[]') = '[]'
                AND coalesce(json_extract(payload, '$.interpretation.ask_back'), '[]') = '[]'
                AND coalesce(json_extract(payload, '$.interpretation.questions'), '[]') = '[]'
                AND coalesce(json_extract(payload, '$.interpretation.circumstances'), '[]') = '[]'
                THEN 'unheard' END);
        CREATE INDEX events_asked ON events (at) WHERE asked IS NOT NULL;
        CREATE INDEX events_read ON events (friend_id, conversation, sequence)
            WHERE read IS NOT NULL;
        CREATE INDEX events_missed ON events (friend_id, conversation) WHERE missed IS NOT NULL;
        CREATE INDEX events_said ON events (friend_id, conversation) WHERE said IS NOT NULL;

        CREATE TABLE conversation_words (
            id INTEGER PRIMARY KEY,
            friend_id INTEGER NOT NULL REFERENCES friends (id),
            words TEXT NOT NULL
        ) STRICT;
        CREATE INDEX conversation_words_by_friend ON conversation_words (friend_id);
    """)
    for conversation, friend, number in db.execute(
        "SELECT id, friend_id, number FROM conversations ORDER BY id"
    ).fetchall():
        texts = db.execute(TEXTS, {"friend": friend, "number": number})
        db.execute(
            "INSERT INTO conversation_words (id, friend_id, words) VALUES (?, ?, ?)",
            [conversation, friend, findable(words("\n".join(text for (text,) in texts)))],
        )
