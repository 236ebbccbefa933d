#include "app/journal/Message.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class MessageStateTest : public QObject
{
    Q_OBJECT

private slots:
    void theTableIsComplete_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("final");
        QTest::addColumn<bool>("needsAttention");
        const auto expect = [](MessageState state, const char *name, bool final, bool needsAttention) {
            QTest::newRow(name) << int(state) << QString::fromLatin1(name) << final << needsAttention;
        };
        expect(MessageState::Queued, "Queued", false, false);
        expect(MessageState::Held, "Held", false, true);
        expect(MessageState::Sending, "Sending", false, false);
        expect(MessageState::Unconfirmed, "Unconfirmed", false, true);
        expect(MessageState::Rejected, "Rejected", true, true);
        expect(MessageState::Cancelled, "Cancelled", true, false);
        expect(MessageState::InFlight, "InFlight", false, false);
        expect(MessageState::Succeeded, "Succeeded", true, false);
        expect(MessageState::Failed, "Failed", true, true);
        expect(MessageState::GivenUp, "GivenUp", false, true);
    }

    void theTableIsComplete()
    {
        QFETCH(int, state);
        QFETCH(QString, name);
        const MessageState given = MessageState(state);
        QCOMPARE(word(given), name);
        QTEST(row(given).final, "final");
        QTEST(row(given).needsAttention, "needsAttention");
        QCOMPARE(messageStateFrom(name), given);
        QCOMPARE(messageStateFrom(name.toUpper()), given);
        QCOMPARE(messageStates().size(), 10U);
    }

    void aWordThatIsNoStateIsNone()
    {
        QVERIFY(!messageStateFrom(u"Processed"));
        QVERIFY(!messageStateFrom(u""));
    }

    void knowsEverySpellingOfAStatus_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("partial");
        const auto expect = [](MessageState state, const QStringList &words, bool partial = false) {
            for (const QString &word : words) {
                for (const QString &spelling : {word, word.toLower(), word.toUpper()})
                    QTest::newRow(qPrintable(spelling)) << int(state) << partial;
            }
        };
        expect(MessageState::InFlight, {u"Enqueued"_s, u"InQueue"_s, u"Dequeued"_s, u"Downloaded"_s, u"PreProcessing"_s,
                                        u"Processing"_s, u"InProcess"_s, u"SomethingNew"_s, u"Not yet"_s});
        expect(MessageState::Succeeded, {u"Processed"_s, u"Acked"_s});
        expect(MessageState::Failed, {u"PreProcessingError"_s, u"PreProcessError"_s, u"PostProcessingFailed"_s,
                                      u"PostProcessError"_s, u"PostProcessingError"_s});
        expect(MessageState::Failed, {u"ProcessedWithErrors"_s}, true);
        // Of executions.
        expect(MessageState::InFlight, {u"Unknown"_s, u"NotRun"_s, u"Executing"_s});
        expect(MessageState::Succeeded, {u"Succeeded"_s});
        expect(MessageState::Failed, {u"Failed"_s, u"Canceled"_s, u"Cancelled"_s});
        expect(MessageState::Failed, {u"PartiallySucceeded"_s}, true);
    }

    void knowsEverySpellingOfAStatus()
    {
        const QString status = QString::fromUtf8(QTest::currentDataTag());
        QFETCH(int, state);
        QCOMPARE(stateOfStatus(status), MessageState(state));
        QTEST(isPartialFailure(status), "partial");
    }

    void anEmptyStatusIsNoVerdict()
    {
        QCOMPARE(stateOfStatus({}), MessageState::InFlight);
        QVERIFY(!isPartialFailure({}));
    }

    void readsTheNumbersOfJobStates()
    {
        const QStringList words{u"Enqueued"_s,       u"Dequeued"_s,  u"Downloaded"_s,          u"Acked"_s,
                                u"InProcess"_s,      u"Processed"_s, u"ProcessedWithErrors"_s, u"PostProcessError"_s,
                                u"PreProcessError"_s};
        for (int i = 0; i < words.size(); ++i)
            QCOMPARE(statusWord(QString::number(i)), words[i]);
        QCOMPARE(statusWord(u"9"_s), u"9"_s);
        QCOMPARE(statusWord(u"-1"_s), u"-1"_s);
        QCOMPARE(statusWord(u"Acked"_s), u"Acked"_s);
        QCOMPARE(statusWord({}), QString());
    }

    void fewerInTargetThanInStagingNeedsAttention()
    {
        Message message;
        message.state = MessageState::Succeeded;
        QVERIFY(!message.needsAttention() && !message.badOutcome());
        message.stagingRecords = 10;
        QVERIFY(!message.arrivedPartly());
        message.targetRecords = 10;
        QVERIFY(!message.arrivedPartly());
        message.targetRecords = 9;
        QVERIFY(message.arrivedPartly() && message.needsAttention() && message.badOutcome());
        message.handled = Handled{};
        QVERIFY(!message.needsAttention() && message.badOutcome());
    }
};

QTEST_GUILESS_MAIN(MessageStateTest)
#include "MessageStateTest.moc"
