#include "ui/widgets/CauseCard.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>

namespace waybill {

CauseCard::CauseCard(QWidget *parent)
    : QFrame(parent), m_title(new QLabel(this)), m_count(new QLabel(this)), m_mend(new QLabel(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_title->setFont(fonts::strong(font()));
    m_count->setFont(fonts::strong(font()));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_mend->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_mend}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::unit);
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(15, metrics::unit, 12, metrics::unit);
    rows->setSpacing(2);
    rows->addLayout(head);
    rows->addWidget(m_mend);
}

void CauseCard::setCause(StatusRole role, const QString &title, const QString &count, const QString &mend)
{
    m_role = role;
    m_title->setText(title);
    m_count->setText(count);
    m_mend->setText(mend);
    m_mend->setVisible(!mend.isEmpty());
    setAccessibleName(count.isEmpty() ? title : tr("%1, %2").arg(title, count));
    setAccessibleDescription(mend);
    update();
}

QString CauseCard::title() const
{
    return m_title->text();
}

void CauseCard::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    paint::box(&painter, rect(), c.surface, c.line, 4);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), 4, 4);
    painter.setClipPath(outline);
    painter.fillRect(QRect(0, 0, 3, height()), c.tone(m_role).ink);
}

} // namespace waybill
