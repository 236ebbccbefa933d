#include "ui/environments/CheckStepRow.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int iconColumn = metrics::margin + metrics::iconSize + metrics::unit;

struct Look {
    Icon icon;
    StatusRole role;
};

Look lookOf(std::optional<StepState> state, bool running)
{
    if (running)
        return {Icon::Spinner, StatusRole::Running};
    if (!state)
        return {Icon::Clock, StatusRole::Quiet};
    switch (*state) {
    case StepState::Passed:
        return {Icon::Check, StatusRole::Green};
    case StepState::Failed:
        return {Icon::CrossCircle, StatusRole::Red};
    case StepState::Warning:
        return {Icon::Warning, StatusRole::Amber};
    case StepState::Skipped:
        break;
    }
    return {Icon::MinusCircle, StatusRole::Quiet};
}

QLabel *line(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

void setLine(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}
} // namespace

CheckStepRow::CheckStepRow(const QString &title, QWidget *parent)
    : QFrame(parent), m_title(new QLabel(title, this)), m_time(new QLabel(this)), m_seen(line(this)),
      m_meaning(line(this)), m_fix(line(this))
{
    setFocusPolicy(Qt::TabFocus);
    m_title->setTextFormat(Qt::PlainText);
    m_time->setFont(fonts::small(font()));
    m_time->setForegroundRole(QPalette::PlaceholderText);
    m_seen->setFont(fonts::small(font()));
    m_seen->setForegroundRole(QPalette::PlaceholderText);
    m_fix->setFont(fonts::strong(font()));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_time);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(iconColumn, 6, metrics::margin, 6);
    rows->setSpacing(1);
    rows->addLayout(head);
    for (QLabel *label : {m_seen, m_meaning, m_fix})
        rows->addWidget(label);
    setWaiting();
}

void CheckStepRow::setWaiting()
{
    m_state.reset();
    m_why.clear();
    m_running = false;
    m_time->clear();
    for (QLabel *label : {m_seen, m_meaning, m_fix})
        setLine(label, {});
    m_title->setForegroundRole(QPalette::PlaceholderText);
    say(tr("not asked yet"));
}

void CheckStepRow::setRunning()
{
    m_running = true;
    m_title->setForegroundRole(QPalette::WindowText);
    say(tr("being asked"));
}

void CheckStepRow::setStep(const CheckStep &step)
{
    m_running = false;
    m_state = step.finding.state;
    const bool skipped = m_state == StepState::Skipped;
    const bool inTheWay = m_state == StepState::Failed || m_state == StepState::Warning;
    m_title->setForegroundRole(skipped ? QPalette::PlaceholderText : QPalette::WindowText);
    m_time->setText(skipped || step.took.count() == 0 ? QString()
                                                      : tr("%1 ms").arg(texts::number(qint64(step.took.count()))));
    const QString seen = texts::oneLine(step.finding.seen);
    const QString meaning = texts::oneLine(step.finding.meaning);
    setLine(m_seen, inTheWay || skipped ? seen : tr("%1 (%2)").arg(meaning, seen));
    setLine(m_meaning, inTheWay ? meaning : QString());
    setLine(m_fix, inTheWay ? texts::oneLine(step.finding.fix) : QString());
    setToolTip(skipped ? texts::plainTooltip(step.finding.meaning) : QString());
    m_why = skipped ? meaning : QString();
    switch (step.finding.state) {
    case StepState::Passed:
        say(tr("passed"));
        break;
    case StepState::Failed:
        say(tr("failed"));
        break;
    case StepState::Warning:
        say(tr("worth a look"));
        break;
    case StepState::Skipped:
        say(tr("skipped"));
        break;
    }
}

void CheckStepRow::say(const QString &state)
{
    setAccessibleName(tr("%1: %2").arg(m_title->text(), state));
    QStringList all;
    for (const QLabel *label : {m_seen, m_meaning, m_fix}) {
        if (!label->text().isEmpty())
            all.append(label->text());
    }
    if (!m_why.isEmpty())
        all.append(m_why);
    setAccessibleDescription(all.join(u' '));
    update();
}

void CheckStepRow::paintEvent(QPaintEvent *)
{
    const Palette &colours = paletteOf(this);
    const Look look = lookOf(m_state, m_running);
    QPainter painter(this);
    if (m_state == StepState::Failed || m_state == StepState::Warning)
        painter.fillRect(rect(), colours.tone(look.role).tint);
    if (hasFocus())
        painter.fillRect(QRect(0, 0, 3, height()), colours.accent);
    const int top = m_title->geometry().center().y() - metrics::iconSize / 2;
    paintIcon(&painter, QRectF(metrics::margin, top, metrics::iconSize, metrics::iconSize), look.icon,
              colours.tone(look.role).ink);
}

} // namespace waybill
