#include "ui/push/PushPage.h"

#include "ui/push/DropArea.h"
#include "ui/push/JobChooser.h"
#include "ui/push/SameContent.h"
#include "ui/push/SendQuestion.h"
#include "ui/push/UnsentReading.h"
#include "ui/style/Icons.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/MessagePill.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

namespace waybill {

using namespace Qt::StringLiterals;

PushPage::PushPage(PushServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)), m_actions(new PushActions(m_services, this)),
      m_model(new QueueModel(this)), m_unsent(new UnsentReading(&m_services.desk->journal(), this))
{
    setObjectName(u"pushPage"_s);
    setAccessibleName(tr("Push page"));
    setAcceptDrops(true);
    build();
    connectServices();
    refresh();
}

void PushPage::connectServices()
{
    m_model->setWaitingReason([this](MessageKey key) {
        return m_services.desk->isSender() ? m_services.desk->queue().waitingFor(key)
                                           : tr("Handed to the program that sends just now");
    });
    connect(m_unsent, &UnsentReading::read, this, [this](const QList<Message> &messages) {
        for (const Message &message : messages) {
            if (!m_model->holds(message.key))
                m_model->upsert(message);
        }
        refresh();
    });
    connect(m_unsent, &UnsentReading::failed, this, [this](const Error &error) {
        tell(error);
        refresh();
    });
    connect(&m_services.desk->journal(), &Journal::changed, this, &PushPage::take);
    connect(&m_services.desk->queue(), &PushQueue::progress, m_model, &QueueModel::setProgress);
    connect(&m_services.desk->queue(), &PushQueue::changed, this, [this] {
        m_model->refreshReasons();
        refresh();
    });
    connect(m_actions, &PushActions::copied, this, [this](qint64 done, qint64 total) {
        m_copying->setVisible(done < total);
        m_copying->setValue(total > 0 ? static_cast<int>(done * 1000 / total) : 0);
    });
    connect(m_actions, &PushActions::appended, this, &PushPage::taken);
    connect(m_actions, &PushActions::inspected, this, &PushPage::inspected);
    connect(m_actions, &PushActions::refused, this, [this](const QList<PushFile> &files, const Error &error) {
        QList<int> rows;
        for (size_t row = 0; row < m_model->rows().size(); ++row) {
            const bool ours = std::any_of(files.begin(), files.end(),
                                          [&](const PushFile &file) { return file.path == m_model->rows()[row].path; });
            if (ours && m_model->rows()[row].copying)
                rows << static_cast<int>(row);
        }
        m_model->setCopying(rows, false);
        m_copying->hide();
        tell(error);
        refresh();
    });
    connect(m_actions, &PushActions::failed, this, &PushPage::tell);
    connect(m_services.environments, &EnvironmentStore::changed, this, &PushPage::refresh);
    connect(m_actions, &PushActions::handedOver, this, [this] {
        m_notice->setKind(BannerKind::Info);
        m_notice->setText(tr("Another program on this profile sends just now."),
                          tr("It sends these files too; what becomes of them shows here."));
        m_notice->show();
    });
}

void PushPage::setEnvironment(const QString &environment)
{
    m_environment = environment;
    m_jobs->setEnvironment(environment);
    m_notice->hide();
    m_model->setRows({});
    m_unsent->setEnvironment(environment);
    refresh();
}

void PushPage::take(const QList<MessageKey> &keys)
{
    for (const MessageKey key : keys) {
        const auto message = m_services.desk->journal().message(key);
        if (!message) {
            tell(message.error());
            return;
        }
        if (!*message || (*message)->environment != m_environment)
            continue;
        const bool unsent = (*message)->state == MessageState::Held || (*message)->state == MessageState::Sending;
        // A *Queued* row of a push from here is joined to its chosen file first, see taken().
        const bool handedOver = (*message)->state == MessageState::Queued && !m_services.desk->place().owns(**message);
        if (m_model->holds(key) || unsent || handedOver)
            m_model->upsert(**message);
    }
    refresh();
}

