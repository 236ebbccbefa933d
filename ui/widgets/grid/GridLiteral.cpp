#include "ui/widgets/grid/GridLiteral.h"

namespace waybill {

using namespace Qt::StringLiterals;

QString gridLiteral(const GridColumn &column, CellKind kind, std::string_view text)
{
    const QString value = QString::fromUtf8(text.data(), qsizetype(text.size()));
    switch (kind) {
    case CellKind::Absent:
    case CellKind::Null:
        return u"null"_s;
    case CellKind::Boolean:
    case CellKind::Integer:
    case CellKind::Decimal:
    case CellKind::Time:
    case CellKind::Date:
        return value;
    case CellKind::Nested:
        return {};
    case CellKind::Text:
        break;
    }
    if (column.type == GridColumn::Type::Guid || column.type == GridColumn::Type::DateTime ||
        column.type == GridColumn::Type::Date)
        return value;
    const QString quoted = u'\'' + QString(value).replace(u"'"_s, u"''"_s) + u'\'';
    return column.type == GridColumn::Type::Enum ? column.typeName + quoted : quoted;
}

QString gridTerm(const GridColumn &column, CellKind kind, std::string_view text, bool equal)
{
    const QString literal = gridLiteral(column, kind, text);
    return literal.isEmpty() ? QString() : column.name + (equal ? u" eq "_s : u" ne "_s) + literal;
}

} // namespace waybill
