#pragma once

#include "ui/widgets/RowTable.h"

namespace waybill {

/// A RowTable whose first column stays in sight while the others scroll away sideways behind it.
class FrozenColumnTable final : public RowTable
{
    Q_OBJECT

public:
    explicit FrozenColumnTable(RowSize size = RowSize::Normal, QWidget *parent = nullptr);

    /// Pixels at the left that the first column covers; 0 while nothing is scrolled behind it.
    int covered() const;

    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
};

} // namespace waybill
