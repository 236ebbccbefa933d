#include "PracticeClient.h"

#include "app/practice/MessageStore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

class EnqueueTest : public QObject
{
    Q_OBJECT
private slots:
    void answersTheIdInFourShapesByTurns();
    void refusesWhatDoesNotFitTheJob_data();
    void refusesWhatDoesNotFitTheJob();
    void countsEveryDelivery();
    void keepsTheIdentifierAsItCame();
    void answersSeveralRequestsOnOneConnection();
    void takesAChunkedBody();
    void asksForTheBodyWhenExpected();
    void countsADeliveryThatEndsEarly();
    void servesManyAtOnce();
    void goesOnWhereAKilledProgramWroteNothingDown();
};

void EnqueueTest::answersTheIdInFourShapesByTurns()
{
    Practice practice;
    QList<QByteArray> bodies;
    QSet<QString> ids;
    for (int i = 0; i < 4; ++i) {
        const Reply reply = practice.enqueue(goodGroups());
        QCOMPARE(reply.status, 200);
        bodies.append(reply.body);
        ids.insert(Practice::guidIn(reply.body));
    }
    QCOMPARE(ids.size(), 4);
    QVERIFY(bodies.at(0).startsWith('"'));
    QCOMPARE(bodies.at(1).size(), 36);
    QVERIFY(bodies.at(2).startsWith('{') && bodies.at(2).size() == 38);
    QVERIFY(bodies.at(3).startsWith("{\"value\":\""));
}

void EnqueueTest::refusesWhatDoesNotFitTheJob_data()
{
    QTest::addColumn<QString>("activity");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    const QByteArray groups = "?entity=Customer%20groups&company=usmf";
    const QString job = u"Customer groups"_s;
    QTest::newRow("malformed activity") << u"123"_s << groups << goodGroups() << 400 << u"not a valid GUID"_s;
    QTest::newRow("unknown activity") << u"11111111-2222-3333-4444-555555555555"_s << groups << goodGroups() << 404
                                      << u"was not found"_s;
    QTest::newRow("export job") << u"Customers export"_s << groups << goodGroups() << 400 << u"not an import job"_s;
    QTest::newRow("no entity") << job << QByteArray("?company=usmf") << goodGroups() << 400 << u"entity is missing"_s;
    QTest::newRow("unknown entity") << job << QByteArray("?entity=CustomerGroups") << goodGroups() << 400
                                    << u"Use the entity's label"_s;
    QTest::newRow("other entity") << job << QByteArray("?entity=Customers+V3") << goodGroups() << 400
                                  << u"not part of the recurring data job"_s;
    QTest::newRow("unknown company") << job << QByteArray("?entity=Customer%20groups&company=acme") << goodGroups()
                                     << 400 << u"legal entity \"acme\""_s;
    QTest::newRow("empty body") << job << groups << QByteArray() << 400 << u"no body"_s;
    QTest::newRow("entity for a package")
        << u"Customer groups package"_s << groups << goodGroups() << 400 << u"leave the entity out"_s;
    QTest::newRow("package") << u"Customer groups package"_s << QByteArray("?company=usmf") << goodGroups() << 200
                             << QString();
    QTest::newRow("company left out") << job << QByteArray("?entity=customer+groups") << goodGroups() << 200
                                      << QString();
}

void EnqueueTest::refusesWhatDoesNotFitTheJob()
{
    QFETCH(QString, activity);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    static Practice practice;
    const QString id = practice.activityId(activity);
    const qsizetype before = practice.messages().size();
    const Reply reply =
        practice.call("POST", "/api/connector/enqueue/" + (id.isEmpty() ? activity : id).toLatin1() + query, body,
                      "Authorization: Bearer " + practice.token() + "\r\n");
    QCOMPARE(reply.status, status);
    QFETCH(QString, words);
    QVERIFY2(reply.json()["Message"_L1].toString().contains(words), reply.body.constData());
    QCOMPARE(practice.messages().size() - before, status == 200 ? 1 : 0);
    QCOMPARE(practice.deliveries().last()["status"_L1].toInt(), status);
}

void EnqueueTest::countsEveryDelivery()
{
    Practice practice;
    const QString id = Practice::guidIn(practice.enqueue(goodGroups(), "a.csv").body);
    practice.enqueue("x", "b.csv", u"Customer groups"_s, "?entity=Nonsense");
    const QJsonArray deliveries = practice.deliveries();
    QCOMPARE(deliveries.size(), 2);
    const QJsonObject first = deliveries.at(0).toObject();
    QCOMPARE(first["messageId"_L1].toString(), id);
    QCOMPARE(first["bytes"_L1].toInteger(), goodGroups().size());
    QCOMPARE(first["sha256"_L1].toString(),
             QString::fromLatin1(QCryptographicHash::hash(goodGroups(), QCryptographicHash::Sha256).toHex()));
    QCOMPARE(first["externalIdentifier"_L1].toString(), u"a.csv"_s);
    QVERIFY(first["complete"_L1].toBool());
    QVERIFY(first["atUtc"_L1].toString().endsWith(u'Z'));
    const QJsonObject second = deliveries.at(1).toObject();
    QVERIFY(second["messageId"_L1].isNull());
    QCOMPARE(second["status"_L1].toInt(), 400);
}

