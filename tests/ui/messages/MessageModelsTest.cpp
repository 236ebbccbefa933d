#include "ui/messages/EventModel.h"
#include "ui/widgets/ExchangeModel.h"
#include "ui/messages/EntityResultsModel.h"
#include "ui/messages/FailingRowsModel.h"
#include "ui/messages/FileLinesModel.h"
#include "ui/messages/Headline.h"
#include "ui/messages/Lifecycle.h"
#include "ui/messages/MessageChip.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/messages/ViewWorker.h"
#include "ui/style/Palette.h"
#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

class NoonClock final : public Clock
{
public:
    QDateTime utcNow() const override { return {QDate(2026, 11, 23), QTime(12, 0), Qt::UTC}; }
};

Message make(qint64 key, MessageState state, const QString &status = {})
{
    Message message;
    message.key = MessageKey(key);
    message.state = state;
    message.status = status;
    message.file = u"file-%1.csv"_s.arg(key);
    message.job = u"Orders"_s;
    message.createdUtc = message.changedUtc = NoonClock().utcNow().addSecs(-60 * key);
    message.records = 1000 * key;
    return message;
}

std::optional<Message> nothing(MessageKey)
{
    return {};
}

ViewUpdate updateOf(OrderChange change, bool fresh, const QList<Message> &messages = {})
{
    ViewUpdate update;
    update.fresh = fresh;
    update.complete = true;
    update.change = std::move(change);
    update.messages = messages;
    return update;
}

/// The first of a view.
ViewUpdate beginningWith(OrderRows rows, const QList<Message> &messages = {})
{
    OrderChange change;
    change.rows = std::make_shared<const OrderRows>(std::move(rows));
    return updateOf(std::move(change), true, messages);
}

/// As rows in this order, all of them known.
void fill(MessageTableModel &model, const QList<Message> &messages)
{
    OrderRows rows;
    for (const Message &message : messages)
        rows.push_back({qint64(rows.size()), quint64(number(message.key)), 0});
    model.apply(beginningWith(std::move(rows), messages));
}

QList<Message> ofEveryState()
{
    QList<Message> messages;
    qint64 key = 0;
    for (const StateRow &row : messageStates())
        messages << make(++key, row.state, row.state == MessageState::InFlight ? u"Processing"_s : QString());
    return messages;
}

} // namespace

class MessageModelsTest : public QObject
{
    Q_OBJECT

    std::shared_ptr<const Clock> clock = std::make_shared<NoonClock>();

private slots:
    void rowsKeepTheRulesOfModels()
    {
        MessageTableModel model(clock, nothing);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fill(model, ofEveryState());
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.rowOf(MessageKey(7)), 6);
        QCOMPARE(model.rowOf(MessageKey(77)), -1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void manyRowsComeGoAndMoveAtOnce()
    {
        MessageTableModel model(clock, nothing);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        MessageOrder order(MessageSort::Size, Qt::AscendingOrder);
        QRandomGenerator random(4);
        auto rows = std::make_shared<const OrderRows>();
        model.apply(beginningWith({}));
        for (int round = 0; round < 60; ++round) {
            QList<MessageKey> keys;
            OrderRows present;
            const int changes = round % 3 ? 20 : 1;
            for (int i = 0; i < changes; ++i) {
                const MessageKey key{random.bounded(120)};
                if (keys.contains(key))
                    continue;
                keys << key;
                if (random.bounded(3) > 0)
                    present.push_back(order.entry(key, random.bounded(1000), false));
            }
            QHash<MessageKey, QPersistentModelIndex> followed;
            for (int row = 0; row < model.rowCount(); row += 3)
                followed.insert(model.keyAt(row), model.index(row, 2));
            const OrderChange change = order.replace(rows, keys, present);
            rows = change.rows;
            model.apply(updateOf(change, false));
            QCOMPARE(model.rowCount(), int(rows->size()));
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.keyAt(row), (*rows)[size_t(row)].key());
            for (auto one = followed.cbegin(); one != followed.cend(); ++one)
                QCOMPARE(one->isValid() ? one->row() : -1, model.rowOf(one.key()));
        }
    }

    void anUnchangedMessageDisturbsNobody()
    {
        MessageTableModel model(clock, nothing);
        fill(model, ofEveryState());
        model.setShown(0, 9);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.take({make(1, MessageState::Queued)});
        QCOMPARE(changes.count(), 0);
        model.setProgress(MessageKey(3), 620, 1000);
        QCOMPARE(model.index(2, MessageTableModel::StatusColumn).data().toString(), u"Uploading 62 %"_s);
        model.setProgress(MessageKey(3), 621, 1000);
        QCOMPARE(changes.count(), 1);
        model.take({make(1, MessageState::Failed, u"PreProcessingError"_s)});
        QCOMPARE(changes.count(), 2);
        QCOMPARE(model.index(0, MessageTableModel::StatusColumn).data().toString(), u"PreProcessingError"_s);
    }

