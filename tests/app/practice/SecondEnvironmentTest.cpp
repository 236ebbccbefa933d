#include "SignInScript.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

/// Two environments of one tenant in one program.
class SecondEnvironmentTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void isNamedInTheReadyLine();
    void hasJobsAndMessagesOfItsOwn();
    void refusesATokenForTheOther();
    void leavesSigningInToTheFirst();
    void keepsItsJobsAcrossARestart();
    void hasIdsOfItsOwnWithASeed();

private:
    QJsonObject second() const { return m_practice->ready()["second"_L1].toObject(); }
    QString url() const { return second()["url"_L1].toString(); }
    static QByteArray headerOf(const Reply &reply)
    {
        return "Authorization: Bearer " + reply.json()["access_token"_L1].toString().toLatin1() + "\r\n";
    }
    QByteArray tokenFor(const QString &origin)
    {
        return headerOf(m_practice->requestToken({{u"scope"_s, origin + "/.default"_L1}}));
    }
    /// A call of the second environment.
    Reply call(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
               const QByteArray &body = {}) const
    {
        RawConnection connection(quint16(QUrl(url()).port()));
        connection.send(method + ' ' + target + " HTTP/1.1\r\nHost: x\r\n" + headers +
                        "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return connection.receive();
    }
    static QSet<QString> idsIn(const QJsonValue &jobs)
    {
        QSet<QString> ids;
        for (const auto &job : jobs.toArray())
            ids.insert(job["activityId"_L1].toString());
        return ids;
    }

    std::unique_ptr<Practice> m_practice;
};

void SecondEnvironmentTest::init()
{
    m_practice = std::make_unique<Practice>();
    m_practice->settings.second = true;
    m_practice->restart(1000);
}

void SecondEnvironmentTest::isNamedInTheReadyLine()
{
    QCOMPARE(second()["name"_L1].toString(), u"Practice test"_s);
    QVERIFY(url().startsWith("http://127.0.0.1:"_L1) && url() != m_practice->url());
    QCOMPARE(second()["authority"_L1], m_practice->ready()["authority"_L1]);
    QCOMPARE(second()["tenant"_L1], m_practice->ready()["tenant"_L1]);
    QCOMPARE(second()["jobs"_L1].toArray().size(), m_practice->ready()["jobs"_L1].toArray().size());
}

void SecondEnvironmentTest::hasJobsAndMessagesOfItsOwn()
{
    QVERIFY(!idsIn(second()["jobs"_L1]).intersects(idsIn(m_practice->ready()["jobs"_L1])));
    const QByteArray job = second()["jobs"_L1][0]["activityId"_L1].toString().toLatin1();
    const QByteArray path = "/api/connector/enqueue/" + job + "?entity=Customer%20groups";
    QCOMPARE(call("POST", path, tokenFor(url()), goodGroups()).status, 200);
    QVERIFY(m_practice->messages().isEmpty());
    QCOMPARE(QJsonDocument::fromJson(call("GET", "/practice/messages").body).array().size(), 1);
    QCOMPARE(m_practice->call("POST", path, goodGroups(), tokenFor(m_practice->url())).status, 404);
}

void SecondEnvironmentTest::refusesATokenForTheOther()
{
    const QByteArray ofFirst = tokenFor(m_practice->url());
    const QByteArray ofSecond = tokenFor(url());
    QCOMPARE(call("GET", "/data", ofSecond).status, 200);
    QCOMPARE(m_practice->call("GET", "/data", {}, ofFirst).status, 200);
    const Reply refused = call("GET", "/data", ofFirst);
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.headers.value("www-authenticate").contains("audience"));
    QCOMPARE(m_practice->call("GET", "/data", {}, ofSecond).status, 401);
    const QJsonObject person = token(*m_practice, redemption(*m_practice, newCode(*m_practice))).json();
    const Reply renewed = token(*m_practice, {{u"grant_type"_s, u"refresh_token"_s},
                                              {u"client_id"_s, clientId(*m_practice)},
                                              {u"refresh_token"_s, person["refresh_token"_L1].toString()},
                                              {u"scope"_s, url() + "/.default offline_access"_L1}});
    QCOMPARE(call("GET", "/data", headerOf(renewed)).status, 200);
    QCOMPARE(door(*m_practice, renewed), 401);
}

void SecondEnvironmentTest::leavesSigningInToTheFirst()
{
    const Reply reply = call("GET", "/data");
    QCOMPARE(reply.status, 302);
    QVERIFY(reply.headers.value("location").startsWith(m_practice->url().toLatin1() + "/authority/"));
    QCOMPARE(call("GET", m_practice->realm().toLatin1() + "/oauth2/v2.0/authorize").status, 404);
}

void SecondEnvironmentTest::keepsItsJobsAcrossARestart()
{
    const QJsonValue before = second()["jobs"_L1];
    m_practice->restart(1000);
    QCOMPARE(second()["jobs"_L1], before);
}

void SecondEnvironmentTest::hasIdsOfItsOwnWithASeed()
{
    const QTemporaryDir folder;
    Practice seeded;
    seeded.settings.profile = folder.path();
    seeded.settings.second = true;
    seeded.settings.seed = 7;
    seeded.restart(1000);
    const QJsonObject ready = seeded.ready();
    QVERIFY(!idsIn(ready["second"_L1]["jobs"_L1]).intersects(idsIn(ready["jobs"_L1])));
}

QTEST_GUILESS_MAIN(SecondEnvironmentTest)
#include "SecondEnvironmentTest.moc"
