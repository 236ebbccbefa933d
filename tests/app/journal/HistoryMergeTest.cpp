#include "SampleHistory.h"

#include "app/journal/HistoryExport.h"
#include "app/journal/HistoryImport.h"

#include <QJsonArray>

using namespace waybill;
using namespace Qt::StringLiterals;

/// How an import knows a message again, and what it takes over of it then.
class HistoryMergeTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        writeSampleHistory(*f.open(), *f.clock);
        file = f.folder.filePath(u"history.jsonl"_s);
    }

    void whatBecameOfAMessageComesWithItsCountsAndItsReason()
    {
        const JournalFixture copy = copyThatWentOn();
        const auto theirs = copy.open();
        MessageChange partly = changeTo(firstIn(*theirs, MessageState::InFlight), MessageState::Succeeded);
        partly.stagingRecords = 10;
        partly.targetRecords = 8;
        partly.countsKnown = true;
        MessageChange refused = changeTo(firstIn(*theirs, MessageState::Queued), MessageState::Rejected);
        refused.sentUtc = copy.clock->now;
        refused.error = Error{ErrorKind::Throttled, u"Refused: it's wrong"_s, u"detail"_s, 429, u"code"_s};
        QVERIFY(await(theirs->commit(partly)));
        QVERIFY(await(theirs->commit(refused)));
        const auto ours = f.open();
        const qint64 before = ours->counts(u"test"_s, {})->needsAttention;
        QCOMPARE(carry(copy, *ours).merged, 2);
        const Message arrived = row(*ours, partly.key), rejected = row(*ours, refused.key);
        QVERIFY(arrived.arrivedPartly());
        QCOMPARE(arrived.stagingRecords, partly.stagingRecords);
        QCOMPARE(arrived.targetRecords, partly.targetRecords);
        QCOMPARE(rejected.state, MessageState::Rejected);
        QVERIFY(rejected.error == refused.error);
        QCOMPARE(rejected.sentUtc, *refused.sentUtc);
        QCOMPARE(ours->counts(u"test"_s, {})->needsAttention, before + 2);
    }

    void nothingIsDoubledOnTheWayBack()
    {
        JournalFixture second, third;
        const auto ours = f.open(), theirs = second.open(), others = third.open();
        const QList<Message> before = *ours->messages({});
        QCOMPARE(carry(f, *theirs).added, before.size());
        QCOMPARE(carry(second, *ours).added, 0);
        // Nor by way of a third one, which had it from the second.
        QCOMPARE(carry(second, *others).added, before.size());
        QCOMPARE(carry(third, *ours).added, 0);
        QCOMPARE(carry(f, *others).added, 0);
        QCOMPARE(carry(third, *theirs).added, 0);
        QCOMPARE(ours->messages({})->size(), before.size());
        for (const Message &message : before)
            QCOMPARE(row(*ours, message.key).state, message.state);
    }

    void whatBothCopiesOfAProfileSentAreTwoMessages()
    {
        const JournalFixture copy = copyThatWentOn();
        const auto ours = f.open(), theirs = copy.open();
        MessageChange sent = changeTo(firstIn(*ours, MessageState::Queued), MessageState::InFlight);
        sent.messageId = MessageId(u"8f3c0000-0000-0000-0000-0000000000a1"_s);
        QVERIFY(await(ours->commit(sent)));
        MessageChange sentThere = sent;
        sentThere.messageId = MessageId(u"8f3c0000-0000-0000-0000-0000000000a2"_s);
        QVERIFY(await(theirs->commit(sentThere)));
        QCOMPARE(carry(copy, *ours).added, 1);
        QCOMPARE(row(*ours, sent.key).messageId, *sent.messageId);
        QCOMPARE(ours->byMessageId(u"test"_s, *sentThere.messageId)->size(), 1);
        QCOMPARE(carry(copy, *ours).added, 0);
    }

    void takesNoOtherMessageForOneThatIsHere_data()
    {
        QTest::addColumn<MessageState>("state");
        QTest::addColumn<bool>("ofOrigin");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<int>("added");
        const auto refused = MessageState::Rejected; // it has no message id
        QTest::newRow("the same one") << refused << false << u"file"_s << QJsonValue(u"x.csv"_s) << 0;
        QTest::newRow("made at another time") << refused << true << u"created"_s << QJsonValue(1) << 1;
        QTest::newRow("another key") << refused << true << u"key"_s << QJsonValue(6) << 1;
        QTest::newRow("of a third journal") << refused << true << u"journal"_s << QJsonValue(u"third"_s) << 1;
        QTest::newRow("another environment") << refused << false << u"environment"_s << QJsonValue(u"else"_s) << 1;
        QTest::newRow("another message id")
            << MessageState::Succeeded << false << u"message_id"_s << QJsonValue(u"8f3c"_s) << 1;
    }

    void takesNoOtherMessageForOneThatIsHere()
    {
        QFETCH(MessageState, state);
        QFETCH(bool, ofOrigin);
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(int, added);
        HistoryLine line = handedOn(state);
        QJsonObject origin = line.values.value(u"origins"_s).toArray().at(0).toObject();
        (ofOrigin ? origin : line.values).insert(field, value);
        line.values.insert(u"origins"_s, QJsonArray{origin});
        writeFile(line);
        const auto ours = f.open();
        QCOMPARE(import(*ours).added, added);
        QCOMPARE(import(*ours).added, 0);
    }

    void refusesOriginsThatNoHistoryHas_data()
    {
        QTest::addColumn<QJsonValue>("origins");
        const QJsonObject sound{{u"journal"_s, u"third"_s}, {u"key"_s, 1}, {u"created"_s, 1}};
        const auto with = [&sound](const QString &field, const QJsonValue &value) {
            QJsonObject origin = sound;
            origin.insert(field, value);
            return QJsonValue(QJsonArray{origin});
        };
        QJsonArray many;
        while (many.size() <= mostOrigins)
            many.append(sound);
        QTest::newRow("a number") << QJsonValue(1);
        QTest::newRow("numbers") << QJsonValue(QJsonArray{1});
        QTest::newRow("half a key") << with(u"key"_s, 1.5);
        QTest::newRow("a time in words") << with(u"created"_s, u"noon"_s);
        QTest::newRow("a long name") << with(u"journal"_s, QString(longestJournalName + 1, u'a'));
        QTest::newRow("too many") << QJsonValue(many);
    }

    void refusesOriginsThatNoHistoryHas()
    {
        QFETCH(QJsonValue, origins);
        HistoryLine line = handedOn(MessageState::Rejected);
        line.values.insert(u"origins"_s, origins);
        writeFile(line);
        const auto ours = f.open();
        const auto imported = await(importHistory(ours.get(), file, f.clock->now, {}));
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::BadInput);
        QCOMPARE(ours->messages({})->size(), 12);
    }

