#include "ui/widgets/DetailStack.h"

#include "ui/widgets/EmptyState.h"

#include <QFrame>

namespace waybill {
using namespace std::chrono_literals;

namespace {
/// How long a pane shows what was there before, rather than that it reads.
constexpr auto late = 150ms;
} // namespace

DetailStack::DetailStack(Icon icon, QWidget *parent)
    : QStackedWidget(parent), m_icon(icon), m_body(new QFrame(this)), m_instead(new EmptyState(icon, {}, {}, this))
{
    addWidget(m_body);
    addWidget(m_instead);
    m_late.setSingleShot(true);
    m_late.setInterval(late);
    connect(&m_late, &QTimer::timeout, this, [this] { sayInstead(m_icon, tr("Reading…"), {}); });
}

void DetailStack::setReading()
{
    if (m_body->isEnabled()) {
        QWidget *focus = window()->focusWidget();
        m_focus = focus && m_body->isAncestorOf(focus) ? focus : nullptr;
        // What is out of use for some milliseconds would only flicker.
        m_body->setUpdatesEnabled(false);
        m_body->setEnabled(false);
    }
    if (!m_late.isActive())
        m_late.start();
}

void DetailStack::setReady()
{
    m_late.stop();
    setCurrentWidget(m_body);
    m_body->setEnabled(true);
    m_body->setUpdatesEnabled(true);
    QWidget *focus = m_focus;
    m_focus = nullptr;
    if (!focus || window()->focusWidget())
        return; // somebody else took it
    if (focus->isVisible() && focus->isEnabled())
        focus->setFocus();
    else
        m_body->setFocus();
}

void DetailStack::setTrouble(const QString &title, const QString &sentence)
{
    setReading();
    m_late.stop();
    sayInstead(Icon::Warning, title, sentence);
}

void DetailStack::sayInstead(Icon icon, const QString &title, const QString &sentence)
{
    m_instead->setTexts(icon, title, sentence);
    setCurrentWidget(m_instead);
}

} // namespace waybill