void EnqueueTest::keepsTheIdentifierAsItCame()
{
    Practice practice;
    practice.enqueue(goodGroups(), "Gr%C3%BC%C3%9Fe%20100%25.csv");
    QCOMPARE(practice.deliveries().at(0)["externalIdentifier"_L1].toString(), u"Gr%C3%BC%C3%9Fe%20100%25.csv"_s);
    const QByteArray page =
        practice.get("/manage-messages?activityId=" + practice.activityId(u"Customer groups"_s).toLatin1()).body;
    QVERIFY(page.contains("<title>Manage messages</title>"));
    QVERIFY(page.contains(u"Grüße 100%.csv"_s.toUtf8()));
}

void EnqueueTest::answersSeveralRequestsOnOneConnection()
{
    Practice practice;
    RawConnection connection(practice.port());
    for (int i = 0; i < 5; ++i) {
        QVERIFY(connection.send(practice.enqueueHead(goodGroups().size()) + goodGroups()));
        const Reply reply = connection.receive();
        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.closed);
        QVERIFY(!reply.headers.contains("connection"));
    }
    // Two at once, the second already sent while the first is served.
    QVERIFY(connection.send(practice.enqueueHead(3) + "abc" + practice.enqueueHead(4) + "abcd"));
    QCOMPARE(connection.receive().status, 200);
    QCOMPARE(connection.receive().status, 200);
    QCOMPARE(practice.deliveries().last()["bytes"_L1].toInt(), 4);
    QCOMPARE(practice.deliveries().size(), 7);
}

void EnqueueTest::takesAChunkedBody()
{
    Practice practice;
    QByteArray head = practice.enqueueHead(0);
    head.replace("Content-Length: 0", "Transfer-Encoding: chunked");
    RawConnection connection(practice.port());
    connection.send(head + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n" + practice.enqueueHead(2) + "ok");
    QCOMPARE(connection.receive().status, 200);
    QCOMPARE(connection.receive().status, 200);
    QCOMPARE(practice.deliveries().at(0)["bytes"_L1].toInt(), 11);
    QCOMPARE(practice.deliveries().at(1)["bytes"_L1].toInt(), 2);
}

void EnqueueTest::asksForTheBodyWhenExpected()
{
    Practice practice;
    QByteArray head = practice.enqueueHead(5);
    head.replace("Host: x", "Host: x\r\nExpect: 100-continue");
    RawConnection connection(practice.port());
    connection.send(head);
    QCOMPARE(connection.receive().status, 100);
    connection.send("12345");
    QCOMPARE(connection.receive().status, 200);
}

void EnqueueTest::countsADeliveryThatEndsEarly()
{
    Practice practice;
    {
        RawConnection connection(practice.port());
        connection.send(practice.enqueueHead(1000) + QByteArray(300, 'x'));
    }
    QTRY_COMPARE(practice.deliveries().size(), 1);
    const QJsonObject delivery = practice.deliveries().at(0).toObject();
    QVERIFY(!delivery["complete"_L1].toBool());
    QCOMPARE(delivery["bytes"_L1].toInt(), 300);
    QVERIFY(delivery["messageId"_L1].isNull());
    QVERIFY(practice.messages().isEmpty());
}

void EnqueueTest::servesManyAtOnce()
{
    Practice practice;
    const QByteArray request = practice.enqueueHead(goodGroups().size()) + goodGroups();
    constexpr int clients = 24;
    constexpr int each = 20;
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&] {
            RawConnection connection(practice.port());
            for (int k = 0; k < each; ++k)
                if (connection.send(request) && connection.receive().status == 200)
                    ++good;
        });
    // Idle connections bind nothing that the busy ones need.
    std::vector<std::unique_ptr<RawConnection>> idle;
    for (int i = 0; i < 100; ++i)
        idle.push_back(std::make_unique<RawConnection>(practice.port()));
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), clients * each);
    QSet<QString> ids;
    for (const auto &delivery : practice.deliveries())
        ids.insert(delivery.toObject()["messageId"_L1].toString());
    QCOMPARE(ids.size(), clients * each);
    QCOMPARE(practice.messages().size(), clients * each);
    practice.restart(1000);
    QCOMPARE(practice.messages().size(), clients * each);
}

/// The payload was there already, the line of the message not yet; the same seed gives the same id again.
void EnqueueTest::goesOnWhereAKilledProgramWroteNothingDown()
{
    const QTemporaryDir first, second;
    const auto store = [](const QTemporaryDir &folder) {
        return std::make_unique<practice::MessageStore>(folder.path(), 7, nullptr);
    };
    const auto take = [](practice::MessageStore &into, practice::StoredMessage &message, const QByteArray &content) {
        const QString path = into.newIncomingPath();
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush() &&
               into.store(message, path);
    };
    practice::StoredMessage message;
    QVERIFY(take(*store(first), message, "half"));
    QVERIFY(QDir(second.path()).mkpath(u"payloads"_s));
    QVERIFY(QFile::copy(first.filePath("payloads/"_L1 + message.messageId),
                        second.filePath("payloads/"_L1 + message.messageId)));

    practice::StoredMessage again;
    const auto after = store(second);
    QVERIFY(take(*after, again, "whole"));
    QCOMPARE(again.messageId, message.messageId);
    QFile payload(after->payloadPath(again.messageId));
    QVERIFY(payload.open(QIODevice::ReadOnly));
    QCOMPARE(payload.readAll(), QByteArray("whole"));
}

QTEST_GUILESS_MAIN(EnqueueTest)
#include "EnqueueTest.moc"
