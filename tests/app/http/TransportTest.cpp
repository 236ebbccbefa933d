#include "app/http/Transport.h"
#include "tests/app/support/RawServer.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QTest>
#include <QTimer>

#include <qcorotask.h>

#ifndef Q_OS_WIN
#include "tests/app/support/FloodServer.h"
#endif

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TransportTest : public QObject
{
    Q_OBJECT

    static HttpRequest post(const RawServer &server, Repeat repeat)
    {
        HttpRequest request;
        request.method = "POST";
        request.url = server.url();
        request.body = QByteArray(300'000, 'x');
        request.headers = {{"Content-Type", "text/csv"}};
        request.repeat = repeat;
        return request;
    }

    HttpLog m_log;
    static HttpOutcome send(const std::shared_ptr<Transport> &transport, const HttpRequest &request,
                            std::stop_token stop = {})
    {
        return QCoro::waitFor(transport->send(request, stop));
    }
    std::shared_ptr<Transport> transport() { return std::make_shared<Transport>(u"Test"_s, &m_log); }

private slots:
    void bringsAnAnswerWhole()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status("400 Bad Request", "{\"Message\":\"no\"}", "ms-dyn-aid: abc\r\n"));
        });
        const auto outcome = send(transport(), post(server, Repeat::Once));
        QVERIFY(outcome.answer);
        QCOMPARE(outcome.answer->status, 400);
        QCOMPARE(outcome.answer->body, "{\"Message\":\"no\"}");
        QCOMPARE(outcome.answer->requestIds, QStringList{u"ms-dyn-aid: abc"_s});
        QVERIFY(outcome.bodyBegan);
        QCOMPARE(server.requests.first().body.size(), 300'000);
    }

    void writesAGoodAnswerIntoItsFile()
    {
        const QByteArray body(300'000, 'm');
        QByteArray status = "200 OK";
        RawServer server(
            [&](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::status(status, body)); });
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("what was there") > 0 && file.flush());
        HttpRequest request;
        request.url = server.url();
        request.answerFile = file.fileName();
        auto outcome = send(transport(), request);
        QVERIFY(outcome.answer && !outcome.answer->cut);
        QCOMPARE(outcome.answer->body, body.first(4096));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), body);

        request.maxAnswer = 100'000;
        outcome = send(transport(), request);
        QVERIFY(outcome.answer && outcome.answer->cut);
        QCOMPARE(QFileInfo(file.fileName()).size(), 100'000);

        status = "404 Not Found";
        request.maxAnswer = 1 << 20;
        outcome = send(transport(), request);
        QCOMPARE(outcome.answer->body, body);
        QCOMPARE(QFileInfo(file.fileName()).size(), 100'000);

        status = "200 OK";
        request.answerFile = QDir::tempPath(); // a folder
        outcome = send(transport(), request);
        QVERIFY(!outcome.answer);
        QCOMPARE(outcome.error.kind, ErrorKind::Storage);
        QVERIFY(outcome.error.message.contains(request.answerFile));
    }

    void goesOnInTheFileWhereItEnded()
    {
        QByteArray answer =
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\ndef";
        RawServer server([&](const RawRequest &, QTcpSocket *socket) { socket->write(answer); });
        QTemporaryFile file;
        QVERIFY(file.open() && file.write("abc") == 3 && file.flush());
        QList<std::pair<qint64, qint64>> told;
        HttpRequest request;
        request.url = server.url();
        request.answerFile = file.fileName();
        request.answerFrom = 3;
        request.arriving = [&](qint64 received, qint64 total) { told.append({received, total}); };
        QVERIFY(send(transport(), request).answer);
        const auto content = [&] { return file.seek(0) ? file.readAll() : QByteArray(); };
        QCOMPARE(content(), QByteArray("abcdef"));
        QCOMPARE(told.last(), (std::pair<qint64, qint64>(6, 6)));

        request.answerFrom = 6;
        auto outcome = send(transport(), request); // of another part than was asked for
        QVERIFY(!outcome.answer);
        QCOMPARE(outcome.error.kind, ErrorKind::Storage);
        QCOMPARE(content(), QByteArray("abcdef"));

        answer = RawServer::ok("all of it"); // the server does not know parts
        QVERIFY(send(transport(), request).answer);
        QCOMPARE(content(), QByteArray("all of it"));
    }

    void keepsSecretBodiesOutOfTheLog()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{\"a\":1}")); });
        HttpRequest request;
        request.url = server.url();
        request.answerIsSecret = true;
        QCOMPARE(send(transport(), request).answer->body, QByteArray("{\"a\":1}"));
        QCOMPARE(m_log.exchanges().back().answer, u"(hidden)"_s);
    }

    void tellsALostAnswerToAQuestionWithoutBody()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) { socket->abort(); });
        HttpRequest request;
        request.url = server.url();
        request.repeat = Repeat::Once;
        const auto outcome = send(transport(), request);
        QVERIFY(!outcome.answer && outcome.bodyBegan);
        QCOMPARE(outcome.error.kind, ErrorKind::AnswerLost);
        QVERIFY2(!outcome.error.detail.contains(u"Unknown"_s), qPrintable(outcome.error.detail));
        QCOMPARE(server.requests.size(), 1);
    }

    void deliversOnceHoweverTheConnectionEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("afterAnotherAnswer");
        for (const bool reused : {false, true}) {
            const auto row = [reused](const char *name, const QByteArray &bytes) {
                QTest::newRow(
                    qPrintable(QString::fromLatin1(name) + (reused ? u", on a used connection"_s : QString())))
                    << bytes << reused;
            };
            row("after the body", "");
            row("in the status line", "HTTP/1.1 2");
            row("after the status line", "HTTP/1.1 200 OK\r\n");
            row("in the headers", "HTTP/1.1 200 OK\r\nContent-Le");
            row("after the headers", "HTTP/1.1 200 OK\r\nContent-Length: 38\r\n\r\n");
            row("in the answer", "HTTP/1.1 200 OK\r\nContent-Length: 38\r\n\r\n\"0f8fad5b-d9cb");
        }
    }

    void deliversOnceHoweverTheConnectionEnds()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, afterAnotherAnswer);
        bool cut = !afterAnotherAnswer;
        RawServer server([&](const RawRequest &, QTcpSocket *socket) {
            if (!cut) {
                socket->write(RawServer::ok("{}"));
                return;
            }
            socket->write(bytes);
            socket->flush();
            socket->disconnectFromHost();
        });
        const auto sender = transport();
        if (afterAnotherAnswer) {
            QVERIFY(send(sender, post(server, Repeat::Safe)).answer);
            cut = true;
            server.requests.clear();
        }
        const auto outcome = send(sender, post(server, Repeat::Once));
        QVERIFY(!outcome.answer);
        QVERIFY(outcome.bodyBegan);
        QCOMPARE(outcome.error.kind, ErrorKind::AnswerLost);
        // Another delivery would come at once; a second, answered exchange shows that none is on its way.
        cut = false;
        QVERIFY(send(sender, post(server, Repeat::Safe)).answer);
        QCOMPARE(server.requests.size(), 2);
    }

    void deliversOnceWhenCutInTheBody()
    {
        RawServer server([](const RawRequest &, QTcpSocket *) {});
        server.cutAfterHead = true;
        const auto outcome = send(transport(), post(server, Repeat::Once));
        QVERIFY(!outcome.answer);
        QCOMPARE(server.requests.size(), 1);
    }

    void knowsThatNothingLeft()
    {
        QUrl nobody;
        {
            RawServer server([](const RawRequest &, QTcpSocket *) {});
            nobody = server.url();
        }
        HttpRequest request;
        request.method = "POST";
        request.url = nobody;
        request.body = "x";
        request.repeat = Repeat::Once;
        const auto outcome = send(transport(), request);
        QVERIFY(!outcome.answer);
        QVERIFY(!outcome.bodyBegan);
        QCOMPARE(outcome.error.kind, ErrorKind::Unreachable);

        request.url = QUrl(u"http://no-such-name.invalid/"_s);
        const auto nameless = send(transport(), request);
        QVERIFY(!nameless.bodyBegan);
        QCOMPARE(nameless.error.kind, ErrorKind::Unreachable);
        QVERIFY2(nameless.error.message.contains("no-such-name.invalid"_L1), qPrintable(nameless.error.message));
    }

    void followsNoRedirect()
    {
        RawServer other([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        RawServer server([&](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status("302 Found", {}, "Location: " + other.url().toEncoded() + "\r\n"));
        });
        const auto outcome = send(transport(), post(server, Repeat::Safe));
        QCOMPARE(outcome.answer->status, 302);
        QCOMPARE(other.connections, 0);
    }

    void boundsTheAnswer()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n");
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket,
                             [socket] { socket->write(QByteArray(65536, 'g')); });
        });
        HttpRequest request = post(server, Repeat::Once);
        request.maxAnswer = 100'000;
        const auto outcome = send(transport(), request);
        QVERIFY(outcome.answer);
        QVERIFY(outcome.answer->cut);
        QCOMPARE(outcome.answer->body.size(), 100'000);
    }

