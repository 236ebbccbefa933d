#include "app/practice/traffic/Cause.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

bool spoilsRecords(Cause cause)
{
    return cause < Cause::Header;
}

QStringList causeNames()
{
    static const QStringList names{u"number"_s,   u"date"_s,      u"enum"_s,      u"length"_s, u"mandatory"_s,
                                   u"reference"_s, u"duplicate"_s, u"columns"_s,   u"company"_s, u"header"_s,
                                   u"encoding"_s, u"quote"_s,     u"malformed"_s, u"empty"_s,   u"balance"_s,
                                   u"lineends"_s, u"byteorder"_s, u"nomap"_s,     u"missingfile"_s};
    return names;
}

QString nameOf(Cause cause)
{
    return causeNames().at(qsizetype(cause));
}

std::optional<std::pair<Cause, int>> causeFrom(const QString &text)
{
    const QString name = text.section(u':', 0, 0);
    const QString number = text.section(u':', 1);
    const qsizetype index = causeNames().indexOf(name);
    bool isNumber = true;
    const int count = number.isEmpty() ? 1 : number.toInt(&isNumber);
    if (index < 0 || !isNumber || count < 1)
        return std::nullopt;
    return std::pair(Cause(index), count);
}

bool has(const Causes &causes, Cause cause)
{
    return std::any_of(causes.begin(), causes.end(), [cause](const auto &entry) { return entry.first == cause; });
}

} // namespace practice