private:
    JournalFixture copyThatWentOn() const
    {
        JournalFixture copy;
        if (!QFile::copy(f.path(), copy.path()))
            qFatal("the profile was not copied");
        copy.clock->now = f.clock->now.addSecs(600);
        return copy;
    }

    static MessageKey firstIn(const Journal &journal, MessageState state)
    {
        return journal.messages({.environment = u"test"_s, .states = {state}})->first().key;
    }

    Imported import(Journal &journal)
    {
        const auto imported = await(importHistory(&journal, file, f.clock->now, {}));
        if (!imported)
            qFatal("%s %s", qPrintable(imported.error().message), qPrintable(imported.error().detail));
        return *imported;
    }

    /// Exports one journal and imports what came of it into another.
    Imported carry(const JournalFixture &from, Journal &to)
    {
        if (const auto exported = exportHistory(from.path(), file, f.clock->now, {}); !exported)
            qFatal("%s", qPrintable(exported.error().message));
        return import(to);
    }

    /// The line of the first message in that state, as another journal exports it that has it from here.
    HistoryLine handedOn(MessageState state)
    {
        JournalFixture other;
        carry(f, *other.open());
        if (!exportHistory(other.path(), file, f.clock->now, {}))
            qFatal("no history");
        QFile history(file);
        if (!history.open(QIODevice::ReadOnly))
            qFatal("no history");
        for (QByteArray bytes = history.readLine(); !bytes.isEmpty(); bytes = history.readLine()) {
            const auto line = historyLineFrom(bytes, 1, file);
            if (line && line->table == "messages"_L1 && line->values[u"state"_s].toString() == word(state))
                return *line;
        }
        qFatal("no such line");
    }

    /// A history of just this line.
    void writeFile(const HistoryLine &line)
    {
        QFile history(file);
        QVERIFY(history.open(QIODevice::WriteOnly));
        history.write(toBytes(
            {HistoryLine::Kind::Header,
             {},
             {{u"waybill"_s, u"history"_s}, {u"version"_s, historyFormatVersion}, {u"journal"_s, u"another"_s}}}));
        history.write(toBytes(line));
        history.write(toBytes({HistoryLine::Kind::End, {}, {{u"messages"_s, 1}}}));
    }

    JournalFixture f;
    QString file;
};

QTEST_GUILESS_MAIN(HistoryMergeTest)
#include "HistoryMergeTest.moc"
