#include "app/http/Transport.h"
#include "tests/app/support/RawServer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <qcorotask.h>

#include <sys/stat.h>

#include <thread>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A pipe at whose other end nobody is holds up who opens, reads or writes it, as a folder on a network does that went
/// away.
class StalledTransferTest : public QObject
{
    Q_OBJECT

    HttpLog m_log;
    QTemporaryDir m_folder;
    QString m_pipe;
    std::shared_ptr<Transport> transport() { return std::make_shared<Transport>(u"Test"_s, &m_log); }

private slots:
    void init()
    {
        m_pipe = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        QCOMPARE(mkfifo(QFile::encodeName(m_pipe).constData(), S_IRUSR | S_IWUSR), 0);
    }

    void writesAnAnswerAside()
    {
        const QByteArray body(5'000'000, 'm');
        RawServer server([&](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok(body)); });
        HttpRequest request;
        request.url = server.url();
        request.answerFile = m_pipe;
        request.timeout = 2s;
        qint64 received = 0;
        request.arriving = [&](qint64 bytes, qint64) { received = bytes; };
        const auto shared = transport();
        auto stalled = shared->send(request, {});
        QTRY_VERIFY(received >= 1 << 20); // so much may wait
        QTest::qWait(3000);               // longer than a service may be silent, which it is not to be blamed for
        QVERIFY(received < body.size() && !stalled.isReady());
        QByteArray read;
        std::thread reader([&] {
            QFile file(m_pipe);
            if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
                read = file.readAll();
        });
        const auto outcome = QCoro::waitFor(std::move(stalled));
        reader.join();
        QVERIFY2(outcome.answer, qPrintable(outcome.error.message));
        QVERIFY(read == body);
    }

    void opensWhatIsSentAside()
    {
        RawServer server([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        HttpRequest request;
        request.method = "POST";
        request.url = server.url();
        request.bodyFile = m_pipe;
        request.repeat = Repeat::Once;
        std::stop_source stop;
        const auto shared = transport();
        auto stalled = shared->send(request, stop.get_token());
        QVERIFY(!stalled.isReady()); // it came back to us before the file was open
        stop.request_stop();
        std::thread writer([&] {
            QFile file(m_pipe);
            (void)file.open(QIODevice::WriteOnly);
        });
        const auto outcome = QCoro::waitFor(std::move(stalled));
        writer.join();
        QCOMPARE(outcome.error.kind, ErrorKind::Cancelled);
        QVERIFY(!outcome.bodyBegan);
        QCOMPARE(server.connections, 0);
    }
};

QTEST_GUILESS_MAIN(StalledTransferTest)
#include "StalledTransferTest.moc"