#ifndef Q_OS_WIN
    void readsNoFurtherAheadThanItMay_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<Repeat>("repeat");
        QTest::addRow("GET") << QByteArray("GET") << Repeat::Safe;
        QTest::addRow("POST") << QByteArray("POST") << Repeat::Safe;
        QTest::addRow("POST, once") << QByteArray("POST") << Repeat::Once;
    }
    /// Qt's thread would read for as long as anything comes, and do nothing else for this environment.
    void readsNoFurtherAheadThanItMay()
    {
        QFETCH(QByteArray, method);
        QFETCH(Repeat, repeat);
        FloodServer server;
        HttpRequest request;
        request.method = method;
        request.url = server.url();
        request.repeat = repeat;
        request.body = method == "POST" ? QByteArray("{}") : QByteArray();
        std::stop_source stop;
        const auto shared = transport();
        auto flooded = shared->send(request, stop.get_token());
        QTRY_VERIFY(server.sent > 0);
        for (int i = 0; i < 100 && server.sent < 64 << 20; ++i)
            QThread::msleep(10); // nobody takes what was read
        QVERIFY2(server.sent < 64 << 20, qPrintable(QString::number(server.sent)));
        stop.request_stop();
        const auto ended = QCoro::waitFor(std::move(flooded));
        QVERIFY(!ended.answer || ended.answer->cut);
        server.floods = false;
        QCOMPARE(send(shared, request).answer->body, "{}");
    }
