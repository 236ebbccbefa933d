#include "app/environments/EnvironmentStore.h"

#include "tests/app/environments/SampleEnvironment.h"
#include "tests/app/support/Certificate.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
QStringList names(const QList<Environment> &environments)
{
    QStringList found;
    for (const Environment &environment : environments)
        found.append(environment.name);
    return found;
}
} // namespace

class EnvironmentStoreTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void isEmptyWithoutAFile();
    void keepsWhatWasAdded();
    void refusesANameThatIsThere();
    void changesAndRemoves();
    void changesJobs();
    void keepsUnknownFields();
    void leavesADamagedFileAlone_data();
    void leavesADamagedFileAlone();
    void leavesANewerFileAlone();
    void takesOverAFileOfTheFirstVersion();
    void keepsTheLastTenFiles();
    void keepsTheLastFileThoughTheClockWasWrong();
    void putsThemInAnotherOrder();
    void doesNotUndoAnotherProgramsChange();
    void losesNothingOfTwoWriters();
    void saysWhenTheFolderCannotBeWritten();
    void keepsOddNames();
    void keepsFiveHundred();
    void neverWritesTransientOnes();
    void tellsChangesOnce();

private:
    QByteArray content() const
    {
        QFile file(m_store->path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setContent(const QByteArray &bytes) const
    {
        QFile file(m_store->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EnvironmentStore> m_store;
};

void EnvironmentStoreTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<EnvironmentStore>(m_folder->filePath(u"profile"_s));
}

void EnvironmentStoreTest::isEmptyWithoutAFile()
{
    const auto loaded = m_store->load();
    QVERIFY(loaded);
    QVERIFY(loaded->isEmpty());
    QVERIFY(!QFile::exists(m_store->path()));
}

void EnvironmentStoreTest::keepsWhatWasAdded()
{
    QVERIFY(m_store->add(sample(u"B"_s)));
    QVERIFY(m_store->add(sample(u"A"_s)));
    QVERIFY(m_store->addJob(u"A"_s, job(u"Groups"_s)));
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    const auto loaded = other.load();
    QVERIFY(loaded);
    QCOMPARE(names(*loaded), (QStringList{u"B"_s, u"A"_s}));
    QCOMPARE(*other.find(u"B"_s), sample(u"B"_s));
    QCOMPARE(*other.find(u"A"_s)->job(u"Groups"_s), job(u"Groups"_s));
    QCOMPARE(QJsonDocument::fromJson(content())[u"version"_s].toInt(), EnvironmentStore::schemaVersion);
}

void EnvironmentStoreTest::refusesANameThatIsThere()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    const QByteArray before = content();
    QCOMPARE(m_store->add(sample(u"A"_s)).error().kind, ErrorKind::Conflict);
    QVERIFY(m_store->addJob(u"A"_s, job(u"J"_s)));
    QCOMPARE(m_store->addJob(u"A"_s, job(u"J"_s)).error().kind, ErrorKind::Conflict);
    QVERIFY(m_store->removeJob(u"A"_s, u"J"_s));
    QCOMPARE(content(), before);
}

void EnvironmentStoreTest::changesAndRemoves()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    QVERIFY(m_store->add(sample(u"B"_s)));
    Environment renamed = sample(u"C"_s);
    renamed.jobs = {job(u"J"_s)};
    QVERIFY(m_store->replace(u"A"_s, renamed));
    QCOMPARE(names(m_store->environments()), (QStringList{u"C"_s, u"B"_s}));
    QCOMPARE(*m_store->find(u"C"_s), renamed);
    Environment trusting = renamed;
    trusting.ca = *certificatesIn(nobodysRoot);
    QVERIFY(m_store->replace(u"C"_s, trusting));
    QCOMPARE(*m_store->find(u"C"_s), trusting);
    QVERIFY(m_store->replace(u"C"_s, renamed)); // an authority that is no longer trusted is gone from the file
    QVERIFY(!content().contains("CERTIFICATE"));
    QCOMPARE(*m_store->find(u"C"_s), renamed);
    QCOMPARE(m_store->replace(u"C"_s, sample(u"B"_s)).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_store->replace(u"A"_s, sample(u"A"_s)).error().kind, ErrorKind::NotFound);
    QVERIFY(m_store->remove(u"C"_s));
    QCOMPARE(m_store->remove(u"C"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(names(m_store->environments()), QStringList{u"B"_s});
}

void EnvironmentStoreTest::changesJobs()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    QVERIFY(m_store->addJob(u"A"_s, job(u"One"_s)));
    QVERIFY(m_store->addJob(u"A"_s, job(u"Two"_s)));
    DataJob changed = job(u"Three"_s);
    changed.direction = JobDirection::Export;
    QVERIFY(m_store->replaceJob(u"A"_s, u"One"_s, changed));
    QCOMPARE(m_store->find(u"A"_s)->jobs, (QList<DataJob>{changed, job(u"Two"_s)}));
    QCOMPARE(m_store->replaceJob(u"A"_s, u"Two"_s, job(u"Three"_s)).error().kind, ErrorKind::Conflict);
    QCOMPARE(m_store->removeJob(u"A"_s, u"One"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_store->removeJob(u"X"_s, u"One"_s).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_store->addJob(u"X"_s, job(u"One"_s)).error().kind, ErrorKind::NotFound);
    DataJob bad = job(u"Bad"_s);
    bad.activityId = ActivityId(u"not a guid"_s);
    QCOMPARE(m_store->addJob(u"A"_s, bad).error().kind, ErrorKind::BadInput);
}

void EnvironmentStoreTest::keepsUnknownFields()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    QVERIFY(m_store->addJob(u"A"_s, job(u"J"_s)));
    QByteArray bytes = content();
    bytes.replace("\"version\": 2", "\"version\": 2, \"theme\": \"x\"");
    bytes.replace("\"tenant\":", "\"shade\": \"teal\", \"tenant\":");
    bytes.replace("\"package\":", "\"recurrence\": 5, \"package\":");
    setContent(bytes);
    Environment changed = *m_store->find(u"A"_s);
    changed.requestsPerSecond = 3;
    QVERIFY(m_store->replace(u"A"_s, changed));
    QVERIFY(m_store->addJob(u"A"_s, job(u"K"_s)));
    const QJsonObject root = QJsonDocument::fromJson(content()).object();
    QCOMPARE(root[u"theme"_s].toString(), u"x"_s);
    const QJsonValue environment = root[u"environments"_s].toArray().at(0);
    QCOMPARE(environment[u"shade"_s].toString(), u"teal"_s);
    QCOMPARE(environment[u"requestsPerSecond"_s].toInt(), 3);
    QCOMPARE(environment[u"jobs"_s].toArray().at(0)[u"recurrence"_s].toInt(), 5);
}

void EnvironmentStoreTest::leavesADamagedFileAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("another JSON") << QByteArray("[1,2]");
    QTest::newRow("no version") << QByteArray(R"({"environments":[]})");
    QTest::newRow("no list") << QByteArray(R"({"version":1,"environments":{}})");
    QTest::newRow("unusable address") << QByteArray(
        R"({"version":1,"environments":[{"name":"A","url":"http://contoso.com","tenant":"t","clientId":"c","kind":"test"}]})");
    QTest::newRow("cut") << QByteArray(R"({"version":1,"environments":[{"name":"A","url":"https://con)");
}

void EnvironmentStoreTest::leavesADamagedFileAlone()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(m_store->add(sample(u"A"_s)));
    setContent(bytes);
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    QCOMPARE(other.load().error().kind, ErrorKind::Storage);
    const auto added = other.add(sample(u"B"_s));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Storage);
    QVERIFY(added.error().message.contains("environments.json"_L1));
    QCOMPARE(content(), bytes);
}

