#include "ui/messages/DetailPane.h"

#include "app/journal/JournalReader.h"
#include "ui/messages/DecisionPanel.h"
#include "ui/messages/DetailLoads.h"
#include "ui/messages/FilePane.h"
#include "ui/messages/HistoryPane.h"
#include "ui/messages/Lifecycle.h"
#include "ui/messages/MessageActions.h"
#include "ui/messages/Outlook.h"
#include "ui/messages/TicketText.h"
#include "ui/messages/WhyPane.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DetailStack.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/HttpPane.h"
#include "ui/widgets/LifecycleStepper.h"
#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusPill.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TonedLabel.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// On a connection of its own.
auto readingOf(MessageDesk &desk)
{
    const auto reader = std::make_shared<MessageDetailReader>(desk.journal().newReader(), desk.payloads());
    return std::bind_front(&MessageDetailReader::read, reader);
}

} // namespace

DetailPane::DetailPane(MessagesServices services, QWidget *parent)
    : QFrame(parent), m_services(std::move(services)), m_actions(new MessageActions(m_services, this)),
      m_loads(new DetailLoads(m_services, this)), m_view(new DetailView(this)),
      m_reading(readingOf(*m_services.desk), std::bind_front(&DetailPane::take, this))
{
    setObjectName(u"detailPane"_s);
    setAccessibleName(tr("Message"));
    connectView();
    connectActions();
    connectLoads();
    connect(m_services.environments, &EnvironmentStore::changed, this, [this] {
        if (m_shown)
            presentActions();
    });
}

void DetailPane::connectView()
{
    DetailView &v = *m_view;
    connect(v.stack, &DetailStack::againWanted, this, &DetailPane::refresh);
    connect(v.save, &QPushButton::clicked, this, &DetailPane::saveFailingRows);
    connect(v.again, &QPushButton::clicked, this, &DetailPane::pushAgain);
    connect(v.ticket, &QPushButton::clicked, this, &DetailPane::copyForTicket);
    connect(v.open, &QPushButton::clicked, this, &DetailPane::openInFinance);
    connect(v.copyId, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_message.messageId.text());
        tell(BannerKind::Good, tr("The message ID is on the clipboard."));
    });
    connect(v.sendNow, &QPushButton::clicked, this, [this] {
        guarded(tr("Send “%1” to the production environment %2?").arg(m_message.file, m_message.environment),
                [this, key = m_message.key] { m_actions->release(key); });
    });
    connect(v.cancel, &QPushButton::clicked, this, [this] { m_actions->cancel(m_message.key); });
    connect(v.handle, &QPushButton::clicked, this,
            [this] { m_actions->handle(m_message.key, m_view->note->text().trimmed()); });
    connect(v.note, &QLineEdit::returnPressed, v.handle, &QPushButton::click);
    connect(v.decision, &DecisionPanel::manageMessagesWanted, this, &DetailPane::openManageMessages);
    connect(v.decision, &DecisionPanel::arrived, this,
            [this](const MessageId &id) { m_actions->arrived(m_message.key, id); });
    connect(v.decision, &DecisionPanel::sendAgain, this, [this] {
        guarded(tr("Send “%1” to the production environment %2 again?").arg(m_message.file, m_message.environment),
                [this, key = m_message.key] { m_actions->sendAgain(key); });
    });
    connect(v.decision, &DecisionPanel::leave, this, [this] { m_actions->leave(m_message.key); });
    connect(v.why, &WhyPane::pageWanted, this, &DetailPane::openInFinance);
    connect(v.why, &WhyPane::fileWanted, this, [this](int place, const QString &suggestion) {
        const MessageKey key = m_message.key;
        m_services.askSavePath(this, suggestion,
                               [this, key, place](const QString &path) { m_actions->saveErrorFile(key, place, path); });
    });
    connect(v.history, &HistoryPane::messageWanted, this, &DetailPane::messageWanted);
    connect(v.pushSaved, &QPushButton::clicked, this, [this] { emit pushWanted({m_saved}, m_message.job); });
    connect(v.file, &FilePane::attachWanted, this, [this] {
        const MessageKey key = m_message.key;
        m_services.askOpenPath(this, [this, key](const QString &path) { m_actions->attach(key, path); });
    });
    connect(v.file, &FilePane::saveWanted, this, [this] {
        const QString sha256 = m_message.sha256;
        m_services.askSavePath(this, m_message.file,
                               [this, sha256](const QString &path) { m_actions->savePayload(sha256, path); });
    });
}

