#include "ui/environments/CheckDialog.h"

#include "ui/environments/CheckStepRow.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

CheckDialog::CheckDialog(Environment environment, ConnectionCheck check, QWidget *parent)
    : QDialog(parent), m_environment(std::move(environment)), m_check(std::move(check)), m_summary(new QLabel(this)),
      m_area(new QScrollArea(this))
{
    setObjectName(u"checkDialog"_s);
    setWindowTitle(tr("Connection check of “%1”").arg(m_environment.name));
    resize(620, 640);
    m_summary->setObjectName(u"checkSummary"_s);
    m_summary->setFont(fonts::strong(fonts::heading(font())));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);

    auto *list = new QWidget;
    list->setObjectName(u"checkSteps"_s);
    list->setAccessibleName(tr("Steps"));
    list->setAutoFillBackground(true);
    list->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, metrics::half, 0, metrics::half);
    rows->setSpacing(0);
    for (const auto &[id, title] : checkSteps(m_environment)) {
        auto *row = new CheckStepRow(title, list);
        m_rows.insert(id, row);
        rows->addWidget(row);
    }
    rows->addStretch(1);
    m_area->setWidget(list);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus); // its rows take the focus, and it follows them
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *buttons = new QDialogButtonBox(this);
    m_again = buttons->addButton(tr("Check again"), QDialogButtonBox::ActionRole);
    m_again->setObjectName(u"checkAgainButton"_s);
    m_again->setIcon(themedIcon(Icon::Refresh));
    m_again->setToolTip(tr("Goes the whole way once more"));
    m_copy = buttons->addButton(tr("Copy report"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(u"copyReportButton"_s);
    m_copy->setIcon(themedIcon(Icon::Copy));
    m_copy->setToolTip(tr("What was seen at each step as text, without secrets and tokens"));
    buttons->addButton(QDialogButtonBox::Close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit);
    column->addWidget(m_summary);
    column->addWidget(m_area, 1);
    column->addWidget(buttons);
    connect(m_again, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_copy, &QPushButton::clicked, this, &CheckDialog::copyReport);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

CheckDialog::~CheckDialog()
{
    m_stop.request_stop();
}

void CheckDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous() && !m_report && !m_running)
        ask();
}

void CheckDialog::done(int result)
{
    m_stop.request_stop();
    QDialog::done(result);
}

QCoro::Task<void> CheckDialog::ask()
{
    if (m_running)
        co_return;
    const QPointer<CheckDialog> self = this;
    m_running = true;
    m_stop = {};
    m_again->setEnabled(false);
    m_copy->setEnabled(false);
    m_summary->setText(tr("Asking %1…").arg(m_environment.url.host()));
    for (CheckStepRow *row : std::as_const(m_rows))
        row->setWaiting();
    ConnectionCheck::Listener listener;
    listener.begins = [self](const QString &id, const QString &) {
        if (self)
            self->m_rows[id]->setRunning();
    };
    listener.ended = [self](const CheckStep &step) {
        if (self)
            self->m_rows[step.id]->setStep(step);
    };
    const ConnectionReport report = co_await m_check.run(m_environment, listener, m_stop.get_token());
    if (!self)
        co_return;
    m_running = false;
    m_again->setEnabled(true);
    m_copy->setEnabled(true);
    tell(report);
}

void CheckDialog::tell(const ConnectionReport &report)
{
    m_report = report;
    const auto count = [&](StepState state) {
        return int(std::ranges::count_if(report.steps,
                                         [state](const CheckStep &step) { return step.finding.state == state; }));
    };
    if (report.stopped)
        m_summary->setText(tr("The check was stopped."));
    else if (const int failed = count(StepState::Failed); failed > 0)
        m_summary->setText(failed == 1 ? tr("One thing is in the way.")
                                       : tr("%n things are in the way.", nullptr, failed));
    else if (const int odd = count(StepState::Warning); odd > 0)
        m_summary->setText(odd == 1 ? tr("It works; one thing is worth a look.")
                                    : tr("It works; %n things are worth a look.", nullptr, odd));
    else
        m_summary->setText(tr("All is well: files can be pushed and followed."));
    const auto failed = std::ranges::find_if(
        report.steps, [](const CheckStep &step) { return step.finding.state == StepState::Failed; });
    if (failed != report.steps.cend())
        m_area->ensureWidgetVisible(m_rows[failed->id]);
    emit checked();
}

void CheckDialog::copyReport()
{
    if (m_report)
        QGuiApplication::clipboard()->setText(reportText(*m_report));
}

void openCheck(const EnvironmentsServices &services, const Environment &environment, QWidget *parent)
{
    auto *dialog =
        new CheckDialog(environment, ConnectionCheck(services.secrets, services.log, services.clock), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &CheckDialog::checked, services.connections,
                     [dialog, connections = services.connections, name = environment.name] {
                         const auto client = connections->openClient(name);
                         // A healthy one keeps its token: who signed in for this session only stays so.
                         if (dialog->report()->ok() && client && client->halted())
                             connections->forget(name);
                     });
    dialog->open();
}

} // namespace waybill
