#include "ui/widgets/Banner.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/TonedLabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace waybill {

namespace {
Icon iconOf(BannerKind kind)
{
    switch (kind) {
    case BannerKind::Info:
        return Icon::InfoCircle;
    case BannerKind::Good:
        return Icon::Check;
    case BannerKind::Warning:
        return Icon::Warning;
    case BannerKind::Error:
        return Icon::CrossCircle;
    case BannerKind::Undecided:
        return Icon::QuestionCircle;
    }
    return Icon::None;
}
} // namespace

Banner::Banner(BannerKind kind, QWidget *parent)
    : QFrame(parent), m_kind(kind), m_text(new TonedLabel(this)), m_detail(new QLabel(this)),
      m_actions(new QHBoxLayout), m_close(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    for (QLabel *label : {static_cast<QLabel *>(m_text), m_detail}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setFont(fonts::strong(font()));
    m_detail->hide();
    m_close->setIcon(themedIcon(Icon::Close));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close this notice"));
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    auto *words = new QVBoxLayout;
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(2);
    words->addWidget(m_text);
    words->addWidget(m_detail);
    words->addLayout(m_actions);
    m_actions->setSpacing(metrics::unit);
    m_actions->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin + metrics::iconSize + 2, metrics::unit + 1, metrics::unit,
                            metrics::unit + 1);
    row->setSpacing(metrics::unit);
    row->addLayout(words, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    m_text->setTone(role());
}

void Banner::setKind(BannerKind kind)
{
    m_kind = kind;
    m_text->setTone(role());
    update();
}

void Banner::setText(const QString &text, const QString &detail)
{
    const bool fresh = text != m_text->text();
    m_text->setText(text);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(text);
    setAccessibleDescription(detail);
    if (fresh && isVisible()) {
        QAccessibleEvent told(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&told);
    }
}

QString Banner::text() const
{
    return m_text->text();
}

QPushButton *Banner::addAction(const QString &word)
{
    auto *button = new QPushButton(word, this);
    button->setAccessibleName(word);
    if (m_actions->count() == 1)
        m_actions->setContentsMargins(0, metrics::unit - 2, 0, 0);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

StatusRole Banner::role() const
{
    switch (m_kind) {
    case BannerKind::Info:
        return StatusRole::Running;
    case BannerKind::Good:
        return StatusRole::Green;
    case BannerKind::Warning:
        return StatusRole::Amber;
    case BannerKind::Error:
        return StatusRole::Red;
    case BannerKind::Undecided:
        return StatusRole::Violet;
    }
    return StatusRole::Quiet;
}

void Banner::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    const Tone &tone = c.tone(role());
    QPainter painter(this);
    paint::box(&painter, rect(), tone.tint, mixed(tone.tint, tone.ink, 0.25), metrics::radius);
    const QFontMetrics words(m_text->font());
    paintIcon(&painter,
              QRectF(metrics::margin - 4, metrics::unit + 1 + (words.height() - metrics::iconSize) / 2.0,
                     metrics::iconSize, metrics::iconSize),
              iconOf(m_kind), tone.ink);
}

} // namespace waybill