void EnvironmentStoreTest::leavesANewerFileAlone()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    const QByteArray bytes = R"({"version":3,"surroundings":[]})";
    setContent(bytes);
    const auto loaded = m_store->load();
    QCOMPARE(loaded.error().kind, ErrorKind::Storage);
    QVERIFY(loaded.error().message.contains("newer"_L1));
    QVERIFY(!m_store->remove(u"A"_s));
    QCOMPARE(content(), bytes);
}

void EnvironmentStoreTest::takesOverAFileOfTheFirstVersion()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    setContent(R"({"version":1,"environments":[{"name":"Old","url":"https://old.operations.dynamics.com",
        "tenant":"contoso.com","clientId":"c","kind":"sandbox","mine":1,"jobs":[]}]})");
    QVERIFY(m_store->load());
    const Environment *old = m_store->find(u"Old"_s);
    QVERIFY(old);
    QCOMPARE(old->grant, Grant::ClientSecret);
    QVERIFY(!old->readOnly);
    QCOMPARE(old->proxy, ProxyChoice());
    QVERIFY(m_store->addJob(u"Old"_s, job(u"J"_s)));
    const QJsonObject root = QJsonDocument::fromJson(content()).object();
    QCOMPARE(root[u"version"_s].toInt(), 2);
    QCOMPARE(root[u"environments"_s].toArray().at(0)[u"mine"_s].toInt(), 1);
}

