#pragma once

#include "app/base/Error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <memory>
#include <unordered_map>

namespace waybill {

/// One connection to an SQLite file, with its prepared statements. Lives and dies in one thread.
/// Failures are Storage (Busy when another program kept the file for longer than 10 seconds) and name the file.
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Opens the file (ReadWrite makes it); SQLite looks into it only at the first statement. ReadOnly works on a
    /// write-protected disk too.
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

    const QString &path() const { return m_path; }
    /// SQLite's own object, as QSqlDriver gives it.
    QVariant handle() const;

private:
    Connection(QString path, QString name);
    Result<QSqlQuery *> execute(const QString &sql, const QVariantList &values);
    /// Reading needs a small file beside the journal, which cannot be made everywhere.
    bool wasLeftHalfMade();
    bool cannotMakeLog();
    tl::unexpected<Error> failed(const QSqlError &error) const;

    QString m_path;
    QString m_name; ///< of the connection in QSqlDatabase's list
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements;
};

/// The error for a journal that is damaged.
Error damageOf(const QString &path, const QString &detail = {});
/// True for the errors by which SQLite says that a file is damaged.
bool saysDamaged(const Error &error);

} // namespace waybill
