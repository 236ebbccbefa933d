#include "app/journal/Failure.h"

namespace waybill {

using namespace Qt::StringLiterals;

QString suggestedName(const FailureFile &file)
{
    constexpr qsizetype longestName = 80, longestSuffix = 6;
    QString entity;
    for (const QChar c : file.entity.first(std::min(longestName, file.entity.size())))
        entity += c.isLetterOrNumber() ? c : u'-';
    const qsizetype dot = file.name.lastIndexOf(u'.');
    bool plain = dot > 0 && file.name.size() - dot <= longestSuffix;
    for (qsizetype i = dot + 1; plain && i < file.name.size(); ++i)
        plain = file.name[i].isLetterOrNumber();
    return (file.kind == FailureFile::Kind::StagingErrors ? u"staging-errors-"_s : u"error-keys-"_s) + entity +
           (plain ? file.name.mid(dot) : u".txt"_s);
}

} // namespace waybill
