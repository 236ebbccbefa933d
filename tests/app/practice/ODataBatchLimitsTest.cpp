#include "BatchFixture.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

/// What a batch refuses, over real sockets: wrong shapes, too much, no token, faults.
class ODataBatchLimitsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<BatchPractice> m_practice;

    static QString sentence(const Reply &reply)
    {
        return reply.json()["error"_L1]["innererror"_L1]["message"_L1].toString();
    }

private slots:
    void init() { m_practice = std::make_unique<BatchPractice>(); }

    void refusesTheWhole_data()
    {
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QByteArray mixed = "multipart/mixed; boundary=batch";
        // A good operation comes first: it must not be done either.
        const auto row = [&](const char *name, const QByteArray &part, const QString &says) {
            QTest::newRow(name) << mixed << multipart({BatchPractice::addGroup("NEW"), part}, "batch") << 400 << says;
        };
        const QByteArray http = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n";
        const QByteArray good = multipart({BatchPractice::addGroup("NEW")}, "batch");
        QTest::newRow("JSON") << QByteArray("application/json") << QByteArray(R"({"requests":[]})") << 415
                              << u"multipart/mixed"_s;
        QTest::newRow("no type") << QByteArray() << good << 415 << u"multipart/mixed"_s;
        for (const QByteArray type : {"multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=\"\"",
                                      "multipart/mixed; boundary=\"a\x01b\"", "multipart/mixed; bound=batch; =; \"",
                                      "multipart/mixed;boundary"})
            QTest::addRow("boundary of %s", type.constData()) << type << good << 400 << u"'boundary'"_s;
        QTest::newRow("a long boundary") << "multipart/mixed; boundary=" + QByteArray(71, 'b') << good << 400
                                         << u"'boundary'"_s;
        QTest::newRow("another boundary")
            << QByteArray("multipart/mixed; boundary=batc") << good << 400 << u"was not found"_s;
        QTest::newRow("nothing") << mixed << QByteArray() << 400 << u"was not found"_s;
        QTest::newRow("no part") << mixed << QByteArray("--batch--\r\n") << 400 << u"no part"_s;
        QTest::newRow("cut off") << mixed << good.chopped(4) << 400 << u"closing boundary"_s;
        row("nothing in a part", {}, u"'Content-Type'"_s);
        row("text", "Content-Type: text/plain\r\n\r\nGET x HTTP/1.1\r\n\r\n", u"'Content-Type'"_s);
        row("not binary", "Content-Type: application/http\r\n\r\nGET x HTTP/1.1\r\n\r\n", u"Transfer-Encoding"_s);
        row("no request", http + "\r\n", u"request line"_s);
        row("an open request line", http + "\r\nGET x HTTP/1.1", u"request line"_s);
        for (const QByteArray line :
             {"GET x", "GET", "GET  HTTP/1.1", "GET x HTTP/1.0", "x HTTP/1.1", "GET x\ty\x01 HTTP/1.1"})
            row(line.constData(), http + "\r\n" + line + "\r\n\r\n", u"request line"_s);
        row("a blank in the address", operation("GET", "Customers V3"), u"%20"_s);
        row("an odd method", operation("OPTIONS", "CustomersV3"), u"'OPTIONS'"_s);
        row("an odd header", operation("GET", "CustomersV3", {}, {}, "no colon\r\n"), u"invalid header"_s);
        row("a folded header", operation("GET", "CustomersV3", {}, {}, "A: b\r\n c: d\r\n"), u"invalid header"_s);
        row("a control character", operation("GET", "CustomersV3", {}, {}, "A: b\x01\r\n"), u"invalid header"_s);
        row("many headers", operation("GET", "CustomersV3", {}, {}, QByteArray("A: b\r\n").repeated(100)),
            u"too many headers"_s);
        row("long headers", operation("GET", "CustomersV3", {}, {}, "A: " + QByteArray(70000, 'b') + "\r\n"),
            u"too many headers"_s);
        for (const QByteArray length : {"3", "-1", "two", "99999999999999999999"})
            row(("length " + length).constData(),
                operation("POST", "CustomerGroups", "{}", {}, "Content-Length: " + length + "\r\n"),
                u"Content-Length"_s);
        for (const QByteArray target : {"$batch", "/data/$batch", "http://x/data/%24batch?y", "$batch#"})
            row(("a batch at " + target).constData(), operation("POST", target, good), u"part of a batch"_s);
        row("GET in a change set", changeSet({operation("GET", "CustomersV3")}), u"'GET'"_s);
        row("a change set in a change set", changeSet({changeSet({BatchPractice::addGroup("TWO")})}),
            u"part of a change set"_s);
        row("an empty change set", changeSet({}), u"no part"_s);
        row("text in a change set", changeSet({"Content-Type: text/plain\r\n\r\nx"}), u"'application/http'"_s);
        row("a change set without boundary", "Content-Type: multipart/mixed\r\n\r\n", u"'boundary'"_s);
        row("an open change set", changeSet({BatchPractice::addGroup("TWO")}).chopped(4), u"closing boundary"_s);
        row("a Content-ID twice",
            changeSet({BatchPractice::addGroup("TWO", "1"), BatchPractice::addGroup("THREE", "1")}),
            u"content ID '1'"_s);
    }
    void refusesTheWhole()
    {
        QFETCH(QByteArray, contentType);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const QStringList before = m_practice->groups();
        const Reply reply = m_practice->send(body, contentType);
        QTEST(reply.status, "status");
        QVERIFY2(sentence(reply).contains(says), qPrintable(sentence(reply)));
        QCOMPARE(m_practice->groups(), before);
    }

    void takesWhatIsOddButRight()
    {
        const QByteArray get = operation("GET", "CustomerGroups/$count");
        QByteArray unix = multipart({get, changeSet({BatchPractice::addGroup("ONE")})}, "a b");
        unix.replace("\r\n", "\n");
        Reply reply = m_practice->send("preamble\n--a bc\n" + unix + "epilogue\n--a b\n",
                                       "Multipart/Mixed; charset=utf-8; Boundary=\"a b\"");
        QCOMPARE(reply.status, 200);
        auto answers = answersIn(reply.headers.value("content-type"), reply.body);
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers[0].status, 200);
        QCOMPARE(BatchPractice::statuses(answers[1].set), QList<int>({201}));

        // One line end behind the request line, blanks behind a boundary, a length shorter than the rest.
        const QByteArray head =
            "Content-Transfer-Encoding: Binary\r\nContent-Type: application/http; msgtype=request\r\n";
        const QByteArray body = R"({"CustomerGroupId":"TWO","Description":"x"})";
        reply = m_practice->send("--batch \t\r\n" + head + "\r\nGET CustomerGroups/$count HTTP/1.1\r\n\r\n--batch\r\n" +
                                 head + "\r\nPOST CustomerGroups HTTP/1.1\r\nContent-ID: inside\r\nContent-Length: " +
                                 QByteArray::number(body.size()) + "\r\n\r\n" + body + "\r\n\r\n--batch--");
        QCOMPARE(reply.status, 200);
        answers = answersIn(reply.headers.value("content-type"), reply.body);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({200, 201}));
        QCOMPARE(answers[1].contentId, "inside");
    }

    void takesAThousandOperations()
    {
        const QByteArray get = operation("GET", "CustomerGroups/$count");
        const auto answers = m_practice->run(QList<QByteArray>(1000, get));
        QCOMPARE(answers.size(), 1000);
        QCOMPARE(answers[999].status, 200);
        Reply reply = m_practice->send(multipart(QList<QByteArray>(1001, get), "batch"));
        QCOMPARE(reply.status, 400);
        QVERIFY2(sentence(reply).contains(u"too many parts"_s), qPrintable(sentence(reply)));
        // Those of change sets count too.
        const QByteArray change = operation("PATCH", "CustomerGroups(dataAreaId='usmf',CustomerGroupId='NO')", "{}");
        const QByteArray half = changeSet(QList<QByteArray>(500, change));
        QCOMPARE(BatchPractice::statuses(m_practice->run({half, half}, continueOnError)), QList<int>({404, 404}));
        for (const QByteArray &many : {multipart({half, half, get}, "batch"),
                                       multipart({changeSet(QList<QByteArray>(1001, change))}, "batch")}) {
            reply = m_practice->send(many);
            QCOMPARE(reply.status, 400);
            QVERIFY2(sentence(reply).contains(u"too many operations"_s), qPrintable(sentence(reply)));
        }
    }

    void keepsToTheLimitsOfASingleRequest()
    {
        const QByteArray large = "{\"Description\":\"" + QByteArray(9 << 20, 'x') + "\"}";
        const QByteArray deep = QByteArray("{\"a\":").repeated(100'000);
        const QByteArray brackets = "CustomersV3?$filter=" + QByteArray(4000, '(');
        const auto answers = m_practice->run(
            {operation("POST", "CustomerGroups", large), operation("POST", "CustomerGroups", deep),
             operation("GET", "CustomersV3?$filter=" + QByteArray(9000, 'x')), operation("GET", brackets)},
            continueOnError);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({413, 400, 414, 400}));
        const Reply reply = m_practice->send(multipart({operation("GET", "x", QByteArray(65 << 20, 'x'))}, "batch"));
        QCOMPARE(reply.status, 413);
    }

    void wantsTheTokenOfTheBatchAndNoOther()
    {
        const QByteArray own = "Authorization: Bearer " + m_practice->token() + "\r\n";
        const QByteArray parts = multipart({operation("GET", "CustomerGroups", {}, {}, own)}, "batch");
        const QByteArray type = "Content-Type: multipart/mixed; boundary=batch\r\n";
        QCOMPARE(m_practice->call("POST", "/data/$batch", parts, type).status, 302);
        QCOMPARE(m_practice->call("POST", "/data/$batch", parts, type + "Authorization: Bearer x\r\n").status, 401);
        const auto answers = m_practice->run({operation(
            "GET", "CustomerGroups", {}, {},
            "Authorization: Bearer x\r\nX-Practice-Token: x\r\nx-practice-fault: eyJmYXVsdCI6InN0YXR1czUwMCJ9\r\n")});
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({200}));
    }

    void suffersFaultsWholeAndInParts()
    {
        const QList<QByteArray> parts{operation("GET", "CustomerGroups"), operation("GET", "CustomersV3?$top=1"),
                                      operation("GET", "CustomersV3?$top=2")};
        m_practice->setFault(u"batch"_s, u"throttle429"_s, {{u"times"_s, 1}});
        const Reply refused = m_practice->send(multipart(parts, "batch"));
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.headers.contains("retry-after"));
        QCOMPARE(BatchPractice::statuses(m_practice->run(parts)), QList<int>({200, 200, 200}));

        m_practice->setFault(u"query"_s, u"throttle429"_s, {{u"match"_s, u"$top=1"_s}, {u"retryAfter"_s, 7}});
        const auto answers = m_practice->run(parts, continueOnError);
        QCOMPARE(BatchPractice::statuses(answers), QList<int>({200, 429, 200}));
        QCOMPARE(answers[1].headers.value("retry-after"), "7");
        QCOMPARE(m_practice->run(parts).size(), 2);

        // A change set with a fault in it is undone.
        m_practice->setFault(u"query"_s, u"status500"_s, {{u"skip"_s, 1}, {u"times"_s, 1}});
        const QByteArray set = changeSet({BatchPractice::addGroup("ONE"), BatchPractice::addGroup("TWO")});
        QCOMPARE(BatchPractice::statuses(m_practice->run({set})), QList<int>({500}));
        QVERIFY(!m_practice->groups().contains(u"ONE"_s));

        // What happens to connections happens to the batch's.
        for (const QString &fault : {u"cutAfterBody"_s, u"hugeBody"_s}) {
            m_practice->setFault(u"query"_s, fault);
            QCOMPARE(BatchPractice::statuses(m_practice->run(parts)), QList<int>({200, 200, 200}));
        }
        m_practice->setFault(u"batch"_s, u"cutAfterBody"_s);
        QCOMPARE(m_practice->send(multipart(parts, "batch")).status, 0);
    }

    void survivesWhatNobodyWouldSend()
    {
        const QByteArray good =
            multipart({operation("GET", "CustomerGroups/$count"),
                       changeSet({BatchPractice::addGroup("ONE", "1"), operation("PATCH", "$1", "{}", "2")}),
                       operation("GET", "CustomersV3?$top=1&$filter=CustomerAccount%20eq%20'US-001'")},
                      "batch");
        std::minstd_rand chance(7);
        const auto below = [&](qsizetype most) { return qsizetype(chance() % std::uint_fast32_t(most)); };
        static constexpr std::string_view odd("\0\r\n-:%$'(\xff", 11);
        for (int i = 0; i < 400; ++i) {
            QByteArray body = good;
            for (qsizetype changes = 1 + below(6); changes > 0 && !body.isEmpty(); --changes) {
                const qsizetype at = below(body.size());
                switch (below(4)) {
                case 0:
                    body[at] = odd[std::size_t(below(qsizetype(odd.size())))];
                    break;
                case 1:
                    body.remove(at, 1 + below(40));
                    break;
                case 2:
                    body.insert(at, body.mid(below(body.size()), 1 + below(200)));
                    break;
                default:
                    body.truncate(at);
                }
            }
            const Reply reply = m_practice->send(body, "multipart/mixed; boundary=batch", continueOnError);
            QVERIFY2(reply.status == 200 || reply.status == 400, body.toPercentEncoding().constData());
            QVERIFY(reply.whole);
        }
        QCOMPARE(m_practice->send(good).status, 200);
    }
};

QTEST_GUILESS_MAIN(ODataBatchLimitsTest)
#include "ODataBatchLimitsTest.moc"
