#include "app/odata/PageReader.h"
#include "tests/app/support/RawServer.h"
#include "tests/app/support/SignedInClient.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <qcorotask.h>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {
/// Keeps the one value of each row.
class Numbers final : public PageSink, private RowHandler
{
public:
    tl::expected<PageEnvelope, PageTrouble> take(QByteArray bytes, qint64, std::stop_token) override
    {
        if (onTake)
            onTake();
        if (isFull)
            return tl::unexpected(PageTrouble{{ErrorKind::Storage, u"full"_s}, false});
        m_page.clear();
        const auto page = m_parser.parse(std::move(bytes), *this, {}, shape());
        if (!page)
            return tl::unexpected(PageTrouble{page.error().error, true});
        all += m_page;
        return *page;
    }

    QList<int> all;
    bool isFull = false;
    std::function<void()> onTake; ///< on the worker

private:
    void beginRow() override {}
    void value(std::string_view, const PageValue &value) override
    {
        m_page.append(QByteArray(value.raw.data(), qsizetype(value.raw.size())).toInt());
    }
    void endRow() override {}

    PageParser m_parser;
    QList<int> m_page;
};

QByteArray page(int number, const QByteArray &link = {})
{
    QByteArray body = "{\"value\":[{\"A\":" + QByteArray::number(number) + "}]";
    if (!link.isEmpty())
        body += ",\"@odata.nextLink\":\"" + link + '"';
    return body + '}';
}
} // namespace

/// Reading page after page from a real socket.
class PageReaderTest : public QObject
{
    Q_OBJECT
private slots:
    void asksForTheNextPageWhileItReads();
    void repeatsThePageThatFailed();
    void takesWordsOfTheServiceForNoRow();
    void followsTheLinkThatReadingFinds();
    void keepsTokensAtHome();
    void endsLoops();
    void endsPagesWithoutRows();
    void pausesAndGoesOn();
    void stops();
    void endsWhenTheSinkIsFull();
    void boundsOneAnswer();
    void peeksAtLinks();
    void counts();
    void countsWhatCameBroken();
    void estimates();

private:
    std::shared_ptr<HttpClient> clientOf(const QUrl &base) { return signedInClient(base, &m_log); }
    static PageReader::Rules quick()
    {
        PageReader::Rules rules;
        rules.firstWait = std::chrono::milliseconds(1);
        return rules;
    }
    /// Answers the requests one after the other, each with its own bytes.
    static RawServer::Answer inTurn(QByteArrayList answers)
    {
        return [answers = std::move(answers), at = 0](const RawRequest &, QTcpSocket *socket) mutable {
            socket->write(answers.value(at++));
        };
    }
    Result<PageReader::End> read(RawServer &server, PageReader::Rules rules = quick(), const QString &at = u"/data/X"_s)
    {
        m_numbers.all.clear();
        m_reader = std::make_unique<PageReader>(clientOf(server.url()), &m_numbers, rules);
        return QCoro::waitFor(m_reader->read(server.url().resolved(QUrl(at)), {}));
    }

    HttpLog m_log;
    Numbers m_numbers;
    std::unique_ptr<PageReader> m_reader;
};

void PageReaderTest::asksForTheNextPageWhileItReads()
{
    QSemaphore asked;
    RawServer server([&asked, answer = inTurn({RawServer::ok(page(1, "X?p=2")), RawServer::ok(page(2))})](
                         const RawRequest &request, QTcpSocket *socket) {
        asked.release();
        answer(request, socket);
    });
    int taken = 0;
    bool wasAsked = false;
    m_numbers.onTake = [&] {
        if (taken++ == 0) // the second request comes while this page is not yet taken
            wasAsked = asked.tryAcquire(2, 30'000);
    };
    const auto end = read(server);
    m_numbers.onTake = {};
    QVERIFY(end && *end == PageReader::End::Complete);
    QVERIFY(wasAsked);
    QCOMPARE(m_numbers.all, (QList<int>{1, 2}));
    QCOMPARE(m_reader->progress().pages, 2);
}

void PageReaderTest::repeatsThePageThatFailed()
{
    RawServer server(inTurn({RawServer::ok(page(1, "X?p=2")), RawServer::ok(page(2, "X?p=3").chopped(9)),
                             RawServer::status("500 No"), RawServer::ok(page(2))}));
    QVERIFY(read(server));
    QCOMPARE(m_numbers.all, (QList<int>{1, 2}));
    QCOMPARE(server.requests.size(), 4);
    RawServer always([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::status("500 No")); });
    const auto end = read(always);
    QVERIFY(!end && end.error().kind == ErrorKind::ServerFault);
    QCOMPARE(always.requests.size(), 4);
    RawServer wrong([](const RawRequest &, QTcpSocket *socket) {
        socket->write(RawServer::status("400 No", R"({"error":{"message":"a","innererror":{"message":"Nome"}}})"));
    });
    const auto refused = read(wrong);
    QVERIFY(!refused && refused.error().kind == ErrorKind::BadInput && refused.error().message.contains("Nome"_L1));
    QCOMPARE(wrong.requests.size(), 1);
}