void DetailPane::connectActions()
{
    connect(m_actions, &MessageActions::told, this, [this](const QString &text) { tell(BannerKind::Good, text); });
    connect(m_actions, &MessageActions::failed, this,
            [this](const Error &error) { tell(BannerKind::Error, error.message, error.detail); });
    connect(m_actions, &MessageActions::attached, this, [this](MessageKey key) {
        if (m_shown != key)
            return;
        m_askedFor.reset(); // what was told of the failure named no rows yet
        refresh();
    });
    connect(m_actions, &MessageActions::appended, this, &DetailPane::messageWanted);
    connect(
        m_actions, &MessageActions::failingRowsSaved, this, [this](MessageKey key, const QString &path, qint64 rows) {
            tell(BannerKind::Good, tr("%n rows saved as %1.", nullptr, int(rows)).arg(QDir::toNativeSeparators(path)),
                 tr("Mend them there, then push the file."));
            if (m_shown != key || m_wanted != key)
                return; // they go to the job of their message
            m_saved = path;
            m_view->pushSaved->show();
        });
}

void DetailPane::connectLoads()
{
    connect(m_loads, &DetailLoads::whyKnown, this, [this](MessageKey key, const Failure &failure) {
        if (m_shown != key)
            return;
        m_failure = failure;
        m_view->why->show(failure);
        presentActions();
    });
    connect(m_loads, &DetailLoads::rowsKnown, this, [this](MessageKey key, const FailureAnalysis::FailingRows &rows) {
        if (m_shown != key)
            return;
        m_view->why->showRows(rows);
        m_view->file->setFailing(rows);
        presentActions();
    });
    connect(m_loads, &DetailLoads::rowsFailed, m_view->why, &WhyPane::showRowsTrouble);
    connect(m_loads, &DetailLoads::failed, this, [this](MessageKey key, const Error &error) {
        if (m_shown == key)
            m_view->why->showTrouble(error);
    });
}

void DetailPane::show(MessageKey key)
{
    if (m_wanted == key && m_shown == key)
        return;
    m_wanted = key;
    m_view->told->hide();
    m_view->note->clear();
    m_shown == key ? m_view->stack->setReady() : m_view->stack->setReading();
    refresh();
}

void DetailPane::refresh()
{
    if (m_wanted)
        m_reading.ask(*m_wanted);
}

void DetailPane::take(MessageKey key, const Result<std::optional<MessageDetail>> &read)
{
    if (read && *read) {
        present(**read);
        return;
    }
    if (m_shown != key) {
        m_view->stack->setTrouble(tr("This message cannot be shown"),
                                  read ? tr("It is no longer in the history.") : read.error().message, !read);
    } else if (!read) {
        emit failed(read.error());
    }
}

void DetailPane::present(const MessageDetail &detail)
{
    const bool isAnother = m_shown != detail.message.key;
    const bool begin = isAnother || m_message.state != detail.message.state;
    m_shown = detail.message.key;
    m_message = detail.message;
    m_events = detail.events;
    m_exchanges = detail.exchanges;
    if (isAnother) {
        m_failure.reset();
        m_askedFor.reset();
        m_saved.clear();
        m_view->pushSaved->hide();
        m_view->outlook->setMinimumHeight(0);
        m_view->why->clear();
        m_view->file->setFailing({});
    }
    m_view->file->show(m_message, detail.file);
    m_view->http->show(m_exchanges);
    m_view->history->show(m_message, m_events);
    if (begin)
        m_view->decision->begin(m_message.file, m_message.job, texts::exactTime(m_message.sentUtc));
    presentHead();
    presentState();
    presentActions();
    loadWhy();
    if (isAnother)
        m_view->tabs->setCurrentWidget(m_view->why);
    m_view->stack->setReady();
    tick();
}

