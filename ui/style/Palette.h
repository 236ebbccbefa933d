#pragma once

#include "ui/style/StatusRole.h"

#include <QColor>
#include <QPalette>
#include <QStringView>

#include <array>

class QWidget;

namespace waybill {

enum class Theme { Light, Dark };

/// A status colour: `ink` for icon and word, `tint` for the ground under them (contrast at least 5.4 : 1).
struct Tone {
    QColor ink;
    QColor tint;
    bool operator==(const Tone &) const = default;
};

/// Every colour of one theme by its role. A value; the two themes are constants.
struct Palette {
    Theme theme;
    QColor ground;  ///< behind everything
    QColor surface; ///< tables, panes, fields
    QColor raised;  ///< headers, buttons
    QColor line;    ///< the one line colour
    QColor text;
    QColor muted;     ///< secondary text
    QColor accent;    ///< where you are and what you would do next
    QColor onAccent;  ///< text on a filled accent
    QColor selection; ///< ground of what is selected
    std::array<Tone, statusRoleCount> tones;

    const Tone &tone(StatusRole role) const { return tones[static_cast<size_t>(role)]; }
};

/// The colours of `theme`.
const Palette &paletteOf(Theme theme);
/// The colours that go with `palette`, judged by the lightness of its window colour. Widgets ask with their own
/// palette while painting, so that a change of theme needs nothing but the repaint that Qt does anyway.
const Palette &paletteOf(const QPalette &palette);
const Palette &paletteOf(const QWidget *widget);

/// What Fusion needs to paint in `theme`.
QPalette fusionPalette(Theme theme);

/// Dark when the window colour of `palette` is darker than its text.
Theme themeOf(const QPalette &palette);

/// The mark of an environment's kind (`development`, `test`, `sandbox`, `production`, `practice`, `on-premises`).
QColor environmentColour(QStringView kind, const Palette &palette);
/// The same, or `chosen` (`#rrggbb`) where somebody chose one: not for production, which is red for everyone.
QColor environmentColour(QStringView kind, const QString &chosen, const Palette &palette);
/// Black or white, whichever reads better on `ground`.
QColor inkOn(const QColor &ground);

/// WCAG contrast of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);

/// `part` (0 to 1) of `over` laid on `under`.
QColor mixed(const QColor &under, const QColor &over, double part);

} // namespace waybill