void EnvironmentStoreTest::keepsTheLastTenFiles()
{
    QList<QByteArray> written;
    for (int i = 0; i < 13; ++i) {
        QVERIFY(m_store->add(sample(QString::number(i))));
        written.append(content());
    }
    QDir folder(QFileInfo(m_store->path()).dir().filePath(u"environments-backups"_s));
    const QStringList kept = folder.entryList(QDir::Files, QDir::Name);
    QCOMPARE(kept.size(), 10);
    for (int i = 0; i < 10; ++i) {
        QFile file(folder.filePath(kept[i]));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), written[i + 2]); // the last of 13 stands in the file itself
    }
}

void EnvironmentStoreTest::keepsTheLastFileThoughTheClockWasWrong()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    QDir folder(QFileInfo(m_store->path()).dir().filePath(u"environments-backups"_s));
    QVERIFY(folder.mkpath(u"."_s));
    for (int i = 0; i < 10; ++i)
        QVERIFY(QFile::copy(m_store->path(), folder.filePath(u"environments-29991231T23595%1.000Z.json"_s.arg(i))));
    QByteArrayList written;
    for (const auto *name : {u"B", u"C"}) {
        written.append(content());
        QVERIFY(m_store->add(sample(QString::fromUtf16(name))));
    }
    const QStringList kept = folder.entryList(QDir::Files, QDir::Name);
    QCOMPARE(kept.size(), 10);
    for (int i = 0; i < 2; ++i) {
        QFile file(folder.filePath(kept[i]));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), written[i]);
    }
}

void EnvironmentStoreTest::putsThemInAnotherOrder()
{
    for (const auto *name : {u"A", u"B", u"C"})
        QVERIFY(m_store->add(sample(QString::fromUtf16(name))));
    QVERIFY(m_store->move(u"C"_s, 0));
    QCOMPARE(names(m_store->environments()), (QStringList{u"C"_s, u"A"_s, u"B"_s}));
    QVERIFY(m_store->move(u"C"_s, 99));
    QCOMPARE(names(*m_store->load()), (QStringList{u"A"_s, u"B"_s, u"C"_s}));
    QCOMPARE(m_store->move(u"X"_s, 0).error().kind, ErrorKind::NotFound);
}

void EnvironmentStoreTest::doesNotUndoAnotherProgramsChange()
{
    QVERIFY(m_store->add(sample(u"A"_s)));
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    QVERIFY(other.load());
    QVERIFY(m_store->add(sample(u"B"_s)));
    QVERIFY(other.add(sample(u"C"_s)));
    QCOMPARE(names(other.environments()), (QStringList{u"A"_s, u"B"_s, u"C"_s}));
    QCOMPARE(names(*m_store->load()), (QStringList{u"A"_s, u"B"_s, u"C"_s}));
}

