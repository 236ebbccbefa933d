#pragma once

#include <QString>

namespace waybill {

/// A field's name or label reduced to what both share: letters and digits in one case, so that the label
/// "Item number" and the column ITEMNUMBER become the same.
inline QString foldedName(QStringView name)
{
    QString folded;
    folded.reserve(name.size());
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            folded += c.toCaseFolded();
    }
    return folded;
}

} // namespace waybill
