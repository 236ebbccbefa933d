#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
// Times are milliseconds since 1970 in UTC. `messages` is the present state, written in the transaction of the event
// that changed it; `attention` is what Message::needsAttention() says, kept so that it can be indexed; `tallies`
// counts the rows of each state, so that the chips of a long history need not.
constexpr std::array statements{
    "CREATE TABLE messages ("
    " key INTEGER PRIMARY KEY AUTOINCREMENT,"
    " environment TEXT NOT NULL, job TEXT NOT NULL, activity_id TEXT NOT NULL, entity TEXT NOT NULL,"
    " company TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER, sha256 TEXT NOT NULL, records INTEGER,"
    " message_id TEXT NOT NULL, execution_id TEXT NOT NULL, state TEXT NOT NULL, status TEXT,"
    " created INTEGER NOT NULL, sent INTEGER, changed INTEGER NOT NULL,"
    " staging_records INTEGER, target_records INTEGER, counts_known INTEGER NOT NULL,"
    " attempt_of INTEGER REFERENCES messages(key),"
    " handled_at INTEGER, handled_by TEXT, handled_note TEXT,"
    " error_kind TEXT, error_message TEXT, error_detail TEXT, error_http INTEGER, error_code TEXT,"
    " request_ids TEXT NOT NULL, owner TEXT NOT NULL, attention INTEGER NOT NULL)",
    "CREATE INDEX messages_by_time ON messages(environment, created)",
    "CREATE INDEX messages_by_state ON messages(state, environment, created)",
    "CREATE INDEX messages_by_job ON messages(environment, job, created)",
    "CREATE INDEX messages_attention ON messages(environment, created) WHERE attention = 1",
    "CREATE INDEX messages_by_id ON messages(message_id) WHERE message_id <> ''",
    "CREATE INDEX messages_by_content ON messages(sha256) WHERE sha256 <> ''",

    "CREATE TABLE events ("
    " id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(key), at INTEGER NOT NULL,"
    " service INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL)",
    "CREATE INDEX events_of_message ON events(message)",
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never rewritten'); END",
    "CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END",

    "CREATE TABLE exchanges ("
    " id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(key), at INTEGER NOT NULL,"
    " purpose TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, http_status INTEGER NOT NULL,"
    " milliseconds INTEGER NOT NULL, bytes_sent INTEGER NOT NULL, bytes_received INTEGER NOT NULL,"
    " request_ids TEXT NOT NULL, answer TEXT NOT NULL)",
    "CREATE INDEX exchanges_of_message ON exchanges(message)",

    "CREATE TABLE failures ("
    " message INTEGER PRIMARY KEY REFERENCES messages(key), collected INTEGER NOT NULL, complete INTEGER NOT NULL,"
    " execution_status TEXT NOT NULL, summary TEXT NOT NULL, cause_text TEXT NOT NULL, errors BLOB NOT NULL)",

    "CREATE TABLE tallies ("
    " environment TEXT NOT NULL, state TEXT NOT NULL, number INTEGER NOT NULL,"
    " PRIMARY KEY (environment, state)) WITHOUT ROWID",
    "CREATE TRIGGER tally_new AFTER INSERT ON messages BEGIN"
    " INSERT INTO tallies VALUES (NEW.environment, NEW.state, 1)"
    " ON CONFLICT (environment, state) DO UPDATE SET number = number + 1; END",
    "CREATE TRIGGER tally_change AFTER UPDATE OF state ON messages WHEN OLD.state <> NEW.state BEGIN"
    " UPDATE tallies SET number = number - 1 WHERE environment = OLD.environment AND state = OLD.state;"
    " INSERT INTO tallies VALUES (NEW.environment, NEW.state, 1)"
    " ON CONFLICT (environment, state) DO UPDATE SET number = number + 1; END",
};
} // namespace

const SchemaStep beginning{statements};

} // namespace waybill