void DetailPane::tick()
{
    if (!m_shown)
        return;
    const QDateTime now = m_services.clock->utcNow();
    m_view->life->setStages(stagesOf(m_message, m_events, now));
    const QDateTime next = m_services.desk->poller().nextLookUtc(*m_shown);
    m_view->outlook->setVisible(next.isValid());
    if (next.isValid()) {
        const Outlook outlook = outlookOf(m_services.desk->poller().usualCourse(*m_shown), next, now);
        m_view->outlook->setTone(outlook.late ? std::optional(StatusRole::Amber) : std::nullopt);
        m_view->outlook->setText(outlook.text);
        // Seconds that run must not move what stands below them. Before it is seen it has no width of its own.
        if (m_view->outlook->isVisible()) {
            const int height = m_view->outlook->heightForWidth(m_view->outlook->width());
            m_view->outlook->setMinimumHeight(qMax(m_view->outlook->minimumHeight(), height));
        }
    }
}

void DetailPane::presentHead()
{
    m_view->title->setTexts(m_message.file.isEmpty() ? tr("Tracked message") : m_message.file);
    m_view->pill->setPill(messagePill(m_message));
    QStringList facts{m_message.job};
    if (!m_message.company.isEmpty())
        facts << m_message.company;
    if (m_message.records)
        facts << (*m_message.records == 1 ? tr("1 row") : tr("%1 rows").arg(texts::number(*m_message.records)));
    if (m_message.bytes)
        facts << texts::bytes(*m_message.bytes);
    m_view->facts->setTexts(facts.join(u" · "_s));
    QStringList shown, whole;
    if (!m_message.messageId.isEmpty()) {
        shown << tr("Message %1").arg(texts::shortId(m_message.messageId.text()));
        whole << m_message.messageId.text();
    }
    if (!m_message.executionId.isEmpty()) {
        shown << tr("Execution %1").arg(texts::shortId(m_message.executionId.text()));
        whole << m_message.executionId.text();
    }
    m_view->ids->setTexts(shown.join(u" · "_s), whole.join(u'\n'));
    m_view->ids->setVisible(!shown.isEmpty());
}

void DetailPane::presentState()
{
    const bool undecided = m_message.state == MessageState::Unconfirmed && !m_message.handled;
    m_view->decision->setVisible(undecided);
    const bool reasoned = m_message.error && !undecided;
    m_view->reason->setVisible(reasoned);
    if (reasoned) {
        m_view->reason->setKind(m_message.state == MessageState::Rejected      ? BannerKind::Error
                                : m_message.state == MessageState::Unconfirmed ? BannerKind::Undecided
                                                                               : BannerKind::Warning);
        m_view->reason->setText(m_message.error->message, m_message.error->detail);
    }
}

void DetailPane::presentActions()
{
    const MessageState state = m_message.state;
    const bool again = state == MessageState::Rejected || state == MessageState::Succeeded ||
                       state == MessageState::Failed || state == MessageState::Cancelled ||
                       state == MessageState::GivenUp;
    const bool mendable = m_failure && m_view->why->hasRows();
    const bool unsent = state == MessageState::Held || state == MessageState::Queued;
    m_view->save->setVisible(mendable);
    m_view->again->setVisible(again && !m_message.sha256.isEmpty());
    m_view->sendNow->setVisible(state == MessageState::Held);
    m_view->cancel->setVisible(unsent);
    m_view->copyId->setVisible(!m_message.messageId.isEmpty());
    m_view->open->setVisible(!m_message.messageId.isEmpty() || state == MessageState::Unconfirmed ||
                             (m_failure && !m_failure->pageUrl.isEmpty()));
    m_view->handleRow->setVisible(m_message.needsAttention());
    const Environment *environment = m_services.environments->find(m_message.environment);
    const QString reason = environment && environment->readOnly ? readOnlyReason(m_message.environment) : QString();
    for (QPushButton *sends : {m_view->again, m_view->sendNow, m_view->decision->againButton()})
        setLocked(sends, reason);
}

