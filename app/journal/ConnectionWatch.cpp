#include "app/journal/ConnectionWatch.h"

#include "app/journal/Connection.h"

#include <QVariant>

#include <sqlite3.h>

#include <cstring>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds between{100};
constexpr int instructions = 1000; // some tenths of a millisecond

/// The handle, where the SQLite that Qt uses is the one this program is linked with: built from the same source in the
/// same way. Another one may lay its objects out differently.
sqlite3 *handleOf(Connection &connection)
{
    const QVariant handle = connection.handle();
    if (!handle.isValid() || std::strcmp(handle.typeName(), "sqlite3*") != 0)
        return nullptr;
    QString source;
    QStringList theirs, ours;
    const auto asked = connection.each(u"SELECT sqlite_source_id()"_s, {},
                                       [&](const QSqlQuery &row) { source = row.value(0).toString(); });
    const auto listed = connection.each(u"PRAGMA compile_options"_s, {},
                                        [&](const QSqlQuery &row) { theirs.append(row.value(0).toString()); });
    for (int i = 0; const char *option = sqlite3_compileoption_get(i); ++i)
        ours.append(QString::fromLatin1(option));
    const bool isSame = asked && listed && source == QLatin1StringView(sqlite3_sourceid()) && theirs == ours;
    return isSame ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr;
}
} // namespace

ConnectionWatch::ConnectionWatch(Connection &connection, std::function<bool()> goesOn)
    : m_goesOn(std::move(goesOn)), m_handle(handleOf(connection)), m_next(std::chrono::steady_clock::now())
{
    if (m_handle)
        sqlite3_progress_handler(m_handle, instructions, &ConnectionWatch::ask, this);
}

ConnectionWatch::~ConnectionWatch()
{
    if (m_handle)
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

int ConnectionWatch::ask(void *self)
{
    auto *watch = static_cast<ConnectionWatch *>(self);
    const auto now = std::chrono::steady_clock::now();
    if (now < watch->m_next)
        return 0;
    watch->m_next = now + between;
    return watch->m_goesOn() ? 0 : 1;
}

} // namespace waybill