void PageReaderTest::takesWordsOfTheServiceForNoRow()
{
    const QByteArray words = RawServer::ok(R"({"Message":"An error has occurred."})");
    RawServer always([&words](const RawRequest &, QTcpSocket *socket) { socket->write(words); });
    const auto end = read(always);
    QVERIFY(!end && end.error().kind == ErrorKind::ServerFault);
    QVERIFY2(end.error().message.contains("An error has occurred."_L1), qPrintable(end.error().message));
    QCOMPARE(always.requests.size(), 4);
    QVERIFY(m_numbers.all.isEmpty());
    RawServer once(inTurn({words, RawServer::ok(page(1))}));
    QVERIFY(read(once));
    QCOMPARE(m_numbers.all, QList<int>{1});
    RawServer record(inTurn({RawServer::ok(R"({"A":7})")})); // says nothing of a context
    QVERIFY(read(record, quick(), u"/data/X(A=7)"_s));
    QCOMPARE(m_numbers.all, QList<int>{7});
}

void PageReaderTest::followsTheLinkThatReadingFinds()
{
    // What looks like a link stands in a row; the real one before the rows.
    const QByteArray rows = R"({"@odata.nextLink":"X?p=2","value":[{"A":1,"B":{"@odata.nextLink":"X?p=9"}}]})";
    RawServer server([&rows](const RawRequest &request, QTcpSocket *socket) {
        socket->write(RawServer::ok(request.line().contains("p=2")   ? page(2)
                                    : request.line().contains("p=9") ? page(9)
                                                                     : rows));
    });
    QVERIFY(read(server));
    QVERIFY(m_numbers.all.contains(2) && !m_numbers.all.contains(9));
    QCOMPARE(server.requests.size(), 2);
}

void PageReaderTest::keepsTokensAtHome()
{
    RawServer other([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok(page(9))); });
    for (const QByteArray &link : {other.url().toEncoded() + "/data/X", QByteArray("https://127.0.0.1/data/X"),
                                   QByteArray("/api/connector/dequeue/x")}) {
        RawServer server(inTurn({RawServer::ok(page(1, link))}));
        const auto end = read(server);
        QVERIFY(!end && end.error().kind == ErrorKind::Refused);
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_numbers.all, QList<int>{1});
    }
    QCOMPARE(other.connections, 0);
    RawServer odd(inTurn({RawServer::ok(page(1, "http://[bad"))}));
    const auto end = read(odd);
    QVERIFY(!end && end.error().kind == ErrorKind::Refused);
    QVERIFY2(end.error().message.contains("no address (http://[bad)"_L1), qPrintable(end.error().message));
}

void PageReaderTest::endsLoops()
{
    RawServer server(
        inTurn({RawServer::ok(page(1, "X?p=2")), RawServer::ok(page(2, "X?p=3")), RawServer::ok(page(3, "X?p=2"))}));
    const auto end = read(server);
    QVERIFY(!end && end.error().kind == ErrorKind::Refused);
    QCOMPARE(m_numbers.all, (QList<int>{1, 2, 3}));
}

void PageReaderTest::endsPagesWithoutRows()
{
    int asked = 0;
    RawServer server([&asked](const RawRequest &, QTcpSocket *socket) {
        socket->write(RawServer::ok("{\"value\":[],\"@odata.nextLink\":\"X?p=" + QByteArray::number(++asked) + "\"}"));
    });
    const auto end = read(server);
    QVERIFY(!end && end.error().kind == ErrorKind::Refused);
}

void PageReaderTest::pausesAndGoesOn()
{
    RawServer server(
        inTurn({RawServer::ok(page(1, "X?p=2")), RawServer::ok(page(2, "X?p=3")), RawServer::ok(page(3))}));
    m_numbers.all.clear();
    PageReader reader(clientOf(server.url()), &m_numbers, quick());
    connect(&reader, &PageReader::progressed, &reader, [&reader] {
        if (reader.progress().pages == 1)
            reader.pause();
    });
    bool isDone = false;
    auto reading = reader.read(server.url().resolved(QUrl(u"/data/X"_s)), {});
    reading.then([&isDone](const Result<PageReader::End> &) { isDone = true; });
    QTRY_VERIFY(reader.isPaused());
    QTest::qWait(50);
    QVERIFY(!isDone);
    QCOMPARE(m_numbers.all, QList<int>{1});
    reader.resume();
    QTRY_VERIFY(isDone);
    QCOMPARE(m_numbers.all, (QList<int>{1, 2, 3}));
}

void PageReaderTest::stops()
{
    RawServer server([](const RawRequest &request, QTcpSocket *socket) {
        if (!request.line().contains("p=2")) // the second page never comes
            socket->write(RawServer::ok(page(1, "X?p=2")));
    });
    m_numbers.all.clear();
    PageReader reader(clientOf(server.url()), &m_numbers, quick());
    std::stop_source stop;
    connect(&reader, &PageReader::progressed, &reader, [&stop] { stop.request_stop(); });
    const auto end = QCoro::waitFor(reader.read(server.url().resolved(QUrl(u"/data/X"_s)), stop.get_token()));
    QVERIFY(!end && end.error().kind == ErrorKind::Cancelled);
    QCOMPARE(m_numbers.all, QList<int>{1});
}

