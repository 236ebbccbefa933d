#pragma once

#include "ui/style/Icons.h"

#include <QListWidget>

namespace waybill {

/// The list of pages at the left of the window: an icon, the page's name, and a badge with what waits there. Accessible
/// as a list whose items have exactly the pages' names.
class NavList final : public QListWidget
{
    Q_OBJECT

public:
    explicit NavList(QWidget *parent = nullptr);

    /// Appends a page; its row is the order of calls.
    void addPage(Icon icon, const QString &name);
    /// What waits on the page; 0 shows no badge.
    void setBadge(int row, qint64 count, const QString &meaning);
    /// Icons alone, for narrow windows; names stay in the tooltips and for assistive technology.
    void setCompact(bool compact);

    QSize sizeHint() const override;

private:
    bool m_compact = false;
};

} // namespace waybill
