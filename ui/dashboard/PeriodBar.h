#pragma once

#include "app/journal/Period.h"

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace waybill {

class ElidedLabel;

/// Chooses how much time the figures look at, and goes back and forth in it.
class PeriodBar final : public QWidget
{
    Q_OBJECT

public:
    explicit PeriodBar(QWidget *parent = nullptr);

    const Period &period() const { return m_period; }
    void setPeriod(const Period &period);
    /// The days meant, in words, beside the arrows.
    void setDays(const QString &days);

signals:
    void periodChanged(const waybill::Period &period);

private:
    QToolButton *arrow(const QString &name, const QString &word, const QString &keys, int back);

    Period m_period;
    QButtonGroup *m_lengths;
    QToolButton *m_earlier, *m_later;
    ElidedLabel *m_days;
};

} // namespace waybill
