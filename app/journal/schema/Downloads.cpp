#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
constexpr std::array statements{
    // Packages that the service handed out or was asked for. `downloads` is the present state, written in the
    // transaction of the event that changed it. `dequeue_json` is the service's answer whole, until its signature is
    // blanked.
    "CREATE TABLE downloads ("
    " key INTEGER PRIMARY KEY AUTOINCREMENT,"
    " kind TEXT NOT NULL, environment TEXT NOT NULL, job TEXT NOT NULL, activity_id TEXT NOT NULL,"
    " correlation_id TEXT NOT NULL, execution_id TEXT NOT NULL, data_project TEXT NOT NULL, company TEXT NOT NULL,"
    " state TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER, sha256 TEXT NOT NULL, entries INTEGER,"
    " entities TEXT NOT NULL, created INTEGER NOT NULL, dequeued INTEGER, stored INTEGER, acked INTEGER,"
    " lease_until INTEGER, redelivered INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    " error_kind TEXT, error_message TEXT, error_detail TEXT, error_http INTEGER, error_code TEXT,"
    " dequeue_json BLOB NOT NULL, owner TEXT NOT NULL)",
    "CREATE INDEX downloads_by_time ON downloads(environment, created)",
    "CREATE INDEX downloads_by_job ON downloads(environment, activity_id, created)",
    "CREATE INDEX downloads_by_state ON downloads(state)",

    "CREATE TABLE download_events ("
    " id INTEGER PRIMARY KEY, download INTEGER NOT NULL REFERENCES downloads(key), at INTEGER NOT NULL,"
    " state TEXT NOT NULL, detail TEXT NOT NULL)",
    "CREATE INDEX download_events_of ON download_events(download)",
    "CREATE TRIGGER download_events_stay BEFORE UPDATE ON download_events"
    " BEGIN SELECT RAISE(ABORT, 'events are never rewritten'); END",

    // When a job was last asked for what waits. `asking` is set before the question leaves and NULL once its answer
    // stands here: a program that died in between has left it.
    "CREATE TABLE job_looks ("
    " environment TEXT NOT NULL, activity_id TEXT NOT NULL, job TEXT NOT NULL, at INTEGER, was_empty INTEGER NOT NULL,"
    " asking INTEGER, PRIMARY KEY (environment, activity_id))",
};
} // namespace

const SchemaStep downloads{statements};

} // namespace waybill
