#include "app/odata/RowColumns.h"
#include "app/odata/RowWriter.h"
#include "app/odata/ServedNumber.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <charconv>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct CloseDatabase {
    void operator()(sqlite3 *database) const { sqlite3_close(database); }
};
struct CloseStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};

/// One table; a page is a transaction. A whole number that fits is an integer, another number of at most 15 digits a
/// real, all others text, digit for digit; true and false are 1 and 0.
class SqliteWriter final : public RowWriter
{
public:
    SqliteWriter(const QString &file, const QString &name, const QStringList &columns)
        : m_file(file), m_table(quotedName(name.toStdString())), m_columns(columns, RowColumns::Growth::Always)
    {
    }

    void rename(const QString &name) override { m_table = quotedName(name.toStdString()); }

    void beginPage() override
    {
        m_columns.beginPage();
        if (!m_failure)
            m_failure = open();
        run("BEGIN");
        m_addedBefore = m_added;
        m_hadTable = m_hasTable;
    }

    void beginRow() override
    {
        m_texts.clear();
        m_cells.assign(size_t(m_columns.size()), Cell{});
    }

    void value(std::string_view name, const PageValue &value) override
    {
        const int column = m_columns.of(name, value);
        if (column < 0)
            return;
        if (size_t(column) >= m_cells.size())
            m_cells.resize(size_t(column) + 1);
        Cell &cell = m_cells[size_t(column)];
        cell = {value.kind, m_texts.size(), value.text.size()};
        m_texts += value.text;
    }

    void endRow() override
    {
        m_columns.endRow();
        if (m_failure)
            return;
        prepare();
        for (size_t i = 0; i < m_cells.size() && !m_failure; ++i)
            bind(int(i) + 1, m_cells[i]);
        if (m_failure)
            return;
        if (sqlite3_step(m_insert.get()) != SQLITE_DONE)
            m_failure = failed();
        sqlite3_reset(m_insert.get());
    }

    Result<void> keepPage() override
    {
        run("COMMIT");
        return result();
    }

    void dropPage() override
    {
        m_insert.reset();
        if (m_database)
            sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        m_columns.dropPage();
        m_added = m_addedBefore;
        m_hasTable = m_hadTable;
        m_sqlNames.resize(size_t(m_added));
        m_quotedNames.resize(size_t(m_added));
    }

    Result<void> finish() override
    {
        if (!m_failure)
            m_failure = open();
        if (!m_failure && !m_hasTable)
            prepare();
        close();
        return result();
    }

    void abandon() override
    {
        if (m_database)
            sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        close();
    }

private:
    struct Cell {
        PageValue::Kind kind = PageValue::Kind::Null;
        size_t at = 0, length = 0; ///< in m_texts
    };

    static std::string quotedName(const std::string &name)
    {
        std::string quoted = "\"";
        for (const char c : name) {
            quoted += c;
            if (c == '"')
                quoted += c;
        }
        return quoted + '"';
    }

    std::optional<Error> open()
    {
        if (m_database)
            return std::nullopt;
        QFile::remove(m_file);
        sqlite3 *database = nullptr;
        const int opened = sqlite3_open_v2(m_file.toUtf8().constData(), &database,
                                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
        m_database.reset(database);
        if (opened != SQLITE_OK)
            return failed();
        // The file has its name only when it is whole: nothing is to be brought back after a crash.
        for (const char *setting : {"PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF"})
            sqlite3_exec(database, setting, nullptr, nullptr, nullptr);
        return std::nullopt;
    }

    void close()
    {
        m_insert.reset();
        m_database.reset();
    }

    Error failed() const
    {
        const QString why = m_database ? QString::fromUtf8(sqlite3_errmsg(m_database.get())) : u"no memory"_s;
        return {ErrorKind::Storage, u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(m_file), why)};
    }

    Result<void> result() const { return m_failure ? Result<void>(fail(*m_failure)) : Result<void>(); }

