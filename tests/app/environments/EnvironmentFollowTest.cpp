#include "app/environments/EnvironmentStore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What a program sees of the changes that another makes to the environments.
class EnvironmentFollowTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void looksAnewWhenAnotherProgramWrote();
    void looksAnewAside();
    void followsOtherPrograms();

private:
    static Environment sample(const QString &name)
    {
        Environment environment;
        environment.name = name;
        environment.url = QUrl(u"https://contoso.operations.dynamics.com"_s);
        environment.tenant = u"contoso.com"_s;
        environment.clientId = u"app"_s;
        environment.authority = publicAuthority();
        return environment;
    }
    void write(const QByteArray &bytes) const
    {
        QFile file(m_store->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EnvironmentStore> m_store;
};

void EnvironmentFollowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<EnvironmentStore>(m_folder->filePath(u"profile"_s));
}

void EnvironmentFollowTest::looksAnewWhenAnotherProgramWrote()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    QSignalSpy changed(m_store.get(), &EnvironmentStore::changed);
    QVERIFY(m_store->loadIfChanged());
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    Environment readOnly = sample(u"A"_s);
    readOnly.readOnly = true;
    QVERIFY(other.replace(u"A"_s, readOnly));
    QVERIFY(!m_store->find(u"A"_s)->readOnly);
    QVERIFY(m_store->loadIfChanged());
    QVERIFY(m_store->find(u"A"_s)->readOnly);
    QCOMPARE(changed.count(), 1);
    // A file that became unusable is told, and what was known stays.
    write("{\"version\":");
    QCOMPARE(m_store->loadIfChanged().error().kind, ErrorKind::Storage);
    QVERIFY(m_store->find(u"A"_s)->readOnly);
}

void EnvironmentFollowTest::looksAnewAside()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    Environment changed = sample(u"A"_s);
    changed.readOnly = true;
    QVERIFY(other.replace(u"A"_s, changed));
    QCoro::waitFor(m_store->lookAnew());
    QVERIFY(m_store->find(u"A"_s)->readOnly);
    // What this program writes while it looks is not undone by what was read before.
    changed.readOnly = false;
    QVERIFY(other.replace(u"A"_s, changed));
    auto first = m_store->lookAnew(), second = m_store->lookAnew();
    QVERIFY(m_store->add(sample(u"B"_s)));
    QVERIFY(other.add(sample(u"C"_s)));
    QCoro::waitFor(std::move(first));
    QCoro::waitFor(std::move(second));
    QVERIFY(m_store->find(u"B"_s) && !m_store->find(u"A"_s)->readOnly);
    QCoro::waitFor(m_store->lookAnew());
    QVERIFY(m_store->find(u"B"_s) && m_store->find(u"C"_s));
    write("{\"version\":");
    QCoro::waitFor(m_store->lookAnew());
    QVERIFY(m_store->find(u"A"_s));
}

void EnvironmentFollowTest::followsOtherPrograms()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    m_store->followOtherPrograms();
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    QVERIFY(other.add(sample(u"B"_s)));
    QTRY_VERIFY(m_store->find(u"B"_s));
    QVERIFY(other.remove(u"A"_s));
    QTRY_VERIFY(!m_store->find(u"A"_s));
}

QTEST_GUILESS_MAIN(EnvironmentFollowTest)
#include "EnvironmentFollowTest.moc"
