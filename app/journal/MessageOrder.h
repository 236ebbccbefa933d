#pragma once

#include "app/base/Ids.h"
#include "app/journal/MessageView.h"

#include <memory>
#include <utility>
#include <vector>

namespace waybill {

/// Where one message stands in a list: 16 bytes a row, so that a million of them can be held.
struct OrderEntry {
    qint64 value = 0;    ///< ascending in the list's order; for texts their place in OrderTexts
    quint64 number : 63; ///< the message's key
    quint64 later : 1;   ///< stands below those who have it not

    MessageKey key() const { return MessageKey(qint64(number)); }
};
using OrderRows = std::vector<OrderEntry>;

/// What one state of a list became from the one before: enough to move a table's rows without looking at all of them.
struct OrderChange {
    std::shared_ptr<const OrderRows> rows = std::make_shared<const OrderRows>(); ///< as they are now
    std::vector<int> removed;                    ///< rows of the list before, ascending
    std::vector<int> inserted;                   ///< rows of the list now, ascending
    std::vector<std::pair<MessageKey, int>> moved; ///< removed and inserted, with the row now; by key

    bool changesRows() const { return !removed.empty() || !inserted.empty(); }
    /// Where a row of the list before is now; -1 when it left.
    int rowNow(int before, MessageKey key) const;
};

/// The order of one MessageView: compares entries, and works out what changes do to a list. One thread.
class MessageOrder
{
public:
    MessageOrder(MessageSort sort, Qt::SortOrder order) : m_sort(sort), m_order(order) {}

    /// The entry of a message; `value` is what the column of SQL gave that `orderColumn` names.
    OrderEntry entry(MessageKey key, const QVariant &value, bool later);
    bool before(const OrderEntry &a, const OrderEntry &b) const;
    void sort(OrderRows &rows) const;

    /// From `from` to `to`, both sorted.
    OrderChange difference(const OrderRows &from, std::shared_ptr<const OrderRows> to) const;
    /// Takes what became of the messages `keys`: those that belong to the list are in `present`.
    OrderChange replace(std::shared_ptr<const OrderRows> rows, const QList<MessageKey> &keys, OrderRows present);

private:
    bool sameValue(const OrderEntry &a, const OrderEntry &b) const;
    int compareTexts(qint64 a, qint64 b) const;
    bool isText() const;
    void dropUnusedTexts(OrderRows &rows);

    MessageSort m_sort;
    Qt::SortOrder m_order;
    std::vector<char> m_texts; ///< folded for comparing, each ended by a zero
    size_t m_textsLimit = 1 << 22; ///< beyond it the unused ones are dropped
};

} // namespace waybill