void PushPage::addFiles(const QStringList &paths, const QString &job)
{
    const Environment *here = m_services.environments->find(m_environment);
    const QString through = job.isEmpty() ? m_jobs->job() : job;
    const DataJob *chosen = here ? here->job(through) : nullptr;
    std::vector<QueueRow> rows;
    for (const QString &path : paths) {
        QueueRow row;
        row.path = path;
        row.file = QFileInfo(path).fileName();
        row.job = through;
        if (chosen) {
            row.entity = chosen->entity;
            row.company = chosen->company;
        } else {
            row.trouble = tr("No recurring data job is chosen.");
        }
        if (const auto bytes = PayloadStore::check(path))
            row.bytes = *bytes;
        else
            row.trouble = bytes.error().message;
        rows.push_back(std::move(row));
    }
    m_model->append(std::move(rows));
    refresh();
    m_table->scrollToBottom(); // what was just chosen is not to be looked for
    for (const QString &path : chosen ? paths : QStringList())
        m_actions->inspect(path, *chosen);
}

void PushPage::inspected(const QString &path, const QString &job, const PayloadFinding &finding)
{
    m_model->setFinding(path, job, finding);
    if (finding.note.isEmpty() || m_notice->isVisible())
        return;
    m_notice->setKind(BannerKind::Info);
    m_notice->setText(finding.note.section(u'\n', 0, 0), finding.note.section(u'\n', 1));
    m_notice->show();
}

void PushPage::pushSample(const PracticeSample &sample)
{
    const Environment *here = m_services.environments->find(m_environment);
    if (!here)
        return;
    const DataJob *job = jobFor(sample, *here);
    if (!job) {
        tell({ErrorKind::NotFound, sample.entity.isEmpty()
                                       ? tr("No job of this environment takes data packages.")
                                       : tr("No job of this environment takes “%1”.").arg(sample.entity)});
        return;
    }
    const auto path = practiceSampleFile(sample, m_services.desk->profileFolder() + u"/samples"_s);
    if (!path) {
        tell(path.error());
        return;
    }
    const auto first = static_cast<int>(m_model->rows().size());
    addFiles({*path}, job->name);
    m_model->setCopying({first}, true);
    m_actions->push(m_environment, {{*path, job->name, {}, {}}});
}

void PushPage::send()
{
    QList<PushFile> files;
    QStringList doubts;
    for (const QueueRow &row : m_model->rows()) {
        if (!row.isReady())
            continue;
        files << PushFile{row.path, row.job, {}, {}};
        if (!row.doubt.isEmpty())
            doubts << row.doubt;
    }
    const QList<MessageKey> held = chosenKeys({MessageState::Held});
    askBeforeSending({m_environment, isProduction(), files.size() + held.size(), doubts}, *m_services.guard, this,
                     [this, files, held] { confirmed(files, held); });
}

void PushPage::confirmed(const QList<PushFile> &files, const QList<MessageKey> &held)
{
    if (!held.isEmpty())
        m_actions->release(held);
    if (!files.isEmpty())
        handOver(files);
}

void PushPage::handOver(const QList<PushFile> &files)
{
    QList<int> rows;
    for (size_t row = 0; row < m_model->rows().size(); ++row) {
        if (m_model->rows()[row].isReady())
            rows << static_cast<int>(row);
    }
    m_model->setCopying(rows, true);
    m_actions->push(m_environment, files);
    refresh();
}

void PushPage::taken(const QList<PushFile> &files, const QList<MessageKey> &keys)
{
    m_copying->hide();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const auto message = m_services.desk->journal().message(keys[i]);
        if (message && *message && (*message)->environment == m_environment)
            m_model->becameMessage(files[i].path, **message);
    }
    tellSameContent(keys);
    refresh();
}

void PushPage::tellSameContent(const QList<MessageKey> &keys)
{
    // The samples are there to be pushed again and again.
    const Environment *here = m_services.environments->find(m_environment);
    if (!here || here->kind == EnvironmentKind::Practice)
        return;
    m_services.desk->journal().ask(
        this, [keys](JournalReader &reader) { return firstRepeated(reader, keys); },
        [this](const std::optional<Repeated> &repeated) {
            if (!repeated || repeated->message.environment != m_environment)
                return;
            m_notice->setKind(BannerKind::Warning);
            m_notice->setText(tr("“%1” has the same content as a file of %2 (%3).")
                                  .arg(repeated->message.file, texts::exactTime(repeated->before.createdUtc),
                                       messagePill(repeated->before).text),
                              tr("It is sent all the same; its records may be imported twice."));
            m_notice->show();
        });
}

void PushPage::pauseOrGoOn()
{
    PushQueue &queue = m_services.desk->queue();
    const QList<MessageKey> chosen = chosenKeys({MessageState::Queued});
    if (chosen.isEmpty()) {
        queue.setPaused(!queue.isPaused());
    } else {
        const bool pause = !queue.isPaused(chosen.first());
        for (const MessageKey key : chosen)
            queue.setPaused(key, pause);
    }
    m_model->refreshReasons();
    refresh();
}