    void run(const std::string &sql)
    {
        if (!m_failure && sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            m_failure = failed();
    }

    /// A name of its own for each column: SQLite does not tell `Name` from `name`.
    std::string nextName()
    {
        QString name = QString::fromStdString(m_columns.names()[size_t(m_added)]);
        name.replace(QChar(u'\0'), QChar::ReplacementCharacter); // SQL ends at it
        QString own = name.isEmpty() ? u"_"_s : name;
        for (int i = 2; std::ranges::find(m_sqlNames, own.toLower()) != m_sqlNames.end(); ++i)
            own = u"%1_%2"_s.arg(name).arg(i);
        m_sqlNames.push_back(own.toLower());
        m_quotedNames.push_back(quotedName(own.toStdString()));
        ++m_added;
        return m_quotedNames.back();
    }

    /// The table has all columns, and there is a statement for a row.
    void prepare()
    {
        if (const int most = sqlite3_limit(m_database.get(), SQLITE_LIMIT_COLUMN, -1); m_columns.size() > most) {
            m_failure = Error{ErrorKind::Storage,
                              u"A table of SQLite takes %1 columns, and these rows have more. Choose some of them "
                              u"with --select ($select), or write csv, json or jsonl."_s.arg(most)};
            return;
        }
        if (!m_hasTable) {
            std::string list;
            while (m_added < m_columns.size())
                list += (list.empty() ? "" : ",") + nextName();
            run("CREATE TABLE " + m_table + " (" + (list.empty() ? "\"_\"" : list) + ")");
            m_hasTable = true;
            m_insert.reset();
        }
        while (m_added < m_columns.size() && !m_failure) {
            run("ALTER TABLE " + m_table + " ADD COLUMN " + nextName());
            m_insert.reset();
        }
        if (m_insert || m_failure)
            return;
        std::string names, marks;
        for (const std::string &name : m_quotedNames) {
            names += (names.empty() ? "" : ",") + name;
            marks += marks.empty() ? "?" : ",?";
        }
        sqlite3_stmt *statement = nullptr;
        const std::string values = names.empty() ? " DEFAULT VALUES" : " (" + names + ") VALUES (" + marks + ")";
        const std::string sql = "INSERT INTO " + m_table + values;
        if (sqlite3_prepare_v2(m_database.get(), sql.c_str(), int(sql.size()), &statement, nullptr) != SQLITE_OK)
            m_failure = failed();
        m_insert.reset(statement);
    }

    void bind(int place, const Cell &cell)
    {
        sqlite3_stmt *statement = m_insert.get();
        const std::string_view text = std::string_view(m_texts).substr(cell.at, cell.length);
        int bound = SQLITE_OK;
        switch (cell.kind) {
        case PageValue::Kind::Null:
            bound = sqlite3_bind_null(statement, place);
            break;
        case PageValue::Kind::False:
        case PageValue::Kind::True:
            bound = sqlite3_bind_int(statement, place, cell.kind == PageValue::Kind::True ? 1 : 0);
            break;
        case PageValue::Kind::Number: {
            sqlite3_int64 whole = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), whole);
            if (read.ec == std::errc() && read.ptr == text.data() + text.size())
                bound = sqlite3_bind_int64(statement, place, whole);
            else if (bool fits = false; significantDigits(text) <= safeDigits) {
                const double real = QByteArrayView(text.data(), qsizetype(text.size())).toDouble(&fits);
                bound = fits ? sqlite3_bind_double(statement, place, real) : bindText(place, text);
            } else
                bound = bindText(place, text);
            break;
        }
        case PageValue::Kind::Text:
        case PageValue::Kind::Nested:
            bound = bindText(place, text);
            break;
        }
        if (bound != SQLITE_OK)
            m_failure = failed();
    }

    int bindText(int place, std::string_view text)
    {
        return sqlite3_bind_text64(m_insert.get(), place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }

    QString m_file;
    std::string m_table;
    RowColumns m_columns;
    std::unique_ptr<sqlite3, CloseDatabase> m_database;
    std::unique_ptr<sqlite3_stmt, CloseStatement> m_insert;
    std::optional<Error> m_failure; ///< the first; nothing is done after it
    std::string m_texts;            ///< of this row
    std::vector<Cell> m_cells;
    std::vector<QString> m_sqlNames; ///< as SQLite compares them
    std::vector<std::string> m_quotedNames;
    bool m_hasTable = false, m_hadTable = false; ///< now, at the beginning of the page
    int m_added = 0;                             ///< columns that the table has
    int m_addedBefore = 0;
};
} // namespace

std::unique_ptr<RowWriter> sqliteWriter(const QString &file, const QString &name, QStringList columns)
{
    return std::make_unique<SqliteWriter>(file, name, columns);
}

} // namespace waybill
