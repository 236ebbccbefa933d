#pragma once

#include "app/journal/MessageOrder.h"
#include "app/journal/MessageQuery.h"

namespace waybill {

class Connection;

/// The first rows of a view.
struct FirstScreen {
    OrderRows rows;          ///< in no order
    QList<Message> messages; ///< of all of them, as listedFrom gives them
};

/// Reads which messages a MessageView shows, a part at a time and the newest first, so that whoever reads a million of
/// them can stop, tell how far it is, and do other things between. What changes between two parts is not missed by a
/// reader who asks `present` about it afterwards.
class ViewScan
{
public:
    explicit ViewScan(const MessageView &view);

    /// Appends what the next `rows` rows of the journal have for the view, in no order. More than one part may have
    /// to be looked at for one row.
    Result<void> read(Connection &connection, int rows, MessageOrder &order, OrderRows &into);
    /// Whether more than an index is asked: then what belongs to the view may be rare.
    bool looksIntoRows() const { return m_looksIntoRows; }
    bool finished() const { return m_phase == m_phases.size(); }
    qint64 looked() const { return m_looked; } ///< rows of the journal so far

    /// Whether `first` can be asked: the order of the view is that of an index, which answers it alone, or few rows
    /// belong to it.
    bool hasQuickFirst() const;
    /// The first rows of the view, at least `rows` of them. Sorting by file may miss some whose names have letters
    /// beyond ASCII.
    Result<FirstScreen> first(Connection &connection, int rows, MessageOrder &order) const;
    /// Which of these messages belong to the view now.
    Result<OrderRows> present(Connection &connection, const QList<MessageKey> &keys, MessageOrder &order) const;
    /// How many rows of the journal are to be looked at; 0: not known.
    Result<qint64> expected(Connection &connection) const;

private:
    /// What one index gives in the order of time.
    struct Phase {
        BoundSql indexed, other;
        bool later = false;
    };
    /// Above it everything was read.
    struct Place {
        qint64 created, key;
    };
    Result<void> readPart(Connection &connection, const Phase &phase, int rows, Place &place, qint64 &looked,
                          MessageOrder &order, OrderRows &into) const;
    Result<void> take(Connection &connection, const BoundSql &condition, bool later, MessageOrder &order,
                      OrderRows &into) const;
    Result<void> takeFirst(Connection &connection, const Phase &phase, int rows, MessageOrder &order,
                           FirstScreen &into) const;

    MessageView m_view;
    bool m_looksIntoRows;
    QList<Phase> m_phases;
    qsizetype m_phase = 0;
    Place m_place;
    qint64 m_looked = 0;
};

} // namespace waybill
