#include "app/practice/traffic/PackageMaker.h"
#include "tests/app/practice/ImporterFixture.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using practice::Cause;

/// The samples of resources/samples and the generated forecasts give what is promised of them.
class ImporterSamplesTest : public QObject
{
    Q_OBJECT
private slots:
    void processesTheGoodSamples_data();
    void processesTheGoodSamples();
    void failsTheFailingSample();
    void failsTheFailingPackage();
    void processesTheMendedRows();
    void generatesTheFailingSampleAgain();
    void importsAHundredThousandRecords();
    void readsALargeFileInFlatMemory();
    void importsSeveralFilesAtOnce();

private:
    QString generate(int rows, int bad);

    QTemporaryDir m_dir;
};

static QString sample(const QString &name)
{
    return QStringLiteral(SOURCE_DIR "/resources/samples/") + name;
}

static QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static const QByteArray kForecast = "Demand forecast entries";

QString ImporterSamplesTest::generate(int rows, int bad)
{
    const QString path = m_dir.filePath(u"forecast-%1-%2.csv"_s.arg(rows).arg(bad));
    QProcess::execute(u"/usr/bin/python3"_s, {QStringLiteral(SOURCE_DIR "/tests/journeys/make-demand-forecast.py"),
                                              QString::number(rows), QString::number(bad), path});
    return path;
}

void ImporterSamplesTest::processesTheGoodSamples_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("entity");
    QTest::addColumn<int>("records");
    QTest::newRow("groups") << u"customer-groups.csv"_s << QByteArray("Customer groups") << 18;
    QTest::newRow("customers") << u"customers.xml"_s << QByteArray("Customers V3") << 12;
    QTest::newRow("vendors") << u"vendors.xml"_s << QByteArray("Vendors V2") << 40;
    QTest::newRow("products") << u"released-products.csv"_s << QByteArray("Released products V2") << 40;
    QTest::newRow("headers") << u"sales-order-headers.csv"_s << QByteArray("Sales order headers V2") << 40;
    QTest::newRow("journals") << u"general-journals.xml"_s << QByteArray("General journals") << 12;
    QTest::newRow("lines") << u"sales-order-lines.csv"_s << QByteArray("Sales order lines V2") << 42;
}

void ImporterSamplesTest::processesTheGoodSamples()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, entity);
    QFETCH(int, records);
    ImporterFixture fixture;
    QCOMPARE(inWords(fixture.importFile(sample(name), entity)),
             u"Processed, staging Finished %1+0, target Finished %1+0"_s.arg(records));
}

void ImporterSamplesTest::failsTheFailingPackage()
{
    ImporterFixture fixture;
    const auto outcome = fixture.importFile(sample(u"customers-package.zip"_s), {});
    QCOMPARE(inWords(outcome).section(u'\n', 0, 0),
             u"ProcessedWithErrors, staging Finished 10+0, target Finished 10+0, staging Error 57+3, target Error 53+4"_s);
    QCOMPARE(outcome.errors.size(), std::size_t(7));
    // It is what the program makes, so that larger ones of the kind can be made.
    QCOMPARE(bytesOf(sample(u"customers-package.zip"_s)),
             practice::makePackage({u"package"_s, 60, {{Cause::Enum, 3}, {Cause::Reference, 4}}, 12}).bytes);
}

void ImporterSamplesTest::failsTheFailingSample()
{
    ImporterFixture fixture;
    const auto outcome = fixture.importFile(sample(u"demand-forecast-W48.csv"_s), kForecast);
    QCOMPARE(inWords(outcome).section(u'\n', 0, 0), u"ProcessedWithErrors, staging Error 394+6, target Error 363+31"_s);
    QCOMPARE(outcome.errors.size(), std::size_t(37));
    const QList<QByteArray> lines = bytesOf(sample(u"demand-forecast-W48.csv"_s)).split('\n');
    for (const practice::RecordError &error : outcome.errors) {
        // No record of this file spans lines, so that a record's line is its number and the header.
        const QString line = QString::fromUtf8(lines.at(error.recordId.toInt()));
        const QString value =
            error.message.section(u'\'', error.field.isEmpty() ? 1 : 3, error.field.isEmpty() ? 1 : 3);
        QVERIFY2(line.contains(value) && !value.isEmpty(), qPrintable(error.message + u" / "_s + line));
    }
}

