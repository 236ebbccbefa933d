#include "ui/style/Icons.h"

#include "ui/style/Palette.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPaintDevice>
#include <QPixmapCache>
#include <QSvgRenderer>

// Must stand outside of every namespace: the resource is part of a static library.
static void registerIconFiles()
{
    Q_INIT_RESOURCE(icons);
}

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QLatin1StringView fileName(Icon icon)
{
    switch (icon) {
    case Icon::None:
        return {};
    case Icon::Messages:
        return "messages"_L1;
    case Icon::Push:
        return "push"_L1;
    case Icon::Explore:
        return "explore"_L1;
    case Icon::Packages:
        return "packages"_L1;
    case Icon::Dashboard:
        return "dashboard"_L1;
    case Icon::Inbox:
        return "inbox"_L1;
    case Icon::Search:
        return "search"_L1;
    case Icon::Check:
        return "check"_L1;
    case Icon::Clock:
        return "clock"_L1;
    case Icon::Spinner:
        return "spinner"_L1;
    case Icon::CrossCircle:
        return "cross-circle"_L1;
    case Icon::QuestionCircle:
        return "question-circle"_L1;
    case Icon::Warning:
        return "warning"_L1;
    case Icon::InfoCircle:
        return "info-circle"_L1;
    case Icon::MinusCircle:
        return "minus-circle"_L1;
    case Icon::Upload:
        return "upload"_L1;
    case Icon::Download:
        return "download"_L1;
    case Icon::Pause:
        return "pause"_L1;
    case Icon::Play:
        return "play"_L1;
    case Icon::Cancel:
        return "cancel"_L1;
    case Icon::Held:
        return "held"_L1;
    case Icon::Copy:
        return "copy"_L1;
    case Icon::Save:
        return "save"_L1;
    case Icon::OpenExternal:
        return "open-external"_L1;
    case Icon::Refresh:
        return "refresh"_L1;
    case Icon::Resend:
        return "resend"_L1;
    case Icon::Trash:
        return "trash"_L1;
    case Icon::Edit:
        return "edit"_L1;
    case Icon::File:
        return "file"_L1;
    case Icon::Files:
        return "files"_L1;
    case Icon::Plus:
        return "plus"_L1;
    case Icon::Close:
        return "close"_L1;
    case Icon::Link:
        return "link"_L1;
    case Icon::Settings:
        return "settings"_L1;
    case Icon::History:
        return "history"_L1;
    case Icon::Http:
        return "http"_L1;
    case Icon::Filter:
        return "filter"_L1;
    case Icon::Table:
        return "table"_L1;
    case Icon::Terminal:
        return "terminal"_L1;
    case Icon::Lock:
        return "lock"_L1;
    case Icon::Key:
        return "key"_L1;
    case Icon::Pin:
        return "pin"_L1;
    case Icon::Columns:
        return "columns"_L1;
    case Icon::Panel:
        return "panel"_L1;
    case Icon::SortUp:
        return "sort-up"_L1;
    case Icon::SortDown:
        return "sort-down"_L1;
    case Icon::Sort:
        return "sort"_L1;
    case Icon::Star:
        return "star"_L1;
    case Icon::StarFilled:
        return "star-filled"_L1;
    case Icon::ChevronDown:
        return "chevron-down"_L1;
    case Icon::ChevronUp:
        return "chevron-up"_L1;
    case Icon::ChevronLeft:
        return "chevron-left"_L1;
    case Icon::ChevronRight:
        return "chevron-right"_L1;
    }
    return {};
}

QPixmap drawn(const QString &path, int size, qreal ratio)
{
    registerIconFiles();
    const int pixels = qMax(1, qRound(size * ratio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(path);
    Q_ASSERT_X(renderer.isValid(), "Icons", qPrintable(path));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    return pixmap;
}

/// An icon that asks the application's palette for its colour each time it is painted.
class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(Icon icon, QColor Palette::*role) : m_icon(icon), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_icon, colour(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_icon, qMin(size.width(), size.height()), colour(mode), 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // `size` is in device pixels here, `scale` is their ratio to the device-independent ones.
        return iconPixmap(m_icon, qRound(qMin(size.width(), size.height()) / scale), colour(mode), scale);
    }
    QIconEngine *clone() const override { return new TintedEngine(*this); }
    bool isNull() override { return m_icon == Icon::None; }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const QPalette system = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return system.color(QPalette::Disabled, QPalette::ButtonText);
        return paletteOf(system).*m_role;
    }

    Icon m_icon;
    QColor Palette::*m_role;
};

} // namespace

QPixmap iconPixmap(Icon icon, int size, const QColor &colour, qreal devicePixelRatio)
{
    if (icon == Icon::None)
        return {};
    const QString name = fileName(icon);
    const QString key = u"waybill-icon:%1:%2:%3:%4"_s.arg(name, QString::number(size), colour.name(QColor::HexArgb),
                                                          QString::number(devicePixelRatio));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = drawn(u":/icons/%1.svg"_s.arg(name), size, devicePixelRatio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRectF &rect, Icon icon, const QColor &colour)
{
    if (icon == Icon::None)
        return;
    const qreal ratio = painter->device()->devicePixelRatioF();
    const int size = qRound(qMin(rect.width(), rect.height()));
    const QPointF corner(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2);
    painter->drawPixmap(QPointF(qRound(corner.x()), qRound(corner.y())), iconPixmap(icon, size, colour, ratio));
}

QIcon themedIcon(Icon icon)
{
    return QIcon(new TintedEngine(icon, &Palette::text));
}

QIcon themedIconOnAccent(Icon icon)
{
    return QIcon(new TintedEngine(icon, &Palette::onAccent));
}

QIcon themedIconInAccent(Icon icon)
{
    return QIcon(new TintedEngine(icon, &Palette::accent));
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(drawn(u":/icons/waybill.svg"_s, size, 1));
    return icon;
}

QIcon markedIcon(const QIcon &icon, const QColor &mark)
{
    QIcon marked;
    const QList<QSize> sizes = icon.availableSizes();
    for (const QSize &size : sizes) {
        QPixmap picture = icon.pixmap(size, 1.0);
        const double whole = picture.width();
        const double side = whole * 0.5;
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::white, whole / 16));
        painter.setBrush(mark);
        painter.drawRoundedRect(QRectF(whole - side - whole / 32, whole - side - whole / 32, side, side), whole / 10,
                                whole / 10);
        painter.end();
        marked.addPixmap(picture);
    }
    return marked;
}

} // namespace waybill
