#include "BenchFigure.h"
#include "LongHistory.h"

#include "tests/ui/messages/PageWorld.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/MessagesPage.h"
#include "ui/style/Appearance.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QTableView>
#include <QTimer>

#include <ctime>

using namespace waybill;
using namespace waybill::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int messages = 100'000;
constexpr int changesASecond = 5'000;
constexpr auto measured = 5s;

/// Seconds this thread has computed: what it had to wait for, because other threads wanted the same core, is not in it.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// How long the thread works between two rests of its event loop, of those stretches in which something is painted.
class FrameWatch final : public QObject
{
public:
    explicit FrameWatch(QWidget *painted)
    {
        painted->installEventFilter(this);
        const QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
        connect(loop, &QAbstractEventDispatcher::awake, this, [this] {
            m_begun = threadSeconds();
            m_wall.start();
            m_paints = false;
        });
        connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (!std::exchange(m_paints, false))
                return;
            frames << threadSeconds() - m_begun;
            longestWall = std::max(longestWall, m_wall.nsecsElapsed() / 1e6);
        });
    }

    QList<double> frames;
    double longestWall = 0; ///< milliseconds

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_paints = m_paints || event->type() == QEvent::Paint;
        return false;
    }

private:
    double m_begun = 0;
    QElapsedTimer m_wall;
    bool m_paints = false;
};

/// Changes that a service could tell of: most are on their way, some come to an end, some end badly.
class Traffic final : public QObject
{
public:
    explicit Traffic(Journal *journal) : m_journal(journal)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(10ms);
        connect(&m_timer, &QTimer::timeout, this, &Traffic::send);
    }
    void start()
    {
        m_sent = 0;
        m_time.start();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }
    qint64 sent() const { return m_sent; }

private:
    void send()
    {
        static const QStringList words{u"Enqueued"_s, u"Dequeued"_s, u"Preprocessing"_s, u"Processing"_s};
        for (const qint64 due = m_time.elapsed() * changesASecond / 1000; m_sent < due; ++m_sent) {
            MessageChange change;
            change.key = MessageKey(m_random.bounded(1, messages + 1));
            const int kind = m_random.bounded(20);
            change.state = kind == 0   ? MessageState::Failed
                           : kind == 1 ? MessageState::Succeeded
                                       : MessageState::InFlight;
            change.status = kind == 0   ? u"PreProcessingError"_s
                            : kind == 1 ? u"Processed"_s
                                        : words[m_random.bounded(4)];
            change.event = {{}, EventSource::Service, *change.status, {}};
            m_journal->record(change);
        }
    }

    Journal *m_journal;
    QTimer m_timer;
    QElapsedTimer m_time;
    QRandomGenerator m_random{5};
    qint64 m_sent = 0;
};

void waitFor(const std::function<bool()> &condition)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    look.start(5);
    loop.exec();
}

void rest(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

struct Case {
    const char *name;
    const char *chip;
    int column;
    const char *search;
    bool accessible;
    bool scrolled;
};
const Case cases[] = {
    {"all, newest first", "allChip", MessageTableModel::AgeColumn, "", false, false},
    {"in flight by time in state, scrolled", "inFlightChip", MessageTableModel::InStateColumn, "", false, true},
    {"needs attention by status, a search", "needsAttentionChip", MessageTableModel::StatusColumn, "orders", false,
     false},
    {"in flight by time in state, accessibility on", "inFlightChip", MessageTableModel::InStateColumn, "", true, false},
};

void measure(const Case &one, MessagesPage &page, Journal *journal)
{
    QAccessible::setActive(one.accessible);
    auto *table = page.findChild<QTableView *>(u"messagesTable"_s);
    page.findChild<QAbstractButton *>(QLatin1StringView(one.chip))->setChecked(true);
    page.findChild<QLineEdit *>(u"searchField"_s)->setText(QLatin1StringView(one.search));
    table->sortByColumn(one.column, Qt::AscendingOrder);
    waitFor([&page] { return page.isLoaded(); });
    if (table->model()->rowCount() > 100)
        table->selectRow(50);
    if (one.scrolled)
        table->scrollTo(table->model()->index(table->model()->rowCount() / 2, 0));
    if (one.accessible) { // as somebody who reads the table has it
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(table);
        for (int row = 0; row < 30; ++row)
            (void)interface->tableInterface()->cellAt(row, 1)->text(QAccessible::Name);
    }
    Traffic traffic(journal);
    qint64 told = 0;
    QObject::connect(journal, &Journal::changed, &traffic,
                     [&told](const QList<MessageKey> &keys) { told += keys.size(); });
    traffic.start();
    rest(1s); // until all threads are in their stride
    FrameWatch watch(table->viewport());
    const qint64 sent = traffic.sent(), toldBefore = told;
    QElapsedTimer wall;
    wall.start();
    const double begun = threadSeconds();
    rest(measured);
    const double computed = threadSeconds() - begun;
    const double seconds = double(wall.nsecsElapsed()) / 1e9;
    const double rate = double(traffic.sent() - sent) / seconds;
    traffic.stop();
    if (rate < 0.95 * changesASecond)
        qFatal("only %.0f changes a second could be made", rate);
    if (watch.frames.size() < 5)
        qFatal("only %lld frames were painted", static_cast<long long>(watch.frames.size()));
    BenchFigure share(u"table of 100,000, 5,000 changes a second, %1: window's thread"_s.arg(QLatin1StringView(one.name)),
                      u"one core"_s, Budget::atMost(25, u"%"_s));
    share.setNote(u"%1 changes a second made, %2 committed and told"_s.arg(rate, 0, 'f', 0)
                      .arg(double(told - toldBefore) / seconds, 0, 'f', 0));
    share.add(100 * computed / seconds);
    share.print();
    std::sort(watch.frames.begin(), watch.frames.end());
    const double median = watch.frames.at(watch.frames.size() / 2);
    BenchFigure frame(u"table of 100,000, 5,000 changes a second, %1: longest frame"_s.arg(QLatin1StringView(one.name)),
                      u"the median frame"_s, Budget::timeAtMost(3));
    frame.setNote(u"%1 frames; median %2 ms, longest %3 ms of computing, %4 ms by the clock"_s
                      .arg(watch.frames.size())
                      .arg(median * 1e3, 0, 'f', 2)
                      .arg(watch.frames.last() * 1e3, 0, 'f', 2)
                      .arg(watch.longestWall, 0, 'f', 2));
    frame.add(watch.frames.last(), median);
    frame.print();
    // Until the journal has caught up, so that the next case begins with nothing under way.
    bool settled = false;
    QCoro::connect(journal->settled(), &watch, [&settled](const Result<void> &) { settled = true; });
    waitFor([&settled] { return settled; });
}
} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_NO_GLIB", "1"); // GLib's event loop does not tell work from waiting
    QApplication application(argc, argv);
    Appearance appearance(application, ThemeChoice::Light);
    PageWorld world;
    world.clock->now = QDateTime::currentDateTimeUtc();
    makeLongHistory(world.folder.path(), messages, messages * 9 / 10);
    world.journal->followOtherPrograms(); // as the window does
    MessagesPage page(world.services());
    page.resize(1280, 800);
    page.setEnvironment(historyEnvironment);
    page.show();
    waitFor([&page] { return page.isLoaded(); });
    for (const Case &one : cases)
        measure(one, page, world.journal.get());
    return 0;
}
