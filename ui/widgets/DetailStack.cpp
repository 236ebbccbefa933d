#include "ui/widgets/DetailStack.h"

#include "ui/widgets/EmptyState.h"

#include <QAccessible>
#include <QFrame>
#include <QPushButton>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
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
    m_again = m_instead->setAction(tr("Try again"));
    m_again->setObjectName(u"readAgainButton"_s);
    m_again->setToolTip(tr("Reads it once more"));
    m_again->hide();
    connect(m_again, &QPushButton::clicked, this, [this] {
        setReading();
        emit againWanted();
    });
    m_late.setSingleShot(true);
    m_late.setInterval(late);
    connect(&m_late, &QTimer::timeout, this, [this] { sayInstead(m_icon, tr("Reading…"), {}); });
}

void DetailStack::setReading()
{
    if (!std::exchange(m_isReading, true)) {
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
    m_isReading = false;
    QWidget *focus = m_again->hasFocus() ? m_again : m_focus;
    m_focus = nullptr;
    setCurrentWidget(m_body);
    m_body->setEnabled(true);
    m_body->setUpdatesEnabled(true);
    if (focus == m_again) {
        m_body->setFocus();
        return;
    }
    if (!focus || !isVisible() || window()->focusWidget())
        return; // somebody else took it
    if (focus->isVisible() && focus->isEnabled())
        focus->setFocus();
    else
        m_body->setFocus();
}

void DetailStack::setTrouble(const QString &title, const QString &sentence, bool mayPass)
{
    setReading();
    m_late.stop();
    sayInstead(Icon::Warning, title, sentence);
    m_again->setVisible(mayPass);
}

void DetailStack::sayInstead(Icon icon, const QString &title, const QString &sentence)
{
    m_again->hide();
    m_instead->setTexts(icon, title, sentence);
    setCurrentWidget(m_instead);
    // Nobody has the keyboard there who would hear of it.
    QAccessibleEvent told(m_instead, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

} // namespace waybill