void PageReaderTest::endsWhenTheSinkIsFull()
{
    RawServer server(inTurn({RawServer::ok(page(1, "X?p=2")), RawServer::ok(page(2))}));
    m_numbers.isFull = true;
    const auto end = read(server);
    m_numbers.isFull = false;
    QVERIFY(!end && end.error().kind == ErrorKind::Storage);
}

void PageReaderTest::boundsOneAnswer()
{
    RawServer server(inTurn({RawServer::ok(page(1) + QByteArray(100'000, ' '))}));
    PageReader::Rules rules = quick();
    rules.mostPageBytes = 50'000;
    const auto end = read(server, rules);
    QVERIFY(!end && end.error().kind == ErrorKind::Refused);
    QCOMPARE(server.requests.size(), 1);
}

void PageReaderTest::peeksAtLinks()
{
    QCOMPARE(peekedNextLink(page(1, "X?p=2")), std::string("X?p=2"));
    QCOMPARE(peekedNextLink(R"({"@odata.nextLink" : "a\u0026b\/c", "value":[]})"), std::string("a&b/c"));
    QCOMPARE(peekedNextLink(R"({"value":[],"@odata.nextLink":null})"), std::string());
    QCOMPARE(peekedNextLink(R"({"value":[],"@odata.nextLink":"cut)"), std::string());
    QCOMPARE(peekedNextLink("\"@odata.nextLink\""), std::string());
    const QByteArray nested = R"({"A":[{"@odata.nextLink":"no"}],"B":"]}\""})";
    QCOMPARE(peekedNextLink("{\"value\":[" + nested + "]}\n"), std::string());
    QCOMPARE(peekedNextLink("{\"@odata.nextLink\":\"yes\",\"value\":[" + nested + "]}\n"), std::string("yes"));
    QCOMPARE(peekedNextLink("{\"value\":[" + nested + "],\"@odata.nextLink\":\"yes\",\"x\":{}}"), std::string("yes"));
    const QByteArray spaces(40'000, ' '); // neither end is near the other
    QCOMPARE(peekedNextLink("{\"@odata.nextLink\":\"yes\"," + spaces + "\"value\":[]}"), std::string("yes"));
    QCOMPARE(peekedNextLink("{\"value\":[" + nested + spaces + "]}"), std::string());
    QCOMPARE(peekedNextLink("{\"value\":[" + spaces + nested + "]}"), std::string());
    QCOMPARE(peekedNextLink({}), std::string());
}

void PageReaderTest::counts()
{
    RawServer server(inTurn({RawServer::ok(R"({"@odata.count":4711,"value":[{"A":1}]})"), RawServer::ok(page(1))}));
    const QUrl url = server.url().resolved(QUrl(u"/data/X?$select=A&cross-company=true&$filter=A%20eq%201&$top=3"_s));
    QCOMPARE(QCoro::waitFor(countRows(clientOf(server.url()), url, {})), 4711);
    QVERIFY(server.requests[0].line().contains("/data/X?cross-company=true&$filter=A%20eq%201&$count=true&$top=1 "));
    const auto untold = QCoro::waitFor(countRows(clientOf(server.url()), url, {}));
    QVERIFY(!untold && untold.error().kind == ErrorKind::Refused);
    QCOMPARE(server.requests.size(), 2);
}

void PageReaderTest::countsWhatCameBroken()
{
    const QByteArray apply = "$apply=groupby((A))";
    RawServer server(inTurn({RawServer::status("500 No"), RawServer::ok(R"({"@odata.count":3,"val)"),
                             RawServer::ok(R"({"@odata.count":3,"value":[],"@odata.nextLink":"X?p=2"})")}));
    const QUrl url = server.url().resolved(QUrl(u"/data/X?"_s + QString::fromLatin1(apply)));
    QCOMPARE(QCoro::waitFor(countRows(clientOf(server.url()), url, {})), 3);
    QCOMPARE(server.requests.size(), 3);
    QVERIFY(server.requests[2].line().contains("/data/X?" + apply + "&$count=true&$top=1 "));
}

void PageReaderTest::estimates()
{
    const auto all = estimateOf(1'000'000, 10'000, 8'000'000, std::chrono::milliseconds(250));
    QCOMPARE(all.pages, 100);
    QCOMPARE(all.bytes, 800'000'000);
    QCOMPARE(all.time, std::chrono::milliseconds(25'000));
    QCOMPARE(estimateOf(5, 5, 100, std::chrono::milliseconds(1)).pages, 1);
    QCOMPARE(estimateOf(0, 0, 100, std::chrono::milliseconds(1)).rows, 0);
}

QTEST_GUILESS_MAIN(PageReaderTest)
#include "PageReaderTest.moc"
