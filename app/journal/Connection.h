#pragma once

#include "app/base/Error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace waybill {

/// One connection to an SQLite file, with its prepared statements. Lives and dies in one thread.
/// Failures are Storage (Busy when another program kept the file for longer than 10 seconds) and name the file.
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens the file (ReadWrite makes it); SQLite looks into it only at the first statement. ReadOnly works
    /// where nothing can be written, too. There a query is Busy when the file's owner wrote to it since, and the rows
    /// it handed over count for nothing; so is every later one.
    static Result<std::unique_ptr<Connection>> open(const QString &path, Mode mode);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs a statement that is needed once and gives no rows.
    Result<void> run(const QString &sql);
    /// Runs a prepared statement that gives no rows; the answer is how many rows it changed.
    Result<qint64> write(const QString &sql, const QVariantList &values);
    /// Like write, for an INSERT; the answer is the new row's id.
    Result<qint64> insert(const QString &sql, const QVariantList &values);
    /// Runs a prepared query and hands over each row. `take` must not run the same statement again.
    Result<void> each(const QString &sql, const QVariantList &values,
                      const std::function<void(const QSqlQuery &)> &take);
    /// The one integer a query gives; 0 when it gives no row or NULL.
    Result<qint64> integer(const QString &sql, const QVariantList &values = {});

    /// Whether the owner of a file that only others may write to wrote to it since: to be opened anew.
    bool isOvertaken() const;
    const QString &path() const { return m_path; }
    /// SQLite's own object, as QSqlDriver gives it.
    QVariant handle() const;

private:
    /// What tells whether a file is still the one that was opened.
    struct Content {
        qint64 size = 0;
        std::filesystem::file_time_type changed;
        QByteArray counter; ///< SQLite's own, of its changes
        bool operator==(const Content &) const = default;
    };

    Connection(QString path, QString name);
    Result<QSqlQuery *> execute(const QString &sql, const QVariantList &values);
    /// Reading needs a small file beside the journal, which cannot be made everywhere.
    bool wasLeftHalfMade();
    bool cannotMakeLog();
    bool hasLog() const;
    Content content() const;
    Error overtaken() const;
    tl::unexpected<Error> failed(const QSqlError &error) const;

    QString m_path;
    QString m_name; ///< of the connection in QSqlDatabase's list
    std::optional<Content> m_taken; ///< as it was when SQLite was told that it does not change
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements;
};

/// The error for a journal that is damaged.
Error damageOf(const QString &path, const QString &detail = {});
/// True for the errors by which SQLite says that a file is damaged.
bool saysDamaged(const Error &error);

} // namespace waybill
