#include "BenchFigure.h"
#include "BenchSize.h"
#include "LongHistory.h"

#include "app/messages/PushQueue.h"
#include "ui/messages/MessageFeed.h"
#include "ui/messages/MessageTableModel.h"

#include <QEventLoop>
#include <QGuiApplication>
#include <QTemporaryDir>

using namespace waybill;
using namespace waybill::bench;
using namespace Qt::StringLiterals;

namespace {
constexpr int screen = 64;

/// What the Messages page reads with, on a profile of its own or one that is there.
struct Reading {
    std::unique_ptr<Journal> journal;
    MessageTableModel model;
    MessageFeed feed;

    explicit Reading(const QString &folder, std::shared_ptr<Clock> clock = std::make_shared<SystemClock>())
        : journal(Journal::open(folder, clock, Journal::Access::ReadWrite).value()),
          model(clock, [this](MessageKey key) { return journal->message(key).value_or(std::nullopt); }),
          feed(journal.get(), nullptr, &model, clock)
    {
    }

    /// Until the first rows of the view are there, or all that there are.
    void untilShown()
    {
        QEventLoop loop;
        QObject::connect(&feed, &MessageFeed::updated, &loop, [&] {
            if (feed.isComplete() || model.rowCount() >= screen)
                loop.quit();
        });
        QObject::connect(&feed, &MessageFeed::failed, &loop,
                         [](const Error &error) { qFatal("%s", qPrintable(error.message)); });
        loop.exec();
    }
    void show(const QString &environment)
    {
        feed.setEnvironment(environment);
        untilShown();
    }
};

struct View {
    const char *name;
    MessageChip chip;
    int column;
    Qt::SortOrder order;
    const char *search;
    const char *condition; ///< of the bare SQL
    const char *sorting;
    int runs;
};

constexpr const char *newest = "created DESC, key DESC";
// The range leads SQLite to the partial index.
#define ATTENTION "attention = 1 AND created > -9e18"
// All that the search looks into, causes too.
#define FOUND(word)                                                                                                    \
    "(file LIKE '%" word "%' OR job LIKE '%" word "%' OR entity LIKE '%" word "%' OR company LIKE '%" word             \
    "%' OR message_id LIKE '%" word "%' OR execution_id LIKE '%" word "%' OR status LIKE '%" word                      \
    "%' OR error_message LIKE '%" word "%' OR error_detail LIKE '%" word                                               \
    "%' OR ((state <> 'Succeeded' OR target_records < staging_records) AND EXISTS (SELECT 1 FROM failures WHERE "      \
    "message = messages.key AND cause_text LIKE '%" word "%')))"
constexpr auto Age = MessageTableModel::AgeColumn;
const View views[] = {
    {"All", MessageChip::All, Age, Qt::AscendingOrder, "", "1", newest, 15},
    {"Needs attention", MessageChip::NeedsAttention, Age, Qt::AscendingOrder, "", ATTENTION,
     "state <> 'Unconfirmed', created DESC, key DESC", 15},
    {"In flight", MessageChip::InFlight, Age, Qt::AscendingOrder, "", "state IN ('Queued', 'Sending', 'InFlight')",
     newest, 15},
    {"Succeeded", MessageChip::Succeeded, Age, Qt::AscendingOrder, "", "state = 'Succeeded'", newest, 15},
    {"Today", MessageChip::Today, Age, Qt::AscendingOrder, "", "created >= %1", newest, 15},
    {"All, oldest first", MessageChip::All, Age, Qt::DescendingOrder, "", "1", "created, key DESC", 3},
    {"All by file", MessageChip::All, MessageTableModel::FileColumn, Qt::AscendingOrder, "", "1",
     "file COLLATE NOCASE, key DESC", 3},
    {"All by job", MessageChip::All, MessageTableModel::JobColumn, Qt::DescendingOrder, "", "1",
     "job COLLATE NOCASE DESC, key DESC", 3},
    {"All by rows", MessageChip::All, MessageTableModel::RowsColumn, Qt::DescendingOrder, "", "1",
     "records DESC, key DESC", 3},
    {"All by status", MessageChip::All, MessageTableModel::StatusColumn, Qt::AscendingOrder, "", "1",
     "state, status, key DESC", 3},
    {"Needs attention by file", MessageChip::NeedsAttention, MessageTableModel::FileColumn, Qt::AscendingOrder, "",
     ATTENTION, "state <> 'Unconfirmed', file COLLATE NOCASE, key DESC", 5},
    {"All, a search that finds many", MessageChip::All, Age, Qt::AscendingOrder, "orders-77", FOUND("orders-77"),
     newest, 5},
    {"All, a search that finds nothing", MessageChip::All, Age, Qt::AscendingOrder, "zzzz", FOUND("zzzz"), newest, 3},
    {"Needs attention, a search", MessageChip::NeedsAttention, Age, Qt::AscendingOrder, "orders-9",
     ATTENTION " AND " FOUND("orders-9"), "state <> 'Unconfirmed', created DESC, key DESC", 5},
    {"Succeeded by size, a search", MessageChip::Succeeded, MessageTableModel::SizeColumn, Qt::AscendingOrder,
     "orders-123", "state = 'Succeeded' AND " FOUND("orders-123"), "bytes, key DESC", 3},
};

void firstScreens(const QString &folder)
{
    Reading reading(folder);
    reading.show(historyEnvironment);
    BareJournal bare(folder + u"/journal.sqlite"_s);
    for (const View &view : views) {
        BenchFigure figure(u"first screen of 1,000,000 messages: %1"_s.arg(QLatin1StringView(view.name)),
                           u"bare SQL for the same rows"_s, Budget::timeAtMost(3));
        const QByteArray sql =
            u"SELECT * FROM messages WHERE environment = '%2' AND %3 ORDER BY %4 LIMIT %5"_s
                .arg(historyEnvironment,
                     QString::fromLatin1(view.condition)
                         .replace(u"%1"_s,
                                  QString::number(todaySince(QDateTime::currentDateTime()).toMSecsSinceEpoch())),
                     QLatin1StringView(view.sorting))
                .arg(screen)
                .replace(u"%2"_s, historyEnvironment)
                .toUtf8();
        int rows = 0;
        for (int run = -1; run < view.runs; ++run) {
            // Another view between, so that the one measured is new.
            reading.feed.setChip(MessageChip::InFlight);
            reading.feed.setSearch(u"nothing"_s + QString::number(run));
            reading.untilShown();
            const double ours = secondsOf([&] {
                reading.feed.setChip(view.chip);
                reading.model.sort(view.column, view.order);
                reading.feed.setSearch(QString::fromLatin1(view.search));
                reading.untilShown();
            });
            const double reference = secondsOf([&] { rows = bare.read(sql.constData()); });
            if (std::min(reading.model.rowCount(), screen) != rows)
                qFatal("%s: %d rows of ours, %d of the reference", view.name, reading.model.rowCount(), rows);
            if (run >= 0)
                figure.add(ours, reference);
            reading.model.sort(Age, Qt::AscendingOrder);
        }
        figure.print();
    }
}

void startUp(const QString &folder)
{
    QTemporaryDir empty;
    {
        const Reading first(empty.path());
    }
    BenchFigure figure(u"start with 1,000,000 messages: journal, counts and first screen"_s, u"an empty journal"_s,
                       Budget::timeAtMost(1.3));
    figure.measure(
        15, [&] { Reading(folder).show(historyEnvironment); }, [&] { Reading(empty.path()).show(historyEnvironment); });
    figure.print();
}
} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QTemporaryDir folder;
    {
        const Reading made(folder.path());
    }
    makeLongHistory(folder.path(), rowsAsked(1'000'000), 1'000);
    startUp(folder.path());
    firstScreens(folder.path());
    return 0;
}
