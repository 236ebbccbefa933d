#pragma once

#include "app/files/TableReading.h"

#include <QStringList>

namespace waybill::tests {

/// The rows that a reader hands over, each as `NAME=value` with its kind's letter in front: n number, t text, b
/// boolean.
class RowsAsText final : public RowHandler
{
public:
    void beginRow() override { m_cells.clear(); }
    void value(std::string_view name, const PageValue &value) override
    {
        const QString kind = value.kind == PageValue::Kind::Number ? QStringLiteral("n")
                             : value.kind == PageValue::Kind::Text ? QStringLiteral("t")
                                                                   : QStringLiteral("b");
        m_cells.append(kind + QString::fromUtf8(name.data(), qsizetype(name.size())) + u'=' +
                       QString::fromUtf8(value.text.data(), qsizetype(value.text.size())));
    }
    void endRow() override { rows.append(m_cells.join(u'|')); }

    QStringList rows;

private:
    QStringList m_cells;
};

} // namespace waybill::tests
