#include "ui/packages/DownloadPane.h"

#include "ui/packages/ContentsPane.h"
#include "ui/packages/Counted.h"
#include "ui/packages/DownloadHistoryPane.h"
#include "ui/packages/DownloadPill.h"
#include "ui/packages/DownloadStages.h"
#include "ui/packages/InsideLoad.h"
#include "ui/packages/PreviewPane.h"
#include "ui/widgets/CopyFile.h"
#include "ui/widgets/DetailStack.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/HttpPane.h"
#include "ui/widgets/LifecycleStepper.h"
#include "ui/widgets/StatusPill.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"
#include "ui/widgets/TonedLabel.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QTabWidget>
#include <QtConcurrent>

#include <functional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// On a connection of its own.
auto readingOf(const DownloadBook &book)
{
    const auto reader = std::shared_ptr<DownloadReader>(book.newReader());
    return [reader](DownloadKey key, const StillWanted &isWanted) { return readDetail(*reader, key, isWanted); };
}

} // namespace

DownloadPane::DownloadPane(PackagesServices services, QWidget *parent)
    : QFrame(parent), m_services(std::move(services)), m_view(new DownloadView(this)), m_inside(new InsideLoad(this)),
      m_reading(readingOf(*m_services.book), std::bind_front(&DownloadPane::take, this))
{
    setObjectName(u"downloadPane"_s);
    setAccessibleName(tr("Package"));
    connectView();
    connectInside();
    connect(m_services.environments, &EnvironmentStore::changed, this, [this] {
        if (m_shown)
            presentActions();
    });
    connect(&TimeDisplay::ofWindow(), &TimeDisplay::changed, this, &DownloadPane::refresh);
}

void DownloadPane::connectView()
{
    DownloadView &v = *m_view;
    connect(v.stack, &DetailStack::againWanted, this, &DownloadPane::refresh);
    connect(v.acknowledge, &QPushButton::clicked, this, [this] { emit acknowledgeWanted(m_download); });
    connect(v.again, &QPushButton::clicked, this, [this] { emit fetchAgainWanted(m_download); });
    connect(v.look, &QPushButton::clicked, this, [this] { emit lookWanted(m_download); });
    connect(v.unpack, &QPushButton::clicked, this, [this] { emit unpackWanted(m_download); });
    connect(v.compare, &QPushButton::clicked, this, [this] { emit compareWanted(m_download); });
    connect(v.folder, &QPushButton::clicked, this, [this] {
        m_services.openUrl(QUrl::fromLocalFile(QFileInfo(m_services.pathOf(m_download)).absolutePath()));
    });
    connect(v.save, &QPushButton::clicked, this, &DownloadPane::saveCopy);
    connect(v.contents, &ContentsPane::chosen, v.preview, [this](qsizetype entry) {
        if (entry >= 0)
            m_view->preview->choose(entry);
    });
    connect(v.contents, &ContentsPane::opened, this, [this](qsizetype entry) {
        m_view->preview->choose(entry);
        m_view->tabs->setCurrentIndex(1);
    });
}

void DownloadPane::connectInside()
{
    connect(m_inside, &InsideLoad::seen, this, [this](const QString &path, const PackageInside &inside) {
        m_view->contents->show(inside);
        m_view->preview->show(path, inside);
        emit insideKnown(m_download.key, inside);
    });
    connect(m_inside, &InsideLoad::failed, this, [this](const Error &error) {
        m_view->contents->clear(tr("It cannot be looked into"), error.message);
        m_view->preview->clear(tr("It cannot be looked into"), error.message);
    });
}

void DownloadPane::show(DownloadKey key)
{
    if (m_wanted == key && m_shown == key)
        return;
    m_wanted = key;
    m_view->told->hide();
    m_shown == key ? m_view->stack->setReady() : m_view->stack->setReading();
    refresh();
}

void DownloadPane::refresh()
{
    if (m_wanted)
        m_reading.ask(*m_wanted);
}

void DownloadPane::take(DownloadKey key, const Result<std::optional<DownloadDetail>> &read)
{
    if (read && *read) {
        present(**read);
    } else if (m_shown != key) {
        m_view->stack->setTrouble(tr("This package cannot be shown"),
                                  read ? tr("It is no longer in the history.") : read.error().message, !read);
    } else if (!read) {
        emit failed(read.error());
    }
}

void DownloadPane::present(const DownloadDetail &detail)
{
    m_download = detail.download;
    m_shown = m_download.key;
    m_events = detail.events;
    m_view->history->show(m_download, m_services.pathOf(m_download), m_events, detail.followUps,
                          m_services.clock->utcNow());
    m_view->http->show(detail.exchanges);
    presentHead();
    presentReason();
    presentActions();
    loadInside();
    m_view->stack->setReady();
    tick();
}

void DownloadPane::presentHead()
{
    const QString title = texts::oneLine(titleOf(m_download));
    m_view->title->setTexts(title);
    m_view->pill->setPill(downloadPill(m_download));
    QStringList facts{m_download.kind == DownloadKind::Exported ? tr("Export of %1").arg(m_download.dataProject)
                                                                : m_download.job};
    if (!m_download.company.isEmpty())
        facts << m_download.company;
    if (m_download.bytes)
        facts << texts::bytes(*m_download.bytes);
    if (m_download.entries)
        facts << counted(*m_download.entries, tr("1 file"), tr("%1 files"));
    if (!m_download.entities.isEmpty())
        facts << counted(m_download.entities.size(), tr("1 entity"), tr("%1 entities"));
    m_view->facts->setTexts(facts.join(u" · "_s));
    QStringList shown, whole;
    const auto add = [&](const QString &words, const QString &id) {
        if (id.isEmpty())
            return;
        shown << words.arg(texts::shortId(id));
        whole << id;
    };
    add(tr("Correlation %1"), m_download.correlationId);
    add(tr("Execution %1"), m_download.executionId.text());
    if (m_download.redelivered)
        shown << tr("handed out more than once");
    m_view->ids->setTexts(shown.join(u" · "_s), whole.join(u'\n'));
    m_view->ids->setVisible(!shown.isEmpty());
}

