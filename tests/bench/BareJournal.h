#pragma once

#include <QString>

#include <sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace waybill {

/// The reference: the journal's own tables through SQLite's C interface, with the same durability and nothing around
/// it.
class BareJournal
{
public:
    explicit BareJournal(const QString &path)
    {
        expect(sqlite3_open(path.toUtf8().constData(), &m_database), SQLITE_OK);
        run("PRAGMA synchronous = FULL");
        run("PRAGMA foreign_keys = ON");
        run("PRAGMA cache_size = -16384");
    }
    ~BareJournal()
    {
        sqlite3_finalize(m_message);
        sqlite3_finalize(m_event);
        sqlite3_close(m_database);
    }
    BareJournal(const BareJournal &) = delete;
    BareJournal &operator=(const BareJournal &) = delete;

    void run(const char *sql) { expect(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr), SQLITE_OK); }

    /// Appends rows, each with its first event, in one transaction.
    void append(int rows)
    {
        if (!m_message) {
            m_message =
                prepare("INSERT INTO messages (environment, job, activity_id, entity, company, file, bytes, sha256, "
                        "created, state, changed, message_id, execution_id, counts_known, request_ids, owner, "
                        "attention) VALUES ('test', 'Customers', '11111111-2222-3333-4444-555555555555', "
                        "'Customers V3', 'usmf', ?, 1234, ?, ?, 'Queued', ?, '', '', 0, '', 'owner', 0)");
            m_event = prepare("INSERT INTO events (message, at, service, what, detail) VALUES (?, ?, 0, 'Queued', '')");
        }
        run("BEGIN IMMEDIATE");
        for (int i = 0; i < rows; ++i) {
            const sqlite3_int64 now = 1772347320000 + i;
            sqlite3_bind_text(m_message, 1, "customers.csv", -1, SQLITE_STATIC);
            sqlite3_bind_text(m_message, 2, "ab00000000000000000000000000000000000000000000000000000000000000", -1,
                              SQLITE_STATIC);
            sqlite3_bind_int64(m_message, 3, now);
            sqlite3_bind_int64(m_message, 4, now);
            step(m_message);
            sqlite3_bind_int64(m_event, 1, sqlite3_last_insert_rowid(m_database));
            sqlite3_bind_int64(m_event, 2, now);
            step(m_event);
        }
        run("COMMIT");
    }

    /// The first column of what a query gives.
    std::vector<std::string> texts(const char *sql)
    {
        std::vector<std::string> all;
        sqlite3_stmt *query = prepare(sql);
        while (sqlite3_step(query) == SQLITE_ROW)
            all.emplace_back(reinterpret_cast<const char *>(sqlite3_column_text(query, 0)));
        sqlite3_finalize(query);
        return all;
    }

    /// Reads all columns of what a query gives; how many rows that were.
    int read(const char *sql)
    {
        sqlite3_stmt *query = prepare(sql);
        int rows = 0;
        for (; sqlite3_step(query) == SQLITE_ROW; ++rows) {
            for (int i = 0; i < sqlite3_column_count(query); ++i)
                m_bytes += sqlite3_column_bytes(query, i); // fetches the value, as text
        }
        sqlite3_finalize(query);
        return rows;
    }

private:
    sqlite3_stmt *prepare(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        expect(sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr), SQLITE_OK);
        return statement;
    }
    void step(sqlite3_stmt *statement)
    {
        expect(sqlite3_step(statement), SQLITE_DONE);
        sqlite3_reset(statement);
    }
    void expect(int result, int wanted)
    {
        if (result != wanted)
            throw std::runtime_error(sqlite3_errmsg(m_database));
    }

    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_message = nullptr;
    sqlite3_stmt *m_event = nullptr;
    qint64 m_bytes = 0;
};

} // namespace waybill
