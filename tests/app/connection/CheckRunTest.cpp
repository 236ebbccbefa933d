#include "app/connection/CheckRun.h"

#include "tests/app/connection/Answers.h"

#include <QJsonArray>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class CheckRunTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void hasEveryStepInItsOrder();
    void skipsWhatHadNoTurn();
    void isNotGoodWhenItWasStopped();
    void blanksWhatTheOtherSideRepeats();
    void showsForeignTextsWithinBounds();
    void tellsWhoListens();
    void writesTheReport();

private:
    Environment m_environment;
    const QDateTime m_now{QDate(2026, 3, 1), QTime(8, 0), Qt::UTC};
};

void CheckRunTest::init()
{
    m_environment = contoso();
    for (const QString &name : {u"Groups"_s, u"Forecast"_s}) {
        DataJob job;
        job.name = name;
        m_environment.jobs.append(job);
    }
}

void CheckRunTest::hasEveryStepInItsOrder()
{
    CheckRun run(m_environment, {}, m_now, {});
    const ConnectionReport report = run.finish();
    QStringList ids;
    for (const CheckStep &step : report.steps)
        ids.append(step.id);
    QCOMPARE(ids.join(u' '), u"url dns port proxy tls service authority token claims application odata job:Groups "
                             "job:Forecast clock"_s);
    QCOMPARE(report.environment, u"Contoso"_s);
    QVERIFY(report.ok());
}

void CheckRunTest::skipsWhatHadNoTurn()
{
    CheckRun run(m_environment, {}, m_now, {});
    run.begin(u"url"_s);
    run.end({});
    run.begin(u"dns"_s);
    run.end({StepState::Failed, u"no such name"_s, {}, {}});
    QVERIFY(run.isGood(u"url"_s));
    QVERIFY(!run.isGood(u"dns"_s));
    QVERIFY(!run.isGood(u"port"_s));
    const ConnectionReport report = run.finish();
    QVERIFY(!report.ok());
    QCOMPARE(report.step(u"port")->finding.state, StepState::Skipped);
    QCOMPARE(report.step(u"clock")->finding.meaning, u"Not asked, because this failed: Its name is found."_s);
    QVERIFY(!report.step(u"nonsense"));
}

void CheckRunTest::isNotGoodWhenItWasStopped()
{
    std::stop_source stop;
    CheckRun run(m_environment, {}, m_now, stop.get_token());
    run.begin(u"url"_s);
    stop.request_stop();
    run.end({StepState::Failed, u"cancelled"_s, {}, {}}); // nobody can say what would have come
    const ConnectionReport report = run.finish();
    QVERIFY(!report.ok());
    QVERIFY(report.stopped);
    for (const CheckStep &step : report.steps) {
        QCOMPARE(step.finding.state, StepState::Skipped);
        QCOMPARE(step.finding.meaning, u"Not asked: the check was stopped."_s);
    }
}

void CheckRunTest::blanksWhatTheOtherSideRepeats()
{
    QStringList heard;
    ConnectionCheck::Listener listener;
    listener.ended = [&](const CheckStep &step) { heard.append(step.finding.seen); };
    CheckRun run(contoso(), listener, m_now, {});
    run.begin(u"authority"_s);
    run.end({StepState::Passed, u"issuer s3cr&t word"_s, {}, {}});
    run.hide(u"s3cr&t word"_s);
    run.hide(u"e"_s); // too short to be told from what is said
    run.begin(u"token"_s);
    run.end({StepState::Failed, u"code s3cr&t word"_s, u"S3CR%26T%20WORD"_s, u"again s3cr&t word"_s});
    QCOMPARE(heard.at(1), u"code (hidden)"_s);
    const ConnectionReport report = run.finish();
    QCOMPARE(report.step(u"authority")->finding.seen, u"issuer (hidden)"_s); // known only later
    QCOMPARE(report.step(u"token")->finding.meaning, u"(hidden)"_s);
    QVERIFY(!reportText(report).contains(u"s3cr"_s));
}

void CheckRunTest::showsForeignTextsWithinBounds()
{
    CheckRun run(contoso(), {}, m_now, {});
    run.begin(u"claims"_s);
    run.end({StepState::Failed, QString(100'000, u'x'), u"\u001b[31m\u202e"_s, {}});
    const ConnectionReport report = run.finish();
    const Finding &finding = report.step(u"claims")->finding;
    QVERIFY(finding.seen.size() <= 601); // and the sign that it goes on
    QVERIFY(!finding.meaning.contains(QChar(0x1b)) && !finding.meaning.contains(QChar(0x202e)));
}

void CheckRunTest::tellsWhoListens()
{
    QStringList heard;
    ConnectionCheck::Listener listener;
    listener.begins = [&](const QString &id, const QString &) { heard.append(u"begins "_s + id); };
    listener.ended = [&](const CheckStep &step) { heard.append(word(step.finding.state) + u' ' + step.id); };
    CheckRun run(contoso(), listener, m_now, {});
    run.begin(u"url"_s);
    run.end({});
    run.finish();
    QCOMPARE(heard.mid(0, 3), (QStringList{u"begins url"_s, u"passed url"_s, u"skipped dns"_s}));
    QCOMPARE(heard.size(), checkSteps(contoso()).size() + 1);
}

void CheckRunTest::writesTheReport()
{
    CheckRun run(contoso(), {}, m_now, {});
    run.begin(u"url"_s);
    run.end({StepState::Failed, u"seen"_s, u"meant"_s, u"mend it"_s});
    const ConnectionReport report = run.finish();
    const QJsonObject json = toJson(report);
    QCOMPARE(json[u"ok"_s], QJsonValue(false));
    const QJsonObject first = json[u"steps"_s].toArray().first().toObject();
    QCOMPARE(first.keys(), (QStringList{u"fix"_s, u"id"_s, u"meaning"_s, u"ms"_s, u"seen"_s, u"state"_s, u"title"_s}));
    QCOMPARE(first[u"state"_s].toString(), u"failed"_s);
    const QString text = reportText(report);
    QVERIFY(text.startsWith(u"Connection check of “Contoso”, 2026-03-01T08:00:00.000Z"_s));
    for (const QString &part : {u"seen: seen"_s, u"meaning: meant"_s, u"to do: mend it"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
}

QTEST_GUILESS_MAIN(CheckRunTest)
#include "CheckRunTest.moc"
