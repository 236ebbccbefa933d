#include "Input.h"

#include "app/rows/ColumnStatistics.h"
#include "app/rows/JsonText.h"
#include "app/rows/PageParser.h"
#include "app/rows/RowFilter.h"
#include "app/rows/RowOrder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::fuzz;

namespace {

/// Builds a block and counts along.
class Watching : public RowBlockBuilder
{
public:
    void beginRow() override
    {
        HOLDS(!m_inRow);
        m_inRow = true;
        RowBlockBuilder::beginRow();
    }
    void value(std::string_view name, const PageValue &value) override
    {
        HOLDS(m_inRow && value.name >= 0 && value.name < PageParser::maxNames && !value.raw.empty());
        RowBlockBuilder::value(name, value);
    }
    void endRow() override
    {
        m_inRow = false;
        ++rows;
        RowBlockBuilder::endRow();
    }
    qint64 rows = 0;

private:
    bool m_inRow = false;
};

} // namespace

// The page comes twice, so that columns of two blocks meet; what a store says of it must hang together.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    PageParser parser;
    RowStore store;
    for (int page = 0; page < 2; ++page) {
        Watching builder;
        const auto envelope = parser.parse(bytes, builder);
        HOLDS((envelope ? envelope->rows : envelope.error().rows) == builder.rows);
        HOLDS(envelope || (envelope.error().at >= 0 && envelope.error().at <= bytes.size() &&
                           !envelope.error().error.message.isEmpty()));
        if (!envelope || !store.append(builder.finish()))
            return 0;
        // What is taken for a whole page is sound JSON for another reader too, within the depth and the numbers that it
        // follows.
        QJsonParseError error;
        QJsonDocument::fromJson(bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes, &error);
        HOLDS(error.error == QJsonParseError::NoError || error.error == QJsonParseError::DeepNesting ||
              error.error == QJsonParseError::IllegalNumber || error.error == QJsonParseError::DocumentTooLarge);
    }
    const std::vector<RowCondition> anywhere{{RowCondition::Is::Containing, RowCondition::anyColumn, "a"}};
    filteredRows(store, anywhere);
    for (int column = 0; column < std::min(store.columns(), 8); ++column) {
        const auto statistics = columnStatistics(store, column, allRows(store));
        HOLDS(statistics && statistics->rows == store.rows());
        const std::vector<SortKey> keys{{column, column % 2 == 1}};
        const auto sorted = sortedRows(store, allRows(store), keys);
        HOLDS(sorted && sorted->size() == allRows(store).size());
        for (qsizetype row = 0; row < std::min(store.rows(), qsizetype(20)); ++row) {
            store.instant(row, column);
            store.number(row, column);
            const std::vector<RowCondition> same{conditionOf(store, row, column, RowCondition::Is::Equal)};
            const auto kept = filteredRows(store, same);
            HOLDS(kept && std::binary_search(kept->begin(), kept->end(), quint32(row)));
            HOLDS(json::isSound(store.json(row)));
        }
    }
    return 0;
}
