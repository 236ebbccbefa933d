#pragma once

#include "app/journal/JournalWork.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace waybill {

class EmptyState;

/// What stands in the window while the journal is opened and that takes its time: what is done, how far it is, and a
/// way out.
class OpeningPage final : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningPage(QWidget *parent = nullptr);

    void setWork(const JournalWork &work);
    /// It was cancelled, and the step that runs is ending.
    void setEnding();

signals:
    /// The button, or Escape.
    void cancelled();

private:
    void setProgress(qint64 done, qint64 whole);

    EmptyState *m_state;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QTimer m_motion; ///< while it is not known how far it is
    bool m_ending = false;
};

} // namespace waybill
