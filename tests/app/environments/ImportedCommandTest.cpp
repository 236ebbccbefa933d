#include "SampleEnvironment.h"

#include "app/environments/exchange/ExportedEnvironments.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// A file of environments moves no command from one computer to another.
class ImportedCommandTest : public QObject
{
    Q_OBJECT
private slots:
    void exportsNoCommand();
    void importsNoCommand();

private:
    static Environment running()
    {
        Environment environment = sample(u"A"_s);
        environment.packageName = u"{job}/{key}"_s;
        environment.afterFetch = {u"/srv/in"_s, u"/usr/bin/evil"_s, {u"{file}"_s}};
        return environment;
    }
};

void ImportedCommandTest::exportsNoCommand()
{
    const QByteArray file = exportOf({running()});
    QVERIFY(!file.contains("evil") && !file.contains("/srv/in"));
    QVERIFY(file.contains("{job}/{key}"));
}

void ImportedCommandTest::importsNoCommand()
{
    // The file of a profile, or one that somebody made: neither brings it along, and it is said.
    QJsonObject object = toJson(running());
    for (const QJsonValue &after :
         {QJsonValue(object[u"afterFetch"_s]), QJsonValue(QJsonObject{{u"program"_s, u"evil"_s}})}) {
        object[u"afterFetch"_s] = after;
        const QByteArray file =
            QJsonDocument(QJsonObject{{u"version"_s, 2}, {u"environments"_s, QJsonArray{object}}}).toJson();
        const auto imported = importedFrom(file, {});
        QVERIFY(imported);
        QCOMPARE(imported->environments.size(), 1);
        QCOMPARE(imported->environments.first().afterFetch, AfterFetch());
        QCOMPARE(imported->environments.first().packageName, u"{job}/{key}"_s);
        QVERIFY(imported->notes.join(u' ').contains(u"after a fetch was left out"_s));
    }
}

QTEST_GUILESS_MAIN(ImportedCommandTest)
#include "ImportedCommandTest.moc"