void ImporterSamplesTest::processesTheMendedRows()
{
    ImporterFixture fixture;
    const QString path = sample(u"demand-forecast-W48.csv"_s);
    const auto outcome = fixture.importFile(path, kForecast);
    const QList<QByteArray> lines = bytesOf(path).split('\n');
    QByteArray mended = lines.constFirst() + '\n';
    for (const practice::RecordError &error : outcome.errors) {
        QByteArray line = lines.at(error.recordId.toInt());
        if (error.field.isEmpty()) {
            QList<QByteArray> values = line.split(',');
            values[1] = "D0001";
            line = values.join(',');
        } else {
            line[line.indexOf(',', line.indexOf('"'))] = '.';
        }
        mended += line + '\n';
    }
    QCOMPARE(inWords(fixture.import(mended, kForecast)), u"Processed, staging Finished 37+0, target Finished 37+0"_s);
}

void ImporterSamplesTest::generatesTheFailingSampleAgain()
{
    const QByteArray generated = bytesOf(generate(400, 37));
    QVERIFY(!generated.isEmpty());
    QCOMPARE(generated, bytesOf(sample(u"demand-forecast-W48.csv"_s)));
}

void ImporterSamplesTest::importsAHundredThousandRecords()
{
    const QString path = generate(100'000, 37);
    ImporterFixture fixture;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = fixture.importFile(path, kForecast);
    qInfo("100,000 records of 8 columns: %lld ms", timer.elapsed());
    QCOMPARE(inWords(outcome).section(u'\n', 0, 0),
             u"ProcessedWithErrors, staging Error 99994+6, target Error 99963+31"_s);
    QVERIFY(outcome.executionLog.contains(u"99963 records created, 0 updated"_s));
    // Bounded loosely: this build may be without optimisation, the machine busy.
    QVERIFY(timer.elapsed() < 40'000);

    fixture.restart();
    timer.restart();
    const auto again = fixture.importFile(path, kForecast);
    qInfo("again after a restart: %lld ms", timer.elapsed());
    QVERIFY(again.executionLog.contains(u"0 records created, 99963 updated"_s));
}

/// The most memory that this process has had resident so far, in bytes; 0 where it is not told.
static qint64 peakMemory()
{
    for (const QByteArray &line : bytesOf(u"/proc/self/status"_s).split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').constFirst().toLongLong() * 1024;
    }
    return 0;
}

void ImporterSamplesTest::readsALargeFileInFlatMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer keeps freed memory");
#endif
    if (peakMemory() == 0)
        QSKIP("this system does not tell a process's peak memory");
    ImporterFixture fixture;
    const QString path = fixture.write("SALESORDERNUMBER,LINENUMBER,ITEMNUMBER,LINEDESCRIPTION\n");
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    const QByteArray description(64 * 1024, 'x');
    for (int line = 1; line <= 1000; ++line)
        file.write("000001," + QByteArray::number(line) + ",D0001," + description + '\n');
    file.close();
    const qint64 before = peakMemory();
    const auto outcome = fixture.importFile(path, "Sales order lines V2");
    QCOMPARE(outcome.entities.front().stagingErrors, 1000);
    // 64 MB were read; what stays is a piece of the file and the errors.
    QVERIFY2(peakMemory() - before < 8 * 1024 * 1024, qPrintable(QString::number(peakMemory() - before)));
}

void ImporterSamplesTest::importsSeveralFilesAtOnce()
{
    ImporterFixture fixture;
    const QString forecast = generate(3000, 37);
    std::vector<QString> results(8);
    std::vector<std::thread> threads;
    for (std::size_t place = 0; place < results.size(); ++place) {
        threads.emplace_back([&, place] {
            const bool groups = place % 2 == 0;
            results[place] = inWords(fixture.importFile(groups ? sample(u"customer-groups.csv"_s) : forecast,
                                                        groups ? QByteArray("Customer groups") : kForecast))
                                 .section(u'\n', 0, 0);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    for (std::size_t place = 0; place < results.size(); ++place)
        QCOMPARE(results[place], place % 2 == 0 ? u"Processed, staging Finished 18+0, target Finished 18+0"_s
                                                : u"ProcessedWithErrors, staging Error 2994+6, target Error 2963+31"_s);
}

QTEST_GUILESS_MAIN(ImporterSamplesTest)
#include "ImporterSamplesTest.moc"
