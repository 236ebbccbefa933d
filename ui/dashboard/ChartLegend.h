#pragma once

#include "ui/dashboard/ChartFigures.h"

#include <QWidget>

namespace waybill {

/// What the fills of a chart mean, in words, with the sum of each; wraps where the width ends.
class ChartLegend final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartLegend(QWidget *parent = nullptr);

    void setFigures(const ChartFigures &figures);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, heightForWidth(100000)}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry {
        QString text;
        StatusRole role;
        Hatch hatch;
        bool operator==(const Entry &) const = default;
    };
    QList<QRect> places(int width) const;

    QList<Entry> m_entries;
};

} // namespace waybill
