#include "ui/style/Palette.h"

#include <QWidget>

#include <cmath>

namespace waybill {

namespace {

Palette lightPalette()
{
    return {Theme::Light,
            QColor(0xF4F6F8),
            QColor(0xFFFFFF),
            QColor(0xFAFBFC),
            QColor(0xDFE4EA),
            QColor(0x1A232E),
            QColor(0x596575),
            QColor(0x2458C5),
            QColor(0xFFFFFF),
            QColor(0xE4EDFD),
            {{{QColor(0x4E5968), QColor(0xECEFF3)},
              {QColor(0x1B56AD), QColor(0xE3EEFE)},
              {QColor(0x146E3E), QColor(0xE3F4EA)},
              {QColor(0x8A5000), QColor(0xFFF1D6)},
              {QColor(0xA8231B), QColor(0xFDE9E7)},
              {QColor(0x643A9B), QColor(0xF0E9FB)}}}};
}

Palette darkPalette()
{
    return {Theme::Dark,
            QColor(0x14181E),
            QColor(0x1B2129),
            QColor(0x212832),
            QColor(0x2D3642),
            QColor(0xE5EAF0),
            QColor(0x98A4B3),
            QColor(0x8AB0FF),
            QColor(0x1B2129),
            QColor(0x24344F),
            {{{QColor(0xB4BECB), QColor(0x2A323D)},
              {QColor(0x8CB8FF), QColor(0x1C2F4D)},
              {QColor(0x6BCB97), QColor(0x17352A)},
              {QColor(0xF2B95B), QColor(0x3A2C12)},
              {QColor(0xFF9288), QColor(0x45211F)},
              {QColor(0xC7A8F7), QColor(0x33264A)}}}};
}

double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

const Palette &paletteOf(Theme theme)
{
    static const Palette light = lightPalette();
    static const Palette dark = darkPalette();
    return theme == Theme::Dark ? dark : light;
}

const Palette &paletteOf(const QPalette &palette)
{
    return paletteOf(themeOf(palette));
}

const Palette &paletteOf(const QWidget *widget)
{
    return paletteOf(widget->palette());
}

QPalette fusionPalette(Theme theme)
{
    const Palette &c = paletteOf(theme);
    QPalette palette;
    palette.setColor(QPalette::Window, c.ground);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.raised);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.tone(StatusRole::Red).ink);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.raised);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, mixed(c.line, c.text, 0.25));
    palette.setColor(QPalette::Shadow, mixed(c.ground, c.text, 0.6));
    const QColor faint = mixed(c.surface, c.text, 0.42);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

Theme themeOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() <
                   palette.color(QPalette::Active, QPalette::WindowText).lightness()
               ? Theme::Dark
               : Theme::Light;
}

QColor environmentColour(QStringView kind, const Palette &palette)
{
    if (kind == u"production")
        return palette.theme == Theme::Dark ? QColor(0xFF6B60) : QColor(0xC62B21);
    if (kind == u"practice")
        return palette.theme == Theme::Dark ? QColor(0xA98CE8) : QColor(0x7A55C0);
    if (kind == u"test")
        return palette.theme == Theme::Dark ? QColor(0xE0A84A) : QColor(0xB87A12);
    if (kind == u"development")
        return palette.theme == Theme::Dark ? QColor(0x7FA8F5) : QColor(0x3F73D8);
    if (kind == u"on-premises")
        return palette.theme == Theme::Dark ? QColor(0x9AA7B8) : QColor(0x66758A);
    return QColor(0x1B8A8F);
}

QColor environmentColour(QStringView kind, const QString &chosen, const Palette &palette)
{
    const QColor own(chosen);
    return own.isValid() && kind != u"production" ? own : environmentColour(kind, palette);
}

QColor inkOn(const QColor &ground)
{
    return contrast(ground, Qt::white) >= contrast(ground, Qt::black) ? Qt::white : Qt::black;
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor &under, const QColor &over, double part)
{
    const auto between = [part](float from, float to) { return static_cast<float>(from + (to - from) * part); };
    return QColor::fromRgbF(between(under.redF(), over.redF()), between(under.greenF(), over.greenF()),
                            between(under.blueF(), over.blueF()));
}

} // namespace waybill
