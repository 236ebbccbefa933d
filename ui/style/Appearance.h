#pragma once

#include "ui/style/Palette.h"

#include <QObject>

#include <optional>

class QApplication;

namespace waybill {

/// Which theme the user wants.
enum class ThemeChoice { System, Light, Dark };

/// `light`, `dark` or `system`; nothing for another word.
std::optional<ThemeChoice> themeChoiceFrom(QStringView word);

/// Gives the application our style and palette, and follows the system's theme while the choice is System.
/// Qt 6.4 announces no colour scheme, so the system's palette is judged by its lightness. GUI thread; must live
/// as long as windows are shown.
class Appearance final : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(QApplication &application, ThemeChoice choice = ThemeChoice::System);

    ThemeChoice choice() const { return m_choice; }
    Theme theme() const { return m_theme; }
    void choose(ThemeChoice choice);

signals:
    void themeChanged(Theme theme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    QApplication &m_application;
    ThemeChoice m_choice;
    Theme m_theme = Theme::Light;
    bool m_applying = false;
};

} // namespace waybill
