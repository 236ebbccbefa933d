#pragma once

#include "ui/dashboard/BarsView.h"

namespace waybill {

/// Categories below each other, a name and values above the bars of each: jobs, entities, causes. Shows the first ones;
/// the rest stands in the table.
class RowBars final : public BarsView
{
    Q_OBJECT

public:
    explicit RowBars(QWidget *parent = nullptr);

    static constexpr qsizetype most = 6;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    Qt::Orientation direction() const override { return Qt::Vertical; }
    qsizetype shownCategories() const override { return std::min(most, figures().categories.size()); }
    QRectF bar(qsizetype category, qsizetype series) const override;
    QRectF area(qsizetype category, qsizetype series) const override;
    void arrange() override;
    void paintTexts(QPainter *painter) override;

private:
    int rowHeight() const;
    qsizetype drawnSeries() const;
    double barsPart() const; ///< of a row, for all its bars
    QString values(qsizetype category) const;
};

} // namespace waybill
