#include "app/journal/SchemaStep.h"

#include <array>

namespace waybill {

namespace {
constexpr std::array statements{
    // What follows a fetch: `follow_up` is a word of FollowUp, empty for nothing; what came of it stands in
    // `download_follow_ups`.
    "ALTER TABLE downloads ADD COLUMN follow_up TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE download_follow_ups ("
    " id INTEGER PRIMARY KEY, download INTEGER NOT NULL REFERENCES downloads(key), at INTEGER NOT NULL,"
    " what TEXT NOT NULL, worked INTEGER NOT NULL, detail TEXT NOT NULL, output TEXT NOT NULL)",
    "CREATE INDEX download_follow_ups_of ON download_follow_ups(download)",

    // When a download's file was given up to save room.
    "ALTER TABLE downloads ADD COLUMN file_removed INTEGER",

    // What was said to the service about a download, as `exchanges` has it of messages.
    "CREATE TABLE download_exchanges ("
    " id INTEGER PRIMARY KEY, download INTEGER NOT NULL REFERENCES downloads(key), at INTEGER NOT NULL,"
    " purpose TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, http_status INTEGER NOT NULL,"
    " milliseconds INTEGER NOT NULL, bytes_sent INTEGER NOT NULL, bytes_received INTEGER NOT NULL,"
    " request_ids TEXT NOT NULL, answer TEXT NOT NULL)",
    "CREATE INDEX download_exchanges_of ON download_exchanges(download)",
};
} // namespace

const SchemaStep followUps{statements};

} // namespace waybill
