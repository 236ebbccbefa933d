#include "ui/widgets/TonedLabel.h"

#include "ui/style/Palette.h"

#include <QEvent>

namespace waybill {

TonedLabel::TonedLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void TonedLabel::setTone(std::optional<StatusRole> tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    colour();
}

void TonedLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_tone)
        colour();
    QLabel::changeEvent(event);
}

void TonedLabel::colour()
{
    // Nothing but the ink is ours: all else is inherited, and follows the theme by itself.
    QPalette own;
    if (m_tone) {
        const QColor ink = paletteOf(this).tone(*m_tone).ink;
        if (testAttribute(Qt::WA_SetPalette) && palette().color(foregroundRole()) == ink)
            return;
        own.setColor(foregroundRole(), ink);
    }
    setPalette(own);
}

} // namespace waybill
