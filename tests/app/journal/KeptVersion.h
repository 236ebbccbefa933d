#pragma once

#include "JournalFixture.h"

#include "app/journal/Connection.h"

#include <QDir>

namespace waybill {

/// Where journals of earlier versions are kept, as their own programs wrote them.
inline QDir keptVersions()
{
    return QDir(QStringLiteral(WAYBILL_VERSIONS));
}

inline std::unique_ptr<Connection> connectionTo(const QString &path)
{
    auto connection = Connection::open(path, Connection::Mode::ReadWrite);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message));
    return std::move(*connection);
}

/// Makes a journal as a kept version wrote it.
inline void restoreKeptVersion(const QString &version, const QString &path)
{
    using namespace Qt::StringLiterals;
    const auto connection = connectionTo(path);
    const QString dump = QString::fromUtf8(bytesOf(keptVersions().filePath(version + u".sql"_s)));
    for (const QString &statement : dump.split(u";\n"_s, Qt::SkipEmptyParts)) {
        if (const auto done = connection->run(statement); !done)
            qFatal("%s: %s", qPrintable(done.error().detail), qPrintable(statement));
    }
}

/// The version a journal is of.
inline qint64 keptVersionOf(const QString &path)
{
    return connectionTo(path)->integer(QStringLiteral("PRAGMA user_version")).value_or(-1);
}

} // namespace waybill
