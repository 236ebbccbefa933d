#include "app/files/ArchiveLimits.h"

#include "app/base/Text.h"

#include <array>

namespace waybill {

namespace {

struct Named {
    const char *name;
    qint64 ArchiveLimits::*limit;
};

constexpr std::array limitNames{Named{"bytes", &ArchiveLimits::bytes}, Named{"entries", &ArchiveLimits::entries},
                           Named{"ratio", &ArchiveLimits::ratio}, Named{"ratioFrom", &ArchiveLimits::ratioFrom},
                           Named{"depth", &ArchiveLimits::depth}, Named{"nameBytes", &ArchiveLimits::nameBytes}};

} // namespace

QStringList ArchiveLimits::names()
{
    QStringList all;
    for (const Named &one : limitNames)
        all.append(QString::fromLatin1(one.name));
    return all;
}

Result<void> ArchiveLimits::set(const QString &nameAndValue)
{
    const qsizetype equals = nameAndValue.indexOf(u'=');
    const QString name = nameAndValue.first(std::max<qsizetype>(equals, 0)).trimmed();
    for (const Named &one : limitNames) {
        if (name.compare(QLatin1String(one.name), Qt::CaseInsensitive) != 0)
            continue;
        const QString given = nameAndValue.sliced(equals + 1).trimmed();
        bool isNumber = false;
        const qint64 value = given.toLongLong(&isNumber);
        // Room for sums and products of limits.
        if (!isNumber || value <= 0 || value > (qint64(1) << 60))
            return fail(ErrorKind::Usage,
                        text("\"%1\" is no limit for %2: give a whole number above 0.").arg(given, name));
        this->*one.limit = value;
        return {};
    }
    return fail(ErrorKind::Usage, text("\"%1\" sets no limit. Write NAME=VALUE with one of these names: %2.")
                                      .arg(nameAndValue, names().join(QStringLiteral(", "))));
}

} // namespace waybill
