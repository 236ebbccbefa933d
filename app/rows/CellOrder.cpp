#include "app/rows/CellOrder.h"

#include "app/rows/CellNumber.h"
#include "app/rows/CellTime.h"

#include <QString>

#include <algorithm>

namespace waybill {

CellClass classOf(const CellView &cell)
{
    switch (cell.kind) {
    case CellKind::Boolean:
        return CellClass::Boolean;
    case CellKind::Integer:
    case CellKind::Decimal:
        return CellClass::Number;
    case CellKind::Time:
        return isEmptyDate(cell.text) ? CellClass::EmptyDate : CellClass::Moment;
    case CellKind::Date:
        return CellClass::Moment;
    case CellKind::Text:
        return CellClass::Text;
    case CellKind::Nested:
        return CellClass::Nested;
    case CellKind::Absent:
    case CellKind::Null:
        break;
    }
    return CellClass::Nothing;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string foldedText(std::string_view text)
{
    std::string folded;
    if (isAscii(text)) {
        folded = text;
        for (char &c : folded)
            c = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
        return folded;
    }
    const QString apart =
        QString::fromUtf8(text.data(), qsizetype(text.size())).normalized(QString::NormalizationForm_KD);
    QString plain;
    plain.reserve(apart.size());
    for (const QChar c : apart) {
        if (c == u'ß' || c == u'ẞ')
            plain += QStringLiteral("ss");
        else if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    const QByteArray bytes = plain.toCaseFolded().toUtf8();
    return std::string(bytes.constData(), std::size_t(bytes.size()));
}

std::weak_ordering compareCells(const CellView &a, const CellView &b)
{
    const CellClass classOfA = classOf(a);
    const CellClass classOfB = classOf(b);
    if (classOfA != classOfB)
        return classOfA <=> classOfB;
    switch (classOfA) {
    case CellClass::Boolean:
        return a.text <=> b.text;
    case CellClass::Number:
        return compareNumbers(a.text, b.text);
    case CellClass::Moment:
        return ticksOf(a.text).value_or(0) <=> ticksOf(b.text).value_or(0);
    case CellClass::Text:
    case CellClass::Nested:
        return foldedText(a.text) <=> foldedText(b.text);
    case CellClass::EmptyDate:
    case CellClass::Nothing:
        break;
    }
    return std::weak_ordering::equivalent;
}

bool isSameValue(const CellView &a, const CellView &b)
{
    const CellClass classOfA = classOf(a);
    if (classOfA != classOf(b))
        return false;
    if (classOfA == CellClass::Nothing || classOfA == CellClass::EmptyDate || a.text == b.text)
        return true;
    return classOfA == CellClass::Number && compareNumbers(a.text, b.text) == std::strong_ordering::equal;
}

} // namespace waybill