void DetailPane::loadWhy()
{
    const auto moment = std::make_pair(m_message.state, m_message.executionId);
    if (m_askedFor == moment)
        return;
    m_askedFor = moment;
    const bool bad = m_message.state == MessageState::Failed || m_message.arrivedPartly();
    if (bad && !m_failure)
        m_view->why->showLoading();
    m_loads->ask(m_message.key, bad);
}

void DetailPane::copyForTicket()
{
    const Environment *environment = m_services.environments->find(m_message.environment);
    Environment gone;
    gone.name = m_message.environment;
    QGuiApplication::clipboard()->setText(ticketText(environment ? *environment : gone, m_message, m_events,
                                                     m_failure ? &*m_failure : nullptr, m_exchanges));
    tell(BannerKind::Good, tr("Everything a ticket needs is on the clipboard."));
}

void DetailPane::saveFailingRows()
{
    const QFileInfo file(m_message.file);
    const QString suffix = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
    const MessageKey key = m_message.key;
    m_services.askSavePath(this, tr("%1-failing%2").arg(file.completeBaseName(), suffix),
                           [this, key](const QString &path) { m_actions->saveFailingRows(key, path); });
}

void DetailPane::pushAgain()
{
    const QString asked = tr("Push “%1” to %2 again?").arg(m_message.file, m_message.environment);
    const QString posted = tr("The same content goes as a new message. Records that were posted by the first one may "
                              "be posted twice.");
    if (isProduction()) {
        const bool byName = m_services.guard->wantsName(m_message.environment, 1);
        m_services.guard->ask(
            {m_message.environment, tr("Push again"), asked, posted, tr("Push the file again"), byName}, this,
            [this, key = m_message.key] { m_actions->resend(key); });
        return;
    }
    if (m_message.state != MessageState::Succeeded && m_message.state != MessageState::GivenUp) {
        m_actions->resend(m_message.key);
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Push again"), asked, QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(posted);
    QPushButton *yes = question->addButton(tr("Push the file again"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    const MessageKey key = m_message.key;
    connect(yes, &QPushButton::clicked, m_actions, [this, key] { m_actions->resend(key); });
    question->open();
}

bool DetailPane::isProduction() const
{
    const Environment *environment = m_services.environments->find(m_message.environment);
    return environment && environment->kind == EnvironmentKind::Production;
}

void DetailPane::guarded(const QString &question, const std::function<void()> &then)
{
    if (isProduction() && m_services.guard->wantsName(m_message.environment, 1))
        m_services.guard->ask({m_message.environment, tr("Push to production"), question, {}, tr("Push to production")},
                              this, then);
    else
        then();
}

void DetailPane::openManageMessages()
{
    if (const Environment *environment = m_services.environments->find(m_message.environment))
        m_services.openUrl(MessageDesk::manageMessagesPage(*environment, m_message));
}

void DetailPane::openInFinance()
{
    // The service names it; nothing but a web page is opened for it.
    const QUrl page(m_failure ? m_failure->pageUrl : QString(), QUrl::StrictMode);
    if (page.scheme() == "https"_L1 || page.scheme() == "http"_L1)
        m_services.openUrl(page);
    else
        openManageMessages();
}

void DetailPane::tell(BannerKind kind, const QString &text, const QString &detail)
{
    m_view->pushSaved->hide();
    m_view->told->setKind(kind);
    m_view->told->setText(text, detail);
    m_view->told->show();
}

} // namespace waybill