    void rowsOnScreenAreAskedForAndOthersReadWhenLookedAt()
    {
        QList<MessageKey> read;
        MessageTableModel model(clock, [&read](MessageKey key) {
            read << key;
            return make(number(key), MessageState::Queued);
        });
        OrderRows rows;
        for (int i = 0; i < 100'000; ++i)
            rows.push_back({i, quint64(i + 1), 0});
        model.apply(beginningWith(std::move(rows)));
        QSignalSpy wanted(&model, &MessageTableModel::wanted);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setShown(10, 12);
        QCOMPARE(wanted.count(), 1);
        const QList<MessageKey> three{MessageKey(11), MessageKey(12), MessageKey(13)};
        QCOMPARE(wanted.first().first().value<QList<MessageKey>>(), three);
        QCOMPARE(model.shownKeys(), three);
        QVERIFY(model.index(10, MessageTableModel::FileColumn).data().isNull());
        model.take({make(11, MessageState::Queued)}, three);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.index(10, MessageTableModel::FileColumn).data().toString(), u"file-11.csv"_s);
        QVERIFY(read.isEmpty());
        QCOMPARE(model.index(90'000, MessageTableModel::FileColumn).data().toString(), u"file-90001.csv"_s);
        QCOMPARE(read, QList{MessageKey(90'001)});
        QCOMPARE(model.index(90'000, MessageTableModel::JobColumn).data().toString(), u"Orders"_s);
        QCOMPARE(read.size(), 1);
        model.forget({MessageKey(90'001), MessageKey(11)});
        QVERIFY(!model.index(10, MessageTableModel::FileColumn).data().isNull());
        QVERIFY(!model.index(90'000, MessageTableModel::JobColumn).data().isNull());
        QCOMPARE(read.size(), 2);
    }

    void theTableTellsWhatItShows()
    {
        MessageTableModel model(clock, nothing);
        fill(model, ofEveryState());
        QStringList told;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex status = model.index(row, MessageTableModel::StatusColumn);
            told << u"%1 %2 %3"_s.arg(status.data().toString())
                        .arg(status.data(PillToneRole).toInt())
                        .arg(model.index(row, MessageTableModel::AgeColumn).data().toString());
        }
        const QStringList expected{u"Waiting here 0 1 min"_s,
                                   u"Held: not sent 3 2 min"_s,
                                   u"Uploading 1 3 min"_s,
                                   u"Sent, no answer 5 4 min"_s,
                                   u"Refused by the service 4 5 min"_s,
                                   u"Cancelled before sending 0 6 min"_s,
                                   u"Processing 1 7 min"_s,
                                   u"Processed 2 8 min"_s,
                                   u"Failed 4 9 min"_s,
                                   u"No verdict in 7 days 5 10 min"_s};
        QCOMPARE(told, expected);
        QCOMPARE(model.index(0, MessageTableModel::RowsColumn).data().toString(), u"1,000"_s);
    }

    void chipsShowWhatTheirWordsSay()
    {
        const auto statesOf = [this](MessageChip chip) {
            MessageView view;
            restrictTo(chip, clock->utcNow(), view);
            return view.filter.states;
        };
        QCOMPARE(statesOf(MessageChip::InFlight),
                 QList({MessageState::Queued, MessageState::Sending, MessageState::InFlight}));
        for (const StateRow &row : messageStates())
            QCOMPARE(statesOf(MessageChip::InFlight).contains(row.state), !row.final && !row.needsAttention);
        QCOMPARE(statesOf(MessageChip::Succeeded), QList{MessageState::Succeeded});
        MessageView view;
        restrictTo(MessageChip::NeedsAttention, clock->utcNow(), view);
        QVERIFY(view.filter.needsAttention && view.undecidedFirst);
        Message partly = make(1, MessageState::Succeeded, u"Processed"_s);
        partly.stagingRecords = 10;
        partly.targetRecords = 8;
        QVERIFY(partly.needsAttention());
        QCOMPARE(messagePill(partly).text, u"Processed, 8 of 10 arrived"_s);
        QCOMPARE(messagePill(partly).role, StatusRole::Amber);
    }

    void theHeadlineTellsCountsAndSilence()
    {
        const MessageCounts counts{1, 0, 2, 3, 3};
        const Silence silence{clock->utcNow(), u"Orders"_s, clock->utcNow().addDays(-1)};
        const Headline headline = headlineOf(silence, counts);
        QCOMPARE(headline.silentJob, u"Orders"_s);
        QCOMPARE(headline.silentSince, silence.since);
        QCOMPARE(headline.lastSuccess, silence.lastSuccess);
        QCOMPARE(headline.needYou, 1);
        const auto told = [&headline](const QDateTime &now) {
            return headlineHtml(headline, now, paletteOf(Theme::Light)).contains(u"nothing through"_s);
        };
        QVERIFY(told(clock->utcNow()));
        QVERIFY(!told(silence.since.addSecs(600))); // a quarter of an hour is no silence
        QVERIFY(headlineHtml(headline, clock->utcNow(), paletteOf(Theme::Light)).contains(u"1 needs you"_s));
        QVERIFY(!headlineOf({}, {}).anything);
    }

    void theLifecycleFollowsTheEvents()
    {
        const QDateTime start = clock->utcNow().addSecs(-300);
        Message message = make(5, MessageState::Failed, u"ProcessedWithErrors"_s);
        const auto event = [&](int second, const QString &what, EventSource source) {
            return Event{start.addSecs(second), source, what, {}};
        };
        const QList<Event> events{event(0, u"Queued"_s, EventSource::Local),
                                  event(1, u"Sending"_s, EventSource::Local),
                                  event(4, u"InFlight"_s, EventSource::Local),
                                  event(5, u"Enqueued"_s, EventSource::Service),
                                  event(52, u"Processing"_s, EventSource::Service),
                                  event(132, u"ProcessedWithErrors"_s, EventSource::Service)};
        QStringList told;
        for (const Stage &stage : stagesOf(message, {.newest = events}, clock->utcNow()))
            told << stage.name + u' ' + stage.time;
        const QString first = start.toLocalTime().toString(u"HH:mm:ss"_s);
        const QString last = start.addSecs(132).toLocalTime().toString(u"HH:mm:ss"_s);
        QCOMPARE(told, QStringList({u"Queued "_s + first, u"Uploaded 3 s"_s, u"Enqueued 48 s"_s,
                                    u"Processing 1 m 20 s"_s, u"Errors "_s + last}));
        QCOMPARE(stagesOf(message, {.newest = events}, clock->utcNow()).last().state, StageState::Warned);

        message.state = MessageState::InFlight;
        message.status = u"Enqueued"_s;
        const QList<Stage> open = stagesOf(message, {.newest = events.first(4)}, clock->utcNow());
        QCOMPARE(open.size(), 5);
        QCOMPARE(open[2].state, StageState::Running);
        QCOMPARE(open[3].state, StageState::Ahead);

        QList<Event> wandering = events.first(4);
        for (int i = 0; i < 10; ++i)
            wandering << event(60 + i, i % 2 ? u"Processing"_s : u"Preprocessing"_s, EventSource::Service);
        const QList<Stage> shortened = stagesOf(message, {.newest = wandering}, clock->utcNow());
        QCOMPARE(shortened.size(), 5);
        QCOMPARE(shortened[1].name, u"…"_s);

        // Of a million events only the first and the newest are read: the present stage is right all the same.
        EventDigest digest{
            .first = events.first(), .newest = {event(60, u"Handled"_s, EventSource::Local)}, .total = 9};
        message.changedUtc = start.addSecs(52);
        const QList<Stage> story = stagesOf(message, digest, clock->utcNow());
        QCOMPARE(story[0].name, u"Queued"_s);
        QCOMPARE(story[1].time, u"many more"_s);
        QCOMPARE(story[2].name, u"Enqueued"_s);
        QCOMPARE(story[2].state, StageState::Running);
        digest.newest = events;
        QCOMPARE(stagesOf(message, digest, clock->utcNow())[1].name, u"…"_s);
    }

    void failingRowsMarkTheGuiltyCell()
    {
        FailingRowsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FailingRowTable rows;
        rows.columns = {u"ITEM"_s, u"QTY"_s};
        rows.total = 3;
        rows.add(1204, {u"D0177-X"_s, u"40"_s}, 0, u"Item not found");
        rows.add(8051, {u"M1"_s}, -1, u"<b>Bad</b>\n\x1b[2J"_s + QString(1 << 20, u'x'));
        model.setTable(rows);
        QCOMPARE(model.columnCount(), 4);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.total(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), u"1,204"_s);
        QVERIFY(model.index(0, 1).data(FailingRowsModel::GuiltyRole).toBool());
        QVERIFY(!model.index(0, 2).data(FailingRowsModel::GuiltyRole).toBool());
        QCOMPARE(model.index(0, 3).data().toString(), u"Item not found"_s);
        QCOMPARE(model.index(1, 2).data().toString(), QString());
        const QString foreign = model.index(1, 3).data().toString();
        QVERIFY(foreign.startsWith(u"<b>Bad</b> ␛[2J"_s) && foreign.size() < 5'000);
        QCOMPARE(model.firstGuiltyColumn(), 1);
        FailingRowTable loose;
        loose.placed = false;
        loose.columns = {QString(), QString()};
        loose.add(0, {u"C-1"_s, u"NAME"_s}, -1, u"Too long");
        model.setTable(loose);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), u"C-1"_s);
        QCOMPARE(model.index(0, 1).data().toString(), u"NAME"_s);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Record"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void entityResultsMarkWhereRecordsStopped()
    {
        EntityResultsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntities({{u"Customers V3"_s, u"Finished"_s, u"Error"_s, 1'204, 0, 1'192, 12},
                           {u"Vendors V2\x1b"_s, u"Finished"_s, u"NotRun"_s, {}, {}, {}, {}}});
        QCOMPARE(model.index(0, EntityResultsModel::StagingColumn).data().toString(), u"1,204"_s);
        QCOMPARE(model.index(0, EntityResultsModel::TargetColumn).data().toString(), u"1,192, 12 failed"_s);
        QVERIFY(model.index(0, EntityResultsModel::TargetColumn).data(FailingRowsModel::GuiltyRole).toBool());
        QVERIFY(!model.index(0, EntityResultsModel::StagingColumn).data(FailingRowsModel::GuiltyRole).toBool());
        QCOMPARE(model.index(1, EntityResultsModel::NameColumn).data().toString(), u"Vendors V2␛"_s);
        QCOMPARE(model.index(1, EntityResultsModel::TargetColumn).data().toString(), u"NotRun"_s);
    }

    void eventsAndExchangesComeNewestFirst()
    {
        EventModel events;
        const QAbstractItemModelTester tester(&events, QAbstractItemModelTester::FailureReportingMode::QtTest);
        events.setEvents({{clock->utcNow(), EventSource::Local, u"Queued"_s, {}},
                          {clock->utcNow(), EventSource::Service, u"Processed"_s, u"two\nlines"_s}});
        QCOMPARE(events.index(0, EventModel::WhatColumn).data().toString(), u"Processed"_s);
        QCOMPARE(events.index(0, EventModel::DetailColumn).data().toString(), u"two lines"_s);
        ExchangeModel exchanges;
        const QAbstractItemModelTester other(&exchanges, QAbstractItemModelTester::FailureReportingMode::QtTest);
        StoredExchange lost{clock->utcNow(), u"enqueue"_s, u"POST"_s, u"http://x"_s, 0, 1200, 5, 0, {}, u"cut"_s};
        exchanges.setExchanges({lost});
        QCOMPARE(exchanges.index(0, ExchangeModel::StatusColumn).data().toString(), u"none"_s);
        QVERIFY(exchangeText(lost).contains(u"No answer after 1200 ms"_s));
    }

    void readsTheBeginningOfFilesInTheirEncoding()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("the test's folder cannot be written");
            return file.fileName();
        };
        QCOMPARE(readBeginning(write(u"a"_s, "A,B\r\nŁódź,1\r\n")).lines, QStringList({u"A,B"_s, u"Łódź,1"_s}));
        QByteArray wide("\xff\xfe", 2);
        for (const QChar c : u"A\nŁ"_s)
            wide.append(char(c.unicode() & 0xff)).append(char(c.unicode() >> 8));
        QCOMPARE(readBeginning(write(u"b"_s, wide)).lines, QStringList({u"A"_s, u"Ł"_s}));
        QVERIFY(readBeginning(write(u"c"_s, QByteArray("PK\x03\x04\0\0", 6))).binary);
        const FileBeginning large = readBeginning(write(u"d"_s, QByteArray("0123456789\n").repeated(50'000)));
        QVERIFY(large.more);
        QVERIFY(large.lines.size() <= 1000 && large.lines.size() > 900);
        QVERIFY(large.isThere && !readBeginning(folder.filePath(u"none"_s)).isThere);
        QVERIFY(readBeginning(folder.filePath(u"none"_s)).lines.isEmpty());
        FileLinesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLines({u"A"_s, u"B"_s});
        model.setFailing({2});
        QVERIFY(model.index(1, 1).data(FailingRowsModel::GuiltyRole).toBool());
        QVERIFY(!model.index(0, 1).data(FailingRowsModel::GuiltyRole).toBool());
    }
};

QTEST_GUILESS_MAIN(MessageModelsTest)
#include "MessageModelsTest.moc"
