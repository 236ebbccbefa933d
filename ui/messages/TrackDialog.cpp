#include "ui/messages/TrackDialog.h"

#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace waybill {

using namespace Qt::StringLiterals;

TrackDialog::TrackDialog(const Environment &environment, const QString &ids, const Tracking *tracking, QWidget *parent)
    : QDialog(parent), m_environment(environment.name), m_tracking(tracking), m_ids(new QPlainTextEdit(ids, this)),
      m_kind(new QComboBox(this)), m_job(new QComboBox(this)), m_found(new QLabel(this)), m_trouble(new QLabel(this))
{
    setObjectName(u"trackDialog"_s);
    setWindowTitle(tr("Track what another program sent"));
    setMinimumWidth(520);
    m_kind->setObjectName(u"trackKind"_s);
    m_kind->setAccessibleName(tr("Kind of ID"));
    m_kind->setToolTip(tr("A message ID is what the sender got from enqueue; an execution ID is F&O's Job ID"));
    m_kind->addItem(tr("Message ID"));
    m_kind->addItem(tr("Execution ID"));
    m_ids->setObjectName(u"trackIds"_s);
    m_ids->setAccessibleName(tr("IDs"));
    m_ids->setToolTip(tr("One ID, a list, or lines of a log: each message ID in it is taken once"));
    m_ids->setPlaceholderText(tr("Paste one ID, a list, or lines of the sender's log"));
    m_ids->setTabChangesFocus(true);
    m_ids->setMinimumHeight(96);
    m_job->setObjectName(u"trackJob"_s);
    m_job->setAccessibleName(tr("Recurring data job"));
    m_job->setToolTip(tr("The job the message was sent to; an execution needs none"));
    for (const DataJob &job : environment.jobs)
        m_job->addItem(job.name, job.name);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    m_found->setWordWrap(true);
    m_trouble->setWordWrap(true);
    m_trouble->hide();

    auto *form = new QFormLayout;
    form->addRow(tr("IDs"), m_ids);
    form->addRow(QString(), m_found);
    form->addRow(tr("Kind of ID"), m_kind);
    form->addRow(tr("Recurring data job"), m_job);
    auto *buttons = new QDialogButtonBox(this);
    m_track = buttons->addButton(tr("Track"), QDialogButtonBox::AcceptRole);
    m_track->setObjectName(u"trackButton"_s);
    m_track->setToolTip(tr("Adds a row for each ID that is not here yet, and follows it"));
    setButtonKind(m_track, ButtonKind::Primary);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_trouble);
    column->addWidget(buttons);
    connect(m_ids, &QPlainTextEdit::textChanged, this, &TrackDialog::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TrackDialog::refresh);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrackDialog::track);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

bool TrackDialog::byExecution() const
{
    return m_kind->currentIndex() == 1;
}

TrackRequest TrackDialog::request() const
{
    TrackRequest request{m_environment,
                         m_job->currentData().toString(),
                         byExecution() ? TrackedBy::ExecutionId : TrackedBy::MessageId,
                         {}};
    const QString text = m_ids->toPlainText();
    request.ids = byExecution() ? Tracking::executionsIn(text) : m_tracking->idsIn(text);
    return request;
}

void TrackDialog::refresh()
{
    m_trouble->hide();
    // An execution belongs to no job of ours unless somebody says so.
    const int none = m_job->findData(QString());
    if (byExecution() && none < 0) {
        m_job->insertItem(0, tr("None"), QString());
        m_job->setCurrentIndex(0);
    } else if (!byExecution() && none >= 0) {
        m_job->removeItem(none);
    }
    const auto found = int(request().ids.size());
    if (byExecution())
        m_found->setText(found == 1 ? tr("One execution ID; more go one a line.")
                                    : tr("%n execution IDs, one a line.", nullptr, found));
    else
        m_found->setText(found == 1 ? tr("One message ID found.") : tr("%n message IDs found.", nullptr, found));
    m_track->setEnabled(found > 0 && (byExecution() || m_job->count() > 0));
    if (!byExecution() && m_job->count() == 0)
        setTrouble(tr("This environment has no recurring data job yet: make one on the Push page first."));
}

void TrackDialog::setTrouble(const QString &sentence)
{
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, paletteOf(this).tone(StatusRole::Red).ink);
    m_trouble->setPalette(ink);
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

void TrackDialog::refuse(const QString &sentence)
{
    setTrouble(sentence);
    m_track->setEnabled(true);
}

void TrackDialog::track()
{
    m_track->setEnabled(false); // until it is done or refused
    emit trackWanted(request());
}

} // namespace waybill
