#pragma once

#include "ui/dashboard/BarsView.h"

namespace waybill {

/// Categories side by side, their series stacked: messages by outcome over time.
class StackedBars final : public BarsView
{
    Q_OBJECT

public:
    explicit StackedBars(QWidget *parent = nullptr);

    QSize sizeHint() const override { return {600, 170}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

protected:
    Qt::Orientation direction() const override { return Qt::Horizontal; }
    QRectF bar(qsizetype category, qsizetype series) const override;
    QRectF area(qsizetype category, qsizetype series) const override;
    void arrange() override;
    void paintScale(QPainter *painter) override;
    void paintTexts(QPainter *painter) override;

private:
    double highest() const;
};

} // namespace waybill
