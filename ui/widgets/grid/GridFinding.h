#pragma once

#include "ui/widgets/grid/GridJob.h"

#include "app/rows/RowStore.h"

#include <QObject>
#include <QTimer>

namespace waybill {

class GridFindBar;
class GridView;

/// Finds text in the shown rows and columns of a grid: a worker says which rows have it, from there the view goes to
/// the next one. GUI thread.
class GridFinding final : public QObject
{
    Q_OBJECT

public:
    GridFinding(GridView *view, GridFindBar *bar);

    void find(const QString &text);
    void next() { go(true); }
    void previous() { go(false); }
    void end();

private:
    struct Found {
        std::vector<char> has; ///< by row of the store
        qint64 count = 0;      ///< among the rows shown
    };

    void look();
    void take(Found found);
    void go(bool forward);
    bool has(int row) const;
    void tell();

    GridView *m_view;
    GridFindBar *m_bar;
    QString m_text;
    QTimer m_soon;
    GridJob<std::optional<Found>> m_job;
    std::optional<Found> m_found;
    bool m_goWhenFound = false;
};

} // namespace waybill
