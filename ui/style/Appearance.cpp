#include "ui/style/Appearance.h"

#include "ui/style/ProxyStyle.h"

#include <QApplication>
#include <QEvent>
#include <QScopedValueRollback>

namespace waybill {

std::optional<ThemeChoice> themeChoiceFrom(QStringView word)
{
    if (word == u"system")
        return ThemeChoice::System;
    if (word == u"light")
        return ThemeChoice::Light;
    if (word == u"dark")
        return ThemeChoice::Dark;
    return std::nullopt;
}

Appearance::Appearance(QApplication &application, ThemeChoice choice) : m_application(application), m_choice(choice)
{
    QApplication::setStyle(new ProxyStyle);
    m_application.installEventFilter(this);
    apply();
}

void Appearance::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

bool Appearance::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System)
        apply();
    return QObject::eventFilter(watched, event);
}

void Appearance::apply()
{
    if (m_applying)
        return;
    const QScopedValueRollback guard(m_applying, true);
    Theme theme = m_choice == ThemeChoice::Dark ? Theme::Dark : Theme::Light;
    if (m_choice == ThemeChoice::System) {
        // An empty palette lets the system's shine through; it has to be taken off to be seen.
        QApplication::setPalette(QPalette());
        theme = themeOf(QApplication::palette());
    }
    QApplication::setPalette(fusionPalette(theme));
    if (theme == m_theme)
        return;
    m_theme = theme;
    emit themeChanged(theme);
}

} // namespace waybill
