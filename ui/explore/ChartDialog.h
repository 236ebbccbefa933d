#pragma once

#include "ui/explore/ChartFigure.h"

#include <QDialog>

#include <memory>
#include <optional>

class QChartView;
class QComboBox;
class QLabel;

namespace waybill {

/// Bars over two columns of rows: how many rows each value of one has, or what another sums up to. Counts on a worker.
/// Deletes itself when it is closed.
class ChartDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `columns`: the one to group by, and one of numbers; either may be missing.
    ChartDialog(std::shared_ptr<const RowStore> store, const QStringList &columns, QWidget *parent);
    ~ChartDialog() override;

signals:
    /// The bars stand.
    void drawn();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeChoices(const QStringList &columns);
    void refresh();
    void draw();

    std::shared_ptr<const RowStore> m_store;
    std::stop_source m_stop;
    std::optional<ChartFigure> m_figure; ///< that is shown
    QComboBox *m_by, *m_measure;
    QChartView *m_view;
    QLabel *m_note;
};

} // namespace waybill
