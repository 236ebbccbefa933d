#include "ui/widgets/StatusPill.h"

#include <QPainter>

namespace waybill {

StatusPill::StatusPill(QWidget *parent) : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StatusPill::setPill(const Pill &pill)
{
    if (pill == m_pill)
        return;
    m_pill = pill;
    setText(pill.text);
    setAccessibleName(pill.text);
    setToolTip(pill.text);
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    return pillSize(font(), m_pill);
}

QSize StatusPill::minimumSizeHint() const
{
    return {qMin(60, sizeHint().width()), sizeHint().height()};
}

void StatusPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(&painter, rect(), font(), m_pill, paletteOf(this));
}

} // namespace waybill
