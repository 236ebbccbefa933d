#include "app/practice/data/SourceFormat.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const QStringList &names()
{
    static const QStringList all{QString(),        u"CSV"_s,           u"CSV-Unicode"_s,
                                 u"XML-Element"_s, u"XML-Attribute"_s, u"EXCEL"_s};
    return all;
}

} // namespace

std::optional<SourceFormat> sourceFormatNamed(const QString &name)
{
    for (qsizetype index = 0; index < names().size(); ++index)
        if (names().at(index).compare(name.trimmed(), Qt::CaseInsensitive) == 0)
            return SourceFormat(index);
    return std::nullopt;
}

QString nameOf(SourceFormat format)
{
    return names().at(qsizetype(format));
}

} // namespace practice
