#pragma once

#include "ui/widgets/Pill.h"

#include <QLabel>

namespace waybill {

/// A pill that stands by itself, such as beside a heading. Accessible as a text with the pill's word.
class StatusPill final : public QLabel
{
    Q_OBJECT

public:
    explicit StatusPill(QWidget *parent = nullptr);

    const Pill &pill() const { return m_pill; }
    void setPill(const Pill &pill);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Pill m_pill;
};

} // namespace waybill