void PushPage::cancelChosen()
{
    const QList<int> files = chosenFiles();
    m_actions->cancel(chosenKeys({MessageState::Queued, MessageState::Held, MessageState::Sending}));
    m_model->removeRowsAt(files);
    refresh();
}

QList<int> PushPage::chosenRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    return rows;
}

QList<int> PushPage::chosenFiles() const
{
    QList<int> files;
    for (const int row : chosenRows()) {
        const QueueRow &file = m_model->rows()[static_cast<size_t>(row)];
        if (!file.message && !file.copying) // what is being handed over becomes a message, whatever is shown of it
            files << row;
    }
    return files;
}

QList<MessageKey> PushPage::chosenKeys(std::initializer_list<MessageState> states) const
{
    QList<MessageKey> keys;
    for (const int row : chosenRows()) {
        const auto &message = m_model->rows()[static_cast<size_t>(row)].message;
        if (message && std::find(states.begin(), states.end(), message->state) != states.end())
            keys << message->key;
    }
    return keys;
}

bool PushPage::isProduction() const
{
    const Environment *here = m_services.environments->find(m_environment);
    return here && here->kind == EnvironmentKind::Production;
}

void PushPage::refresh()
{
    int ready = 0, open = 0, held = 0, finished = 0;
    for (const QueueRow &row : m_model->rows()) {
        ready += row.isReady();
        held += row.message && row.message->state == MessageState::Held;
        open +=
            row.message && (row.message->state == MessageState::Queued || row.message->state == MessageState::Sending);
        finished += row.message ? row.message->final() : !row.trouble.isEmpty();
    }
    const bool paused = m_services.desk->queue().isPaused();
    m_stack->setCurrentIndex(m_model->rows().empty() ? 1 : 0);
    if (m_model->rows().empty())
        sayEmpty();
    refreshGuard(ready > 0 || !chosenKeys({MessageState::Held}).isEmpty());
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    m_pause->setEnabled(paused || open > 0);
    m_cancel->setEnabled(!chosenFiles().isEmpty() ||
                         !chosenKeys({MessageState::Queued, MessageState::Held, MessageState::Sending}).isEmpty());
    m_clear->setEnabled(finished > 0);
    m_heldNotice->setVisible(held > 0);
    m_heldNotice->setText(held == 1 ? tr("One file was not sent.") : tr("%n files were not sent.", nullptr, held),
                          tr("Nothing goes by itself that was left behind: decide about each."));
    m_chooseHeld->setText(held == 1 ? tr("Choose it") : tr("Choose them"));
    QStringList parts;
    if (ready > 0)
        parts << tr("%n ready to send", nullptr, ready);
    if (open > 0)
        parts << tr("%n on the way", nullptr, open);
    if (paused)
        parts << tr("the queue is paused");
    m_headline->setText(parts.isEmpty() ? tr("Push files to %1").arg(m_environment) : parts.join(u" · "_s));
}

void PushPage::refreshGuard(bool something)
{
    const Environment *here = m_services.environments->find(m_environment);
    m_samples->setVisible(here && here->kind == EnvironmentKind::Practice);
    const QString reason = here && here->readOnly ? readOnlyReason(m_environment) : QString();
    m_locked->setText(reason);
    m_locked->setVisible(!reason.isEmpty());
    setLocked(m_send, reason);
    setLocked(m_samples, reason);
    if (reason.isEmpty())
        m_send->setEnabled(something);
    const QString word = isProduction() ? tr("Send to production…") : tr("Send");
    if (m_send->text() == word)
        return;
    m_send->setText(word);
    m_send->setAccessibleName(word);
    m_send->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return)); // which a new text takes away
    m_send->setIcon(isProduction() ? themedIcon(Icon::Upload) : themedIconOnAccent(Icon::Upload));
    setButtonKind(m_send, isProduction() ? ButtonKind::Danger : ButtonKind::Primary);
}

void PushPage::tell(const Error &error)
{
    m_notice->setKind(BannerKind::Error);
    m_notice->setText(error.message, error.detail);
    m_notice->show();
}

void PushPage::senderReady()
{
    m_model->refreshReasons();
}

void PushPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFiles(event).isEmpty())
        event->acceptProposedAction();
}

void PushPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    addFiles(droppedFiles(event));
}

} // namespace waybill
