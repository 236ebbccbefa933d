#include "ui/dashboard/PeriodBar.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FilterChip.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct LengthRow {
    PeriodLength length;
    const char *word;
    const char *name;
    const char *tooltip;
};
constexpr LengthRow lengths[] = {{PeriodLength::Day, QT_TRANSLATE_NOOP("PeriodBar", "Day"), "dayChip",
                                  QT_TRANSLATE_NOOP("PeriodBar", "A day, by the hour")},
                                 {PeriodLength::Week, QT_TRANSLATE_NOOP("PeriodBar", "7 days"), "weekChip",
                                  QT_TRANSLATE_NOOP("PeriodBar", "Seven days, by the day")},
                                 {PeriodLength::Month, QT_TRANSLATE_NOOP("PeriodBar", "30 days"), "monthChip",
                                  QT_TRANSLATE_NOOP("PeriodBar", "Thirty days, by the day")},
                                 {PeriodLength::Year, QT_TRANSLATE_NOOP("PeriodBar", "12 months"), "yearChip",
                                  QT_TRANSLATE_NOOP("PeriodBar", "Twelve months, by the month")}};
} // namespace

PeriodBar::PeriodBar(QWidget *parent)
    : QWidget(parent), m_lengths(new QButtonGroup(this)), m_days(new ElidedLabel({}, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    for (const LengthRow &length : lengths) {
        auto *chip = new FilterChip(tr(length.word), this);
        chip->setObjectName(QLatin1StringView(length.name));
        chip->setToolTip(tr(length.tooltip));
        m_lengths->addButton(chip, int(length.length));
        row->addWidget(chip);
    }
    m_lengths->setExclusive(true);
    m_lengths->button(int(m_period.length))->setChecked(true);
    // Not idClicked: assistive technology toggles a checkable button, which is no click.
    connect(m_lengths, &QButtonGroup::idToggled, this, [this](int length, bool on) {
        if (on && PeriodLength(length) != m_period.length)
            setPeriod({PeriodLength(length), 0});
    });
    m_earlier = arrow(u"earlierButton"_s, tr("Earlier"), u"Alt+PgUp"_s, 1);
    m_earlier->setIcon(themedIcon(Icon::ChevronLeft));
    m_later = arrow(u"laterButton"_s, tr("Later"), u"Alt+PgDown"_s, -1);
    m_later->setIcon(themedIcon(Icon::ChevronRight));
    m_later->setEnabled(false);
    m_days->setObjectName(u"periodDays"_s);
    m_days->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_earlier);
    row->addWidget(m_later);
    row->addWidget(m_days, 1);
}

QToolButton *PeriodBar::arrow(const QString &name, const QString &word, const QString &keys, int back)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setAccessibleName(word);
    button->setShortcut(QKeySequence(keys));
    button->setToolTip(tr("%1 (%2)").arg(word, keys));
    connect(button, &QToolButton::clicked, this, [this, back] {
        setPeriod({m_period.length, qMax(0, m_period.back + back)});
    });
    return button;
}

void PeriodBar::setPeriod(const Period &period)
{
    if (period == m_period)
        return;
    m_period = period;
    m_lengths->button(int(period.length))->setChecked(true);
    m_later->setEnabled(period.back > 0);
    emit periodChanged(m_period);
}

void PeriodBar::setDays(const QString &days)
{
    m_days->setTexts(days);
}

} // namespace waybill
