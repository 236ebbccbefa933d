#pragma once

#include "BareJournal.h"

#include <QString>

namespace waybill::bench {

/// The environment whose messages makeLongHistory makes.
inline const QString historyEnvironment = QStringLiteral("UAT Europe");

/// Fills the empty journal in `folder`, which must be there, with messages of a year, `flying` of them, the newest, still
/// with the service: one statement that SQLite runs by itself, indexes made at the end. Nobody else may be writing.
inline void makeLongHistory(const QString &folder, int messages, int flying)
{
    BareJournal bare(folder + QStringLiteral("/journal.sqlite"));
    bare.run("PRAGMA synchronous = OFF");
    const std::vector<std::string> later = bare.texts(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'messages' AND type IN ('index', 'trigger') AND sql <> ''");
    for (const std::string &drop :
         bare.texts("SELECT 'DROP ' || type || ' ' || name FROM sqlite_master WHERE tbl_name = 'messages' AND type IN "
                    "('index', 'trigger') AND sql <> ''"))
        bare.run(drop.c_str());
    const QString fill = QStringLiteral(R"(
        WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %1)
        INSERT INTO messages (environment, job, activity_id, entity, company, file, bytes, sha256, records, message_id,
            execution_id, state, status, created, sent, changed, staging_records, target_records, counts_known,
            handled_at, handled_by, handled_note, error_kind, error_message, request_ids, owner, attention)
        SELECT '%3', 'Job ' || (i % 40), '11111111-2222-3333-4444-555555555555', 'Entity ' || (i % 12),
            substr('usmfdemfgbsi', 1 + 4 * (i % 3), 4), 'orders-' || (i * 7919 % 1000003) || '.xml', i * 31 % 100000,
            lower(hex(randomblob(32))), i * 17 % 5000,
            lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4a00-a000-' || hex(randomblob(6))), 'DMF-' || i,
            CASE WHEN i > %1 - %2 THEN 'InFlight' WHEN i % 5000 = 1 THEN 'Unconfirmed' WHEN i % 500 = 0 THEN 'Failed'
                 ELSE 'Succeeded' END,
            CASE WHEN i > %1 - %2 THEN 'Processing' WHEN i % 5000 = 1 THEN NULL WHEN i % 500 = 0
                 THEN 'PreProcessingError' ELSE 'Processed' END,
            now - (%1 - i) * 31500, now - (%1 - i) * 31500 + 500, now - (%1 - i) * 31500 + 60000, 10, 10, 1,
            CASE WHEN i % 500 = 0 AND i < %1 * 0.9 THEN now END, CASE WHEN i % 500 = 0 AND i < %1 * 0.9 THEN 'ada' END,
            CASE WHEN i % 500 = 0 AND i < %1 * 0.9 THEN '' END,
            CASE WHEN i % 5000 = 1 AND i <= %1 - %2 THEN 'answerLost' END,
            CASE WHEN i % 5000 = 1 AND i <= %1 - %2 THEN 'The connection ended after the last byte.' END,
            'ms-dyn-aid: 4711', 'a host 4711',
            i <= %1 - %2 AND (i % 5000 = 1 OR (i % 500 = 0 AND i >= %1 * 0.9))
        FROM numbers, (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS now))")
                             .arg(messages)
                             .arg(flying)
                             .arg(historyEnvironment);
    bare.run("BEGIN");
    bare.run(fill.toUtf8().constData());
    for (const std::string &sql : later)
        bare.run(sql.c_str());
    bare.run("INSERT OR REPLACE INTO tallies SELECT environment, state, count(*) FROM messages GROUP BY 1, 2");
    bare.run("COMMIT");
    bare.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace waybill::bench
