#include "app/cli/MessageJson.h"

#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/journal/FileLock.h"
#include "app/journal/SenderLock.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class MessageJsonTest : public QObject
{
    Q_OBJECT
private slots:
    void isNullWhereThereIsNothing();
    void givesAFailure();
    void showsAnAbandonedRowAsUnconfirmed();
    void judgesOutcomes();
};

namespace {
Message tracked()
{
    Message message;
    message.key = MessageKey(3);
    message.environment = u"Test"_s;
    message.state = MessageState::InFlight;
    message.messageId = MessageId(u"8f3c0000-1111-2222-3333-444455556666"_s);
    message.createdUtc = QDateTime(QDate(2026, 3, 1), QTime(6, 0), Qt::UTC);
    return message;
}
} // namespace

void MessageJsonTest::isNullWhereThereIsNothing()
{
    const QJsonObject object = messageJson(tracked());
    for (const char *name : {"file", "bytes", "sha256", "entity", "company", "executionId", "status", "handled",
                             "sentUtc", "stagingRecords", "targetRecords", "attemptOf", "error", "reason"})
        QVERIFY2(object.contains(QLatin1StringView(name)) && object[QLatin1StringView(name)].isNull(), name);
    QCOMPARE(object[u"createdUtc"_s].toString(), u"2026-03-01T06:00:00.000Z"_s);
    QVERIFY(!object.contains("events"_L1));
    QCOMPARE(eventJson({tracked().createdUtc, EventSource::Service, u"Enqueued"_s, {}}),
             QJsonObject({{u"atUtc"_s, u"2026-03-01T06:00:00.000Z"_s},
                          {u"source"_s, u"service"_s},
                          {u"what"_s, u"Enqueued"_s},
                          {u"detail"_s, u""_s}}));
}

void MessageJsonTest::givesAFailure()
{
    Failure failure;
    failure.entities = {{u"Customer groups"_s, u"Error"_s, {}, 5, 1, {}, {}}};
    failure.errors = {{u"1"_s, u"ID"_s, u"bad"_s, 1, 2}, {u"2"_s, {}, u"worse"_s, {}, {}}};
    failure.causes = {{u"bad"_s, 2, u"mend it"_s}};
    failure.nextSteps = {u"Look."_s};
    const QJsonObject object = failureJson(tracked(), failure);
    QCOMPARE(object.keys(),
             (QStringList{u"causes"_s, u"complete"_s, u"entities"_s, u"errorFiles"_s, u"errors"_s,
                          u"executionId"_s, u"executionStatus"_s, u"explanation"_s, u"key"_s, u"log"_s, u"messageId"_s, u"nextSteps"_s, u"pageUrl"_s}));
    QCOMPARE(object[u"causes"_s].toArray(), QJsonArray{QJsonObject({{u"text"_s, u"bad"_s}, {u"count"_s, 2}})});
    QVERIFY(object[u"entities"_s][0][u"targetRecords"_s].isNull());
    QCOMPARE(object[u"entities"_s][0][u"stagingErrors"_s].toInt(), 1);
    QCOMPARE(object[u"errors"_s][0][u"line"_s].toInt(), 2);
    QVERIFY(object[u"errors"_s][1][u"line"_s].isNull());
}

void MessageJsonTest::showsAnAbandonedRowAsUnconfirmed()
{
    QTemporaryDir profile;
    Message message = tracked();
    message.state = MessageState::Sending;
    const Message shown = asShown(message, profile.path());
    QCOMPARE(shown.state, MessageState::Unconfirmed);
    QVERIFY(shown.error && messageJson(shown)[u"needsAttention"_s].toBool());
    const auto lock = FileLock::tryTake(senderLockPath(profile.path()));
    QVERIFY(lock && *lock);
    QCOMPARE(asShown(message, profile.path()), message);
}

void MessageJsonTest::judgesOutcomes()
{
    Message message = tracked();
    QCOMPARE(exitCodeOf(message, false), ExitCode::Good);
    QCOMPARE(exitCodeOf(message, true), ExitCode::Undecided);
    message.state = MessageState::Succeeded;
    message.stagingRecords = 5;
    message.targetRecords = 5;
    QCOMPARE(exitCodeOf(message, true), ExitCode::Good);
    message.targetRecords = 4;
    QCOMPARE(exitCodeOf(message, true), ExitCode::BadOutcome);
    message.state = MessageState::Failed;
    QCOMPARE(exitCodeOf(message, true), ExitCode::BadOutcome);
    message.state = MessageState::Held;
    QCOMPARE(exitCodeOf(message, false), ExitCode::Unreachable);
    message.state = MessageState::Unconfirmed;
    QCOMPARE(exitCodeOf(message, false), ExitCode::Undecided);
}

QTEST_GUILESS_MAIN(MessageJsonTest)
#include "MessageJsonTest.moc"