#endif

    void boundsWhatWasCompressed()
    {
        // 64 kB that become 64 MB.
        const QByteArray packed = qCompress(QByteArray(64 << 20, 'g'), 9).mid(4);
        RawServer server([&packed](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::ok(packed, "Content-Encoding: deflate\r\n"));
        });
        HttpRequest request = post(server, Repeat::Once);
        request.maxAnswer = 100'000;
        const auto outcome = send(transport(), request);
        QVERIFY(outcome.answer);
        QVERIFY(outcome.answer->cut);
        QCOMPARE(outcome.answer->body.size(), 100'000);
        QVERIFY(m_log.exchanges().back().bytesReceived < 1'000'000);
    }

    void givesUpOnAnAnswerThatTrickles()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            auto *drip = new QTimer(socket);
            QObject::connect(drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
            drip->start(20);
        });
        HttpRequest request = post(server, Repeat::Once);
        request.timeout = 3s;
        std::stop_source tooLate;
        QTimer::singleShot(20s, this, [&tooLate] { tooLate.request_stop(); });
        const auto outcome = send(transport(), request, tooLate.get_token());
        QVERIFY(!outcome.answer);
        QCOMPARE(outcome.error.kind, ErrorKind::TimedOut);
        QVERIFY2(outcome.error.message.contains("began to answer"_L1), qPrintable(outcome.error.message));
        QVERIFY(outcome.bodyBegan);
    }

    void givesUpOnSilenceAndOnRequest()
    {
        RawServer server([](const RawRequest &, QTcpSocket *) {});
        HttpRequest request = post(server, Repeat::Once);
        request.timeout = 3s;
        const auto silent = send(transport(), request);
        QCOMPARE(silent.error.kind, ErrorKind::TimedOut);
        QVERIFY(silent.bodyBegan);

        request.timeout = 60s;
        std::stop_source stop;
        QTimer::singleShot(50ms, this, [&stop] { stop.request_stop(); });
        const auto stopped = send(transport(), request, stop.get_token());
        QCOMPARE(stopped.error.kind, ErrorKind::Cancelled);
    }

    void logsWithoutSecrets()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::ok("{\"access_token\":\"eyJhbGciOi.secret-payload.sig\",\"expires_in\":3599}"));
        });
        HttpRequest request = post(server, Repeat::Safe);
        request.url.setQuery(u"sv=2020&sig=very-secret-signature"_s);
        request.headers = {{"Authorization", "Bearer very-secret-token"}};
        const auto sender = transport();
        QVERIFY(send(sender, request).answer);
        const Exchange &exchange = m_log.exchanges().back();
        QString all = exchange.url + exchange.answer + exchange.error;
        for (const auto &[name, value] : exchange.requestHeaders)
            all += QString::fromLatin1(value);
        QVERIFY(!all.contains("secret"_L1));
        QCOMPARE(exchange.status, 200);
        QVERIFY(exchange.bytesSent >= 300'000);
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "TransportTest.moc"