void DownloadPane::presentReason()
{
    const bool isUnfollowed = m_download.followUp == FollowUp::Failed;
    m_view->reason->setVisible(m_download.error || isUnfollowed);
    if (!m_download.error && isUnfollowed) {
        m_view->reason->setKind(BannerKind::Warning);
        m_view->reason->setText(tr("The package is safe here, but not all that should follow the fetch was done."),
                                tr("History says what, with what the program wrote."));
    }
    if (!m_download.error)
        return;
    switch (downloadPill(m_download).role) {
    case StatusRole::Red:
        m_view->reason->setKind(BannerKind::Error);
        break;
    case StatusRole::Violet:
        m_view->reason->setKind(BannerKind::Undecided);
        break;
    default:
        m_view->reason->setKind(BannerKind::Warning);
        break;
    }
    m_view->reason->setText(m_download.error->message, m_download.error->detail);
}

void DownloadPane::presentActions()
{
    const bool here = isHere(m_download);
    const DownloadState state = m_download.state;
    const bool ackable = m_download.kind == DownloadKind::Dequeued &&
                         (state == DownloadState::AckPending || state == DownloadState::Stored);
    const QDateTime now = m_services.clock->utcNow();
    const bool fetchable = canBeFetchedAgain(m_download, now);
    m_view->acknowledge->setVisible(ackable);
    m_view->again->setVisible(fetchable);
    for (QPushButton *button : {m_view->look, m_view->unpack, m_view->compare, m_view->folder, m_view->save})
        button->setVisible(here);
    m_view->unpack->setVisible(here && state != DownloadState::Damaged);
    m_view->compare->setVisible(here && state != DownloadState::Damaged);
    const Environment *environment = m_services.environments->find(m_download.environment);
    const QString locked = environment && environment->readOnly ? readOnlyReason(m_download.environment)
                           : m_fetching                         ? tr("Something is being fetched just now.")
                                                                : QString();
    for (QPushButton *calls : {m_view->acknowledge, m_view->again})
        setLocked(calls, locked);
}

void DownloadPane::setFetching(bool fetching)
{
    m_fetching = fetching;
    if (m_shown)
        presentActions();
}

void DownloadPane::loadInside()
{
    const QString path = m_services.pathOf(m_download);
    if (path == m_seenPath && !path.isEmpty())
        return;
    m_seenPath = path;
    if (path.isEmpty()) {
        m_inside->forget();
        const bool isRemoved = m_download.fileRemovedUtc.isValid();
        const QString title = isRemoved                     ? tr("File removed")
                              : row(m_download.state).final ? tr("No package")
                                                            : tr("Not here yet");
        const QString words = isRemoved ? removedText(m_download, m_events) : stateMeaning(m_download);
        m_view->contents->clear(title, words);
        m_view->preview->clear(title, words);
        return;
    }
    m_view->contents->clear(tr("Looking inside…"), {});
    m_view->preview->clear(tr("Looking inside…"), {});
    m_inside->look(path);
}

void DownloadPane::tick()
{
    if (!m_shown)
        return;
    const QDateTime now = m_services.clock->utcNow();
    m_view->life->setStages(stagesOf(m_download, m_events, now));
    const bool leased = m_download.kind == DownloadKind::Dequeued && m_download.leaseUntilUtc.isValid() &&
                        m_download.state != DownloadState::Acknowledged;
    m_view->outlook->setVisible(leased);
    if (!leased)
        return;
    const qint64 left = now.msecsTo(m_download.leaseUntilUtc);
    const QString until = texts::clockTime(m_download.leaseUntilUtc, now);
    m_view->outlook->setTone(left > 0 ? std::nullopt : std::optional(StatusRole::Amber));
    m_view->outlook->setToolTip(texts::timeTooltip(m_download.leaseUntilUtc));
    // What never came cannot be acknowledged.
    const QString words = m_download.state == DownloadState::Leased
                              ? tr("Leased until %1, %2 left; what the lost answer handed out comes back then.")
                              : tr("Leased until %1, %2 left; unless it is acknowledged before, it comes back then.");
    m_view->outlook->setText(
        left > 0
            ? words.arg(until, texts::duration(std::chrono::milliseconds(left)))
            : tr("The lease ended at %1: the service hands the package out again with the next fetch.").arg(until));
}

void DownloadPane::saveCopy()
{
    const QString from = m_services.pathOf(m_download);
    m_services.askSavePath(this, QFileInfo(from).fileName(), [this, from](const QString &to) {
        QtConcurrent::run(copyFile, from, to).then(this, [this, to](const Result<void> &copied) {
            if (copied)
                tell(BannerKind::Good, tr("Saved as %1.").arg(QDir::toNativeSeparators(to)));
            else
                tell(BannerKind::Error, copied.error().message, copied.error().detail);
        });
    });
}

void DownloadPane::tell(BannerKind kind, const QString &text, const QString &detail)
{
    m_view->told->setKind(kind);
    m_view->told->setText(text, detail);
    m_view->told->show();
}

} // namespace waybill
