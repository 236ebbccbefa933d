#pragma once

#include "ui/dashboard/ChartFigures.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace waybill {

class BarsView;
class ChartLegend;
class FiguresModel;
class RowTable;

/// One chart with its title, its legend and its tools: the same figures as a table, and saved as picture or numbers.
class ChartCard final : public QFrame
{
    Q_OBJECT

public:
    /// Takes `bars`. `name` begins the object names of what is inside.
    ChartCard(const QString &name, const QString &title, BarsView *bars, QWidget *parent = nullptr);

    const ChartFigures &figures() const;
    /// Shows the figures; `nothing` stands in their place where there are none.
    void setFigures(const ChartFigures &figures, const QString &nothing);
    /// Instead of figures while there are none yet.
    void setWaiting(const QString &text);

signals:
    void opened(const waybill::Opening &opening);
    void pictureWanted();
    void numbersWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeTools(const QString &name);
    void arrange();

    QString m_title;
    BarsView *m_bars;
    FiguresModel *m_model;
    ChartLegend *m_legend;
    RowTable *m_table;
    QLabel *m_nothing;
    QPushButton *m_more;
    QStackedWidget *m_stack;
    QToolButton *m_asTable;
    QToolButton *m_save;
    bool m_hides = false; ///< the table has more than the chart
};

} // namespace waybill
