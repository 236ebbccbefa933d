#pragma once

#include "app/rows/RowBlock.h"

#include <functional>
#include <optional>

namespace waybill {

/// Makes blocks of the rows it is handed: a small one first, so that somebody sees it at once.
class BlockMaker final : public RowHandler
{
public:
    using Take = std::function<bool(std::shared_ptr<const RowBlock>)>;
    static constexpr qsizetype firstRows = 1'000;
    static constexpr qsizetype laterRows = 10'000;

    /// After false from `take`, `enough` is called once and rows are dropped.
    BlockMaker(Take take, std::function<void()> enough) : m_take(std::move(take)), m_enough(std::move(enough)) {}

    void beginRow() override
    {
        if (!m_builder && !m_isEnough)
            m_builder.emplace();
    }
    void value(std::string_view name, const PageValue &value) override
    {
        if (m_isEnough)
            return;
        m_bytes += value.text.size();
        m_builder->value(name, value);
    }
    void endRow() override
    {
        if (m_isEnough)
            return;
        m_builder->endRow();
        if (++m_rows >= m_wanted || m_bytes > mostBytes)
            flush();
    }
    /// Hands over what is left.
    void flush()
    {
        if (m_builder && m_rows > 0) {
            m_given += m_rows;
            if (!m_take(m_builder->finish())) {
                m_isEnough = true;
                m_enough();
            }
        }
        m_builder.reset();
        m_rows = 0;
        m_bytes = 0;
        m_wanted = laterRows;
    }
    bool isEnough() const { return m_isEnough; }
    qint64 given() const { return m_given; } ///< rows that were taken

private:
    static constexpr std::size_t mostBytes = 64 << 20; ///< of texts in one block

    Take m_take;
    std::function<void()> m_enough;
    std::optional<RowBlockBuilder> m_builder;
    qsizetype m_rows = 0;
    qsizetype m_wanted = firstRows;
    std::size_t m_bytes = 0;
    qint64 m_given = 0;
    bool m_isEnough = false;
};

} // namespace waybill