void EnvironmentStoreTest::losesNothingOfTwoWriters()
{
    constexpr int each = 25;
    const QString folder = m_folder->filePath(u"profile"_s);
    const auto write = [folder](const QString &prefix) {
        EnvironmentStore store(folder);
        for (int i = 0; i < each; ++i) {
            if (const auto added = store.add(sample(prefix + QString::number(i))); !added)
                qWarning("%s", qPrintable(added.error().message));
        }
    };
    const std::unique_ptr<QThread> one(QThread::create(write, u"one "_s));
    const std::unique_ptr<QThread> two(QThread::create(write, u"two "_s));
    one->start();
    two->start();
    QVERIFY(one->wait(60'000) && two->wait(60'000));
    QCOMPARE(m_store->load()->size(), 2 * each);
}

void EnvironmentStoreTest::saysWhenTheFolderCannotBeWritten()
{
    EnvironmentStore nowhere(u"/proc/waybill"_s);
    const auto added = nowhere.add(sample(u"A"_s));
    QCOMPARE(added.error().kind, ErrorKind::Storage);
    QVERIFY(added.error().message.contains("/proc/waybill"_L1));
}

void EnvironmentStoreTest::keepsOddNames()
{
    const QStringList odd{u"Müller & Söhne / Test"_s,
                          u"日本"_s,
                          u"../../etc/passwd"_s,
                          u"a\"b\\c"_s,
                          u"<b>%1</b>"_s,
                          u"--profile"_s,
                          u"😀"_s,
                          u"null"_s};
    for (const QString &name : odd)
        QVERIFY(m_store->add(sample(name)));
    EnvironmentStore other(m_folder->filePath(u"profile"_s));
    QCOMPARE(names(*other.load()), odd);
    for (const QString &name : odd)
        QVERIFY(other.remove(name));
}

void EnvironmentStoreTest::keepsFiveHundred()
{
    QJsonArray array;
    for (int i = 0; i < 499; ++i)
        array.append(toJson(sample(u"Environment %1"_s.arg(i))));
    QVERIFY(m_store->add(sample(u"A"_s)));
    array.append(toJson(*m_store->find(u"A"_s)));
    setContent(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"environments"_s, array}}).toJson());
    QCOMPARE(m_store->load()->size(), 500);
    QVERIFY(m_store->addJob(u"Environment 498"_s, job(u"J"_s)));
    QVERIFY(m_store->remove(u"Environment 0"_s));
    QCOMPARE(m_store->load()->size(), 499);
    QCOMPARE(m_store->find(u"Environment 498"_s)->jobs.size(), 1);
}

void EnvironmentStoreTest::neverWritesTransientOnes()
{
    QVERIFY(m_store->add(sample(u"Practice"_s)));
    QVERIFY(m_store->add(sample(u"A"_s)));
    const QByteArray before = content();
    Environment inMemory = sample(u"Practice"_s);
    inMemory.url = QUrl(u"http://127.0.0.1:5000"_s);
    m_store->setTransient(inMemory);
    QCOMPARE(names(m_store->environments()), (QStringList{u"A"_s, u"Practice"_s}));
    QCOMPARE(m_store->find(u"Practice"_s)->url, inMemory.url);
    QCOMPARE(m_store->add(inMemory).error().kind, ErrorKind::Conflict);
    QVERIFY(m_store->addJob(u"Practice"_s, job(u"J"_s)));
    QCOMPARE(m_store->find(u"Practice"_s)->jobs, QList<DataJob>{job(u"J"_s)});
    QCOMPARE(content(), before);
    QVERIFY(m_store->load());
    QCOMPARE(m_store->find(u"Practice"_s)->jobs.size(), 1);
    QVERIFY(m_store->remove(u"Practice"_s));
    QCOMPARE(m_store->find(u"Practice"_s)->url, sample(u"Practice"_s).url);
}

void EnvironmentStoreTest::tellsChangesOnce()
{
    QSignalSpy changed(m_store.get(), &EnvironmentStore::changed);
    QVERIFY(m_store->add(sample(u"A"_s)));
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_store->load());
    QVERIFY(!m_store->add(sample(u"A"_s)));
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_store->remove(u"A"_s));
    QCOMPARE(changed.size(), 2);
}

QTEST_GUILESS_MAIN(EnvironmentStoreTest)
#include "EnvironmentStoreTest.moc"
