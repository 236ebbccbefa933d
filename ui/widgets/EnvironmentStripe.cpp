#include "ui/widgets/EnvironmentStripe.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"

#include <QPainter>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int thin = 4;
constexpr int padding = 3;
} // namespace

EnvironmentStripe::EnvironmentStripe(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(thin);
}

void EnvironmentStripe::setEnvironment(const QString &kind, const QString &colour, bool readOnly)
{
    m_kind = kind;
    m_colour = colour;
    m_readOnly = readOnly;
    const bool production = kind == "production"_L1;
    if (readOnly)
        m_words = production ? tr("Production, read-only: nothing is sent from here")
                             : tr("Read-only: nothing is sent from here");
    else
        m_words = production ? tr("Production: what is pushed here is real") : QString();
    setAccessibleName(m_words);
    setFixedHeight(m_words.isEmpty() ? thin : QFontMetrics(fonts::small(font())).height() + 2 * padding);
    update();
}

QColor EnvironmentStripe::colour() const
{
    return environmentColour(m_kind, m_colour, paletteOf(this));
}

void EnvironmentStripe::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor ground = colour();
    painter.fillRect(rect(), ground);
    if (m_words.isEmpty())
        return;
    const QColor ink = inkOn(ground);
    painter.setFont(fonts::strong(fonts::small(font())));
    painter.setPen(ink);
    constexpr int side = 13;
    paintIcon(&painter, QRectF(metrics::margin, (height() - side) / 2.0, side, side),
              m_readOnly ? Icon::Lock : Icon::Warning, ink);
    painter.drawText(rect().adjusted(metrics::margin + side + metrics::unit - 2, 0, -metrics::unit, 0),
                     Qt::AlignVCenter | Qt::TextSingleLine, m_words);
}

} // namespace waybill
