#pragma once

#include "app/catalogue/EntitySet.h"
#include "app/odata/Query.h"

#include <QFrame>

#include <array>

class QComboBox;

namespace waybill {

class CatalogueFeed;

/// A drop-down in which up to three fields to order by are chosen; an address may have more, which stay.
class OrderChooser final : public QFrame
{
    Q_OBJECT

public:
    /// The feed outlives this.
    explicit OrderChooser(const CatalogueFeed *feed, QWidget *parent = nullptr);

    void setOrder(const QList<EntityProperty> &properties, const QList<QueryOrder> &order);
    QList<QueryOrder> order() const;
    /// Below `anchor`, within the screen.
    void popUp(QWidget *anchor);

signals:
    void orderChanged();

private:
    struct Line {
        QComboBox *field, *direction;
    };
    const CatalogueFeed *m_feed;
    std::array<Line, 3> m_lines;
    QList<QueryOrder> m_more;
};

} // namespace waybill
