#include "ui/widgets/EmptyState.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace waybill {

namespace {
constexpr int diskSize = 56;
constexpr int pictureSize = 26;
constexpr int textWidth = 420;
} // namespace

EmptyState::EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_sentence(new QLabel(this)), m_picture(new QWidget(this)),
      m_layout(new QVBoxLayout(this))
{
    m_picture->setObjectName(QStringLiteral("emptyPicture"));
    m_picture->setFixedSize(diskSize, diskSize);
    m_title->setFont(fonts::strong(fonts::heading(font())));
    for (QLabel *label : {m_title, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setMaximumWidth(textWidth);
        label->setMinimumWidth(180);
    }
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    m_layout->addStretch(2);
    m_layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    m_layout->addSpacing(metrics::half);
    // Labels that wrap must not be aligned themselves: a layout gives those too little height.
    for (QLabel *label : {m_title, m_sentence}) {
        auto *line = new QHBoxLayout;
        line->addStretch();
        line->addWidget(label, 1000);
        line->addStretch();
        m_layout->addLayout(line);
    }
    m_layout->addSpacing(metrics::unit);
    m_layout->addStretch(3);
    setTexts(icon, title, sentence);
}

void EmptyState::setTexts(Icon icon, const QString &title, const QString &sentence)
{
    m_icon = icon;
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    update();
}

QPushButton *EmptyState::setAction(const QString &word)
{
    if (!m_action) {
        m_action = new QPushButton(this);
        setButtonKind(m_action, ButtonKind::Primary);
        m_layout->insertWidget(m_layout->count() - 1, m_action, 0, Qt::AlignHCenter);
    }
    m_action->setText(word);
    m_action->setAccessibleName(word);
    return m_action;
}

QProgressBar *EmptyState::setProgress()
{
    if (!m_progress) {
        m_progress = new QProgressBar(this);
        m_progress->setTextVisible(false);
        const int place = m_layout->count() - (m_action ? 2 : 1);
        m_layout->insertWidget(place, m_progress, 0, Qt::AlignHCenter);
        m_layout->insertSpacing(place + 1, metrics::unit);
    }
    return m_progress;
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int words = m_layout->totalHeightForWidth(width()) - (m_picture->isHidden() ? 0 : diskSize);
    m_picture->setVisible(height() >= words + diskSize);
}

void EmptyState::paintEvent(QPaintEvent *)
{
    if (m_picture->isHidden())
        return;
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.selection);
    const QRectF disk = m_picture->geometry();
    painter.drawEllipse(disk);
    paintIcon(
        &painter,
        QRectF(disk.center().x() - pictureSize / 2.0, disk.center().y() - pictureSize / 2.0, pictureSize, pictureSize),
        m_icon, c.accent);
}

} // namespace waybill
