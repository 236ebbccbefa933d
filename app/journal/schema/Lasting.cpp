#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
constexpr std::array statements{
    // What the journal knows of itself: its own name among copies (`journal`), what the operator keeps (`retention…`),
    // when it was checked and saved. Small texts by name.
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO facts VALUES ('journal', lower(hex(randomblob(16))))",

    // Messages that came from the history of another journal: what they are called there.
    "CREATE TABLE origins ("
    " journal TEXT NOT NULL, foreign_key INTEGER NOT NULL, created INTEGER NOT NULL,"
    " message INTEGER NOT NULL REFERENCES messages(key) ON DELETE CASCADE,"
    " PRIMARY KEY (journal, foreign_key, created)) WITHOUT ROWID",
    "CREATE INDEX origins_of_message ON origins(message)",

    // Events are never removed, save with their message as a whole, by the retention job: it names here the messages
    // it takes away, and nothing else stands here outside of its transaction.
    "CREATE TABLE retiring (message INTEGER PRIMARY KEY)",
    "DROP TRIGGER events_remain",
    "CREATE TRIGGER events_remain BEFORE DELETE ON events"
    " WHEN NOT EXISTS (SELECT 1 FROM retiring WHERE message = OLD.message)"
    " BEGIN SELECT RAISE(ABORT, 'events are never removed'); END",
    "CREATE TRIGGER messages_remain BEFORE DELETE ON messages"
    " WHEN NOT EXISTS (SELECT 1 FROM retiring WHERE message = OLD.key)"
    " BEGIN SELECT RAISE(ABORT, 'messages are never removed'); END",
    "CREATE TRIGGER tally_gone AFTER DELETE ON messages BEGIN"
    " UPDATE tallies SET number = number - 1 WHERE environment = OLD.environment AND state = OLD.state; END",
    // Without it each row that goes would look through all others for attempts that name it.
    "CREATE INDEX messages_attempts ON messages(attempt_of) WHERE attempt_of IS NOT NULL",

    // Orders of the live table. Written with every status: `changed` only. The others move when a row is appended or
    // its state changes.
    "CREATE INDEX messages_by_change ON messages(environment, changed)",
    "CREATE INDEX messages_by_file ON messages(environment, file COLLATE NOCASE)",
};
} // namespace

const SchemaStep lasting{statements};

} // namespace waybill
