#include "ui/messages/EventModel.h"
#include "ui/messages/ExchangeModel.h"
#include "ui/messages/FailingRowsModel.h"
#include "ui/messages/FileLinesModel.h"
#include "ui/messages/Headline.h"
#include "ui/messages/Lifecycle.h"
#include "ui/messages/MessageFilterProxy.h"
#include "ui/messages/MessageTableModel.h"
#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAbstractItemModelTester>
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
        MessageTableModel model(clock);
        MessageFilterProxy proxy(clock);
        proxy.setSourceModel(&model);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester shown(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMessages(ofEveryState());
        proxy.sort(MessageTableModel::AgeColumn);
        for (const MessageChip chip : {MessageChip::NeedsAttention, MessageChip::InFlight, MessageChip::Today})
            proxy.setChip(chip);
        Message changed = make(1, MessageState::Failed, u"PreProcessingError"_s);
        model.upsert({changed, make(77, MessageState::Queued)});
        QCOMPARE(model.rowCount(), 11);
        QCOMPARE(model.index(0, MessageTableModel::StatusColumn).data().toString(), u"PreProcessingError"_s);
        QCOMPARE(model.rowOf(MessageKey(77)), 10);
        QCOMPARE(model.rowOf(MessageKey(78)), -1);
        model.setMessages({});
        QCOMPARE(proxy.rowCount(), 0);
    }

    void anUnchangedMessageDisturbsNobody()
    {
        MessageTableModel model(clock);
        model.setMessages(ofEveryState());
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.upsert({make(1, MessageState::Queued)});
        QCOMPARE(changes.count(), 0);
        model.setProgress(MessageKey(3), 620, 1000);
        QCOMPARE(model.index(2, MessageTableModel::StatusColumn).data().toString(), u"Uploading 62 %"_s);
        model.setProgress(MessageKey(3), 621, 1000);
        QCOMPARE(changes.count(), 1);
    }

    void theTableTellsWhatItShows()
    {
        MessageTableModel model(clock);
        model.setMessages(ofEveryState());
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
        const QDateTime today = todaySince(clock->utcNow());
        QHash<MessageChip, QStringList> shown;
        for (const Message &message : ofEveryState()) {
            for (const MessageChip chip : {MessageChip::NeedsAttention, MessageChip::InFlight, MessageChip::Succeeded})
                if (chipShows(chip, message, today))
                    shown[chip] << word(message.state);
        }
        QCOMPARE(shown[MessageChip::InFlight], QStringList({u"Queued"_s, u"Sending"_s, u"InFlight"_s}));
        QCOMPARE(shown[MessageChip::Succeeded], QStringList{u"Succeeded"_s});
        QCOMPARE(shown[MessageChip::NeedsAttention],
                 QStringList({u"Held"_s, u"Unconfirmed"_s, u"Rejected"_s, u"Failed"_s, u"GivenUp"_s}));
        Message partly = make(1, MessageState::Succeeded, u"Processed"_s);
        partly.stagingRecords = 10;
        partly.targetRecords = 8;
        QVERIFY(chipShows(MessageChip::NeedsAttention, partly, today));
        QCOMPARE(messagePill(partly).text, u"Processed, 8 of 10 arrived"_s);
        QCOMPARE(messagePill(partly).role, StatusRole::Amber);
        partly.handled = Handled{};
        QVERIFY(!chipShows(MessageChip::NeedsAttention, partly, today));
    }

    void theHeadlineNamesTheSilentJob()
    {
        Message good = make(50, MessageState::Succeeded, u"Processed"_s);
        Message bad = make(5, MessageState::Failed, u"PreProcessingError"_s);
        Message other = make(1, MessageState::Succeeded, u"Processed"_s);
        other.job = u"Customers"_s;
        MessageCounts counts{1, 0, 2, 3, 3};
        const QList<Message> all{good, bad, other};
        const Headline headline = headlineOf(all, counts);
        QCOMPARE(headline.silentJob, u"Orders"_s);
        QCOMPARE(headline.silentSince, good.changedUtc);
        QCOMPARE(headline.lastSuccess, other.changedUtc);
        bad.handled = Handled{};
        QVERIFY(headlineOf(QList<Message>{good, bad, other}, counts).silentJob.isEmpty());
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
        for (const Stage &stage : stagesOf(message, events, clock->utcNow()))
            told << stage.name + u' ' + stage.time;
        const QString first = start.toLocalTime().toString(u"HH:mm:ss"_s);
        const QString last = start.addSecs(132).toLocalTime().toString(u"HH:mm:ss"_s);
        QCOMPARE(told, QStringList({u"Queued "_s + first, u"Uploaded 3 s"_s, u"Enqueued 48 s"_s,
                                    u"Processing 1 m 20 s"_s, u"Errors "_s + last}));
        QCOMPARE(stagesOf(message, events, clock->utcNow()).last().state, StageState::Warned);

        message.state = MessageState::InFlight;
        message.status = u"Enqueued"_s;
        const QList<Stage> open = stagesOf(message, events.first(4), clock->utcNow());
        QCOMPARE(open.size(), 5);
        QCOMPARE(open[2].state, StageState::Running);
        QCOMPARE(open[3].state, StageState::Ahead);

        QList<Event> wandering = events.first(4);
        for (int i = 0; i < 10; ++i)
            wandering << event(60 + i, i % 2 ? u"Processing"_s : u"Preprocessing"_s, EventSource::Service);
        const QList<Stage> shortened = stagesOf(message, wandering, clock->utcNow());
        QVERIFY(shortened.size() <= 9);
        QCOMPARE(shortened[1].name, u"…"_s);
    }

    void failingRowsMarkTheGuiltyCell()
    {
        FailingRowsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({{u"ITEM"_s, u"QTY"_s},
                       {{1204, {u"D0177-X"_s, u"40"_s}, 0, u"Item not found"_s}, {8051, {u"M1"_s}, -1, u"Bad"_s}},
                       2});
        QCOMPARE(model.columnCount(), 4);
        QCOMPARE(model.index(0, 0).data().toString(), u"1,204"_s);
        QVERIFY(model.index(0, 1).data(FailingRowsModel::GuiltyRole).toBool());
        QVERIFY(!model.index(0, 2).data(FailingRowsModel::GuiltyRole).toBool());
        QCOMPARE(model.index(0, 3).data().toString(), u"Item not found"_s);
        QCOMPARE(model.index(1, 2).data().toString(), QString());
        QCOMPARE(model.firstGuiltyColumn(), 1);
        model.setErrors({{u"C-1"_s, u"NAME"_s, u"Too long"_s, {}, {}}});
        QCOMPARE(model.index(0, 0).data().toString(), u"C-1"_s);
        QCOMPARE(model.index(0, 1).data().toString(), u"NAME"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
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
