#include "PracticeClient.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the peer sees of each fault of the relay, on a new connection and on one that has served before; and what of
/// the request was delivered.
class RelayFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void cutsTheLine_data();
    void cutsTheLine();
    void isSilentThoughItStored();
    void cutsOtherCallsToo();
    void readsSlowly();
    void answersSlowly();
    void answersLate();
    void garblesTheAnswer();
    void endsThoughClientsWait();
};

void RelayFaultsTest::cutsTheLine_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QJsonObject>("parameters");
    QTest::addColumn<bool>("reused");
    QTest::addColumn<qint64>("delivered"); // bytes of the body that reached the server
    QTest::addColumn<bool>("stored");
    QTest::addColumn<QByteArray>("seen"); // what the last bytes of the answer look like to the peer
    const qint64 whole = 1000;
    for (const bool reused : {false, true}) {
        const auto row = [&](const QString &fault, const QJsonObject &parameters, qint64 delivered,
                             const QByteArray &seen) {
            QTest::addRow("%s %s%s", qPrintable(fault), reused ? "reused" : "new", parameters.isEmpty() ? "" : " bytes")
                << fault << parameters << reused << delivered << (delivered == whole) << seen;
        };
        row(u"cutBeforeBody"_s, {}, 0, "nothing");
        row(u"cutInBody"_s, {}, 500, "nothing");
        row(u"cutInBody"_s, {{u"bytes"_s, 7}}, 7, "nothing");
        row(u"cutAfterBody"_s, {}, whole, "nothing");
        row(u"cutInStatusLine"_s, {}, whole, "status line");
        row(u"cutInHeaders"_s, {}, whole, "headers");
        row(u"cutInAnswer"_s, {}, whole, "body");
        row(u"cutInAnswer"_s, {{u"bytes"_s, 3}}, whole, "body");
    }
}

void RelayFaultsTest::cutsTheLine()
{
    QFETCH(QString, fault);
    QFETCH(QJsonObject, parameters);
    QFETCH(bool, reused);
    QFETCH(qint64, delivered);
    QFETCH(bool, stored);
    QFETCH(QByteArray, seen);
    static Practice practice;
    practice.setFaults({});
    const QByteArray request = practice.enqueueHead(1000) + QByteArray(1000, 'x');
    RawConnection connection(practice.port());
    if (reused) {
        connection.send(request);
        QCOMPARE(connection.receive().status, 200);
    }
    const qsizetype before = practice.deliveries().size();
    const qsizetype messages = practice.messages().size();
    practice.setFault(u"enqueue"_s, fault, parameters);
    connection.send(request);
    const Reply reply = connection.receive();
    QVERIFY(reply.closed);
    QVERIFY(!reply.whole);
    if (seen == "nothing")
        QVERIFY2(reply.raw.isEmpty(), reply.raw.constData());
    else if (seen == "status line")
        QVERIFY2(reply.raw.startsWith("HTTP/1") && !reply.raw.contains('\n'), reply.raw.constData());
    else if (seen == "headers")
        QVERIFY2(reply.raw.contains("\r\n") && !reply.raw.contains("\r\n\r\n"), reply.raw.constData());
    else
        QVERIFY(reply.status == 200 && !reply.body.isEmpty() &&
                reply.body.size() < reply.headers.value("content-length").toInt());
    if (parameters.contains("bytes"_L1) && seen == "body")
        QCOMPARE(reply.body.size(), 3);
    QTRY_COMPARE(practice.deliveries().size(), before + 1);
    const QJsonObject delivery = practice.deliveries().last().toObject();
    QCOMPARE(delivery["bytes"_L1].toInteger(), delivered);
    QCOMPARE(delivery["complete"_L1].toBool(), stored);
    QCOMPARE(!delivery["messageId"_L1].isNull(), stored);
    QCOMPARE(practice.messages().size(), messages + (stored ? 1 : 0));
}

void RelayFaultsTest::isSilentThoughItStored()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"noAnswer"_s);
    RawConnection connection(practice.port());
    connection.send(practice.enqueueHead(2) + "ok");
    QTRY_COMPARE(practice.messages().size(), 1);
    const Reply reply = connection.receive(300);
    QVERIFY(reply.raw.isEmpty());
    QVERIFY(!reply.closed);
}

void RelayFaultsTest::cutsOtherCallsToo()
{
    Practice practice;
    const QString id = Practice::guidIn(practice.enqueue(goodGroups()).body);
    for (const QString &fault :
         {u"cutBeforeBody"_s, u"cutInBody"_s, u"cutAfterBody"_s, u"cutInHeaders"_s, u"cutInAnswer"_s}) {
        practice.setFault(u"status"_s, fault, {{u"times"_s, 1}});
        QVERIFY(!practice.action("GetMessageStatus", "messageId", id).whole);
        QVERIFY(practice.action("GetMessageStatus", "messageId", id).whole);
    }
    practice.setFault(u"token"_s, u"cutAfterBody"_s);
    QCOMPARE(practice.requestToken({}).status, 0);
}

void RelayFaultsTest::readsSlowly()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"slowUpload"_s, {{u"bytesPerSecond"_s, 40000}});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(practice.enqueue(QByteArray(20000, 'x')).status, 200);
    QVERIFY2(timer.elapsed() >= 450, qPrintable(QString::number(timer.elapsed())));
}

void RelayFaultsTest::answersSlowly()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"slowAnswer"_s, {{u"bytesPerSecond"_s, 100}});
    QElapsedTimer timer;
    timer.start();
    const Reply reply = practice.enqueue(goodGroups());
    QVERIFY(reply.whole && timer.elapsed() >= 300);
}

void RelayFaultsTest::answersLate()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"delay"_s, {{u"seconds"_s, 5}});
    RawConnection connection(practice.port());
    QElapsedTimer timer;
    timer.start();
    connection.send(practice.enqueueHead(2) + "ok");
    QTRY_COMPARE(practice.messages().size(), 1); // stored before, not after
    QVERIFY(timer.elapsed() < 4900);
    QCOMPARE(connection.receive().status, 200);
    QVERIFY(timer.elapsed() >= 4990);
}

void RelayFaultsTest::garblesTheAnswer()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"garble"_s);
    const Reply reply = practice.enqueue(goodGroups());
    QVERIFY(reply.whole && reply.status == 200);
    QVERIFY(Practice::guidIn(reply.body).isEmpty());
    QCOMPARE(practice.messages().size(), 1);
}

void RelayFaultsTest::endsThoughClientsWait()
{
    auto practice = std::make_unique<Practice>();
    practice->setFault(u"enqueue"_s, u"noAnswer"_s);
    RawConnection silent(practice->port());
    RawConnection idle(practice->port());
    RawConnection halfSent(practice->port());
    silent.send(practice->enqueueHead(2) + "ok");
    halfSent.send(practice->enqueueHead(100) + "begun");
    QTRY_COMPARE(practice->messages().size(), 1);
    QElapsedTimer timer;
    timer.start();
    practice.reset();
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(silent.receive(1000).closed);
}

QTEST_GUILESS_MAIN(RelayFaultsTest)
#include "RelayFaultsTest.moc"
