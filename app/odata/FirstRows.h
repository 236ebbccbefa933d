#pragma once

#include "app/rows/RowHandler.h"

#include <QtGlobal>

namespace waybill {

/// Lets the first rows of a page through to another handler, which outlives this.
class FirstRows final : public RowHandler
{
public:
    FirstRows(RowHandler *to, qint64 most) : m_to(to), m_left(most) {}
    void beginRow() override
    {
        if (m_left > 0)
            m_to->beginRow();
    }
    void value(std::string_view name, const PageValue &value) override
    {
        if (m_left > 0)
            m_to->value(name, value);
    }
    void endRow() override
    {
        if (m_left > 0)
            m_to->endRow();
        --m_left;
    }

private:
    RowHandler *m_to;
    qint64 m_left;
};

} // namespace waybill
