#pragma once

#include "ui/widgets/grid/GridProgress.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace waybill {

/// The line below a grid: how much of how much is here and shown, what it took, what is selected.
class GridFooter final : public QWidget
{
    Q_OBJECT

public:
    explicit GridFooter(QWidget *parent = nullptr);

    void setProgress(const GridProgress &progress);
    /// Rows of the store, those that the filters leave, bytes of memory.
    void setRows(qint64 loaded, qint64 shown, bool filtered, qint64 memory);
    /// Cells, and the rows and columns they lie in; what is said of them may follow.
    void setSelection(qint64 cells, qint64 rows, qint64 columns, const QString &figures);
    /// A worker is at it: what it does, and a button that stops it. Empty when it is done.
    void setWork(const QString &what);
    /// Says what happened, for a while.
    void say(const QString &what);

signals:
    void stopWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void write();

    GridProgress m_progress;
    qint64 m_loaded = 0, m_shown = 0, m_memory = 0;
    bool m_filtered = false;
    QString m_selected;
    QLabel *m_rows;
    QLabel *m_facts;
    QLabel *m_work;
    QTimer m_said;
    QPushButton *m_stop;
    QProgressBar *m_bar;
    QLabel *m_selection;
};

} // namespace waybill
