#pragma once

#include <QString>

namespace waybill {

/// A field's name or label reduced to what both share: letters and digits in one case, so that the label
/// "Item number" and the column ITEMNUMBER become the same. The second writes into memory that is used again.
inline void foldName(QStringView name, QString &folded)
{
    folded.resize(name.size());
    QChar *const begin = folded.data();
    QChar *end = begin;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            *end++ = c.toCaseFolded();
    }
    folded.truncate(end - begin);
}

inline QString foldedName(QStringView name)
{
    QString folded;
    foldName(name, folded);
    return folded;
}

} // namespace waybill
