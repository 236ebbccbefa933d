#include "app/environments/EnvironmentStore.h"
#include "app/environments/NameClash.h"

#include "tests/app/environments/SampleEnvironment.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What one program changes beside others, and the names that it may give.
class EnvironmentChangeTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void refusesANameThatIsTakenForAnother_data();
    void refusesANameThatIsTakenForAnother();
    void editsWhatAnotherProgramHasChangedMeanwhile();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EnvironmentStore> m_store;
};

void EnvironmentChangeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<EnvironmentStore>(m_folder->filePath(u"profile"_s));
}

void EnvironmentChangeTest::refusesANameThatIsTakenForAnother_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Grant>("grant");
    QTest::addColumn<QString>("why"); // empty: it may stand beside
    QTest::newRow("capitals") << u"contoso test"_s << Grant::Interactive << u"look alike"_s;
    QTest::newRow("two spaces") << u"Contoso  Test"_s << Grant::Interactive << u"look alike"_s;
    QTest::newRow("not seen") << u"Contoso\u200b Test"_s << Grant::Interactive << u"look alike"_s;
    QTest::newRow("variable") << u"Contoso-Test"_s << Grant::ClientSecret << u"WAYBILL_SECRET_CONTOSO_TEST"_s;
    QTest::newRow("no secret") << u"Contoso-Test"_s << Grant::Interactive << QString();
    QTest::newRow("another") << u"Contoso Test 2"_s << Grant::ClientSecret << QString();
}

void EnvironmentChangeTest::refusesANameThatIsTakenForAnother()
{
    QFETCH(QString, name);
    QFETCH(Grant, grant);
    QFETCH(QString, why);
    QVERIFY(m_store->add(sample(u"Contoso Test"_s)));
    Environment other = sample(name);
    other.grant = grant;
    const auto added = m_store->add(other);
    QCOMPARE(bool(added), why.isEmpty());
    if (added)
        QVERIFY(m_store->remove(name));
    else
        QVERIFY2(added.error().message.contains(why) && added.error().message.contains(u"“Contoso Test”"_s),
                 qPrintable(added.error().message));
    QVERIFY(m_store->add(sample(u"UAT"_s)));
    QCOMPARE(bool(m_store->replace(u"UAT"_s, other)), why.isEmpty());
    QVERIFY(m_store->replace(u"Contoso Test"_s, sample(why.isEmpty() ? u"Contoso test"_s : name))); // of itself
    QCOMPARE(nameClashes({sample(u"Contoso Test"_s), other}).size(), why.isEmpty() ? 0 : 1);
}

void EnvironmentChangeTest::editsWhatAnotherProgramHasChangedMeanwhile()
{
    QVERIFY(m_store->add(sample(u"Test"_s)));
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    QVERIFY(other.load());
    Environment changed = *other.find(u"Test"_s);
    changed.company = u"usmf"_s;
    QVERIFY(other.replace(u"Test"_s, changed));
    QVERIFY(other.addJob(u"Test"_s, job(u"J"_s)));
    const auto edited = m_store->edit(u"Test"_s, [](Environment present) -> Result<Environment> {
        present.name = u"Renamed"_s;
        present.readOnly = true;
        return present;
    });
    QVERIFY(edited);
    QCOMPARE(edited->company, u"usmf"_s);
    QCOMPARE(edited->jobs.size(), 1);
    QCOMPARE(m_store->environments().size(), 1);
    QCOMPARE(*m_store->find(u"Renamed"_s), *edited);
    QCOMPARE(m_store->edit(u"Test"_s, [](const Environment &one) { return Result<Environment>(one); }).error().kind,
             ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(EnvironmentChangeTest)
#include "EnvironmentChangeTest.moc"
