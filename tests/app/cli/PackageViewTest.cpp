#include "tests/app/cli/CliProcess.h"
#include "tests/app/files/PackageFixture.h"

#include <QTest>

using namespace waybill;
using namespace waybill::tests;
using namespace Qt::StringLiterals;

/// package show, cat and diff of the built waybill-cli.
class PackageViewTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<CliProcess> m_cli;

    /// The sample package; of it `from` became `to` in the data of the customers.
    QString package(const QString &name, const QByteArray &from = {}, const QByteArray &to = {})
    {
        const QString path = m_cli->file(name, {});
        QByteArray customers = "ACCOUNT,NAME\r\nUS-1,a\r\nUS-2,b\r\nK-9,c\r\nUS-4,\x1B[31md\r\n";
        if (!from.isEmpty())
            customers.replace(from, to);
        writeZip(path, {{u"Manifest.xml"_s,
                         manifest({{"Customers V3", "Customers V3.csv"}, {"Vendors V2", "Vendors V2.csv"}})},
                        {u"PackageHeader.xml"_s, header()},
                        {u"Customers V3.csv"_s, customers},
                        {u"Vendors V2.csv"_s, "VENDOR,QTY\r\nV-1,1.50\r\nV-2,\r\n"}});
        return path;
    }

private slots:
    void init() { m_cli = std::make_unique<CliProcess>(); }

    void showsAPackage()
    {
        const QString path = package(u"a.zip"_s);
        const auto ran = m_cli->run({u"package"_s, u"show"_s, path, u"--json"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        const QJsonObject shown = ran.object();
        QCOMPARE(shown[u"file"_s].toString(), path);
        QCOMPARE(shown[u"header"_s][u"packageVersion"_s].toString(), u"2"_s);
        const QJsonObject entity = shown[u"manifest"_s][u"entities"_s][1].toObject();
        QCOMPARE(entity[u"name"_s].toString(), u"Vendors V2"_s);
        QCOMPARE(entity[u"file"_s].toString(), u"Vendors V2.csv"_s);
        QCOMPARE(entity[u"fields"_s][0][u"column"_s].toString(), u"A"_s);
        QCOMPARE(shown[u"files"_s][2].toObject()[u"kind"_s].toString(), u"csv"_s);
        QCOMPARE(shown[u"files"_s][2].toObject()[u"entity"_s].toString(), u"Customers V3"_s);
        QCOMPARE(shown[u"files"_s][0].toObject()[u"entity"_s], QJsonValue());
        QCOMPARE(shown[u"troubles"_s].toArray(), QJsonArray());

        const auto text = m_cli->run({u"package"_s, u"show"_s, path});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.contains("Łódź") && text.out.contains("Vendors V2.csv"));
        const auto none = m_cli->run({u"package"_s, u"show"_s, m_cli->file(u"b.zip"_s, "<html>"), u"--json"_s});
        QCOMPARE(none.exitCode, 2);
        QCOMPARE(none.errorKind(), u"badInput"_s);
    }

    void looksIntoZipsInZips()
    {
        const auto bytes = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QString path = package(u"level0.zip"_s);
        QStringList in;
        for (int level = 1; level <= 5; ++level) {
            const QString outer = m_cli->file(u"level%1.zip"_s.arg(level), {});
            const QString name = u"sub/level%1.zip"_s.arg(level - 1);
            writeZip(outer, {{name, bytes(path)}, {u"no.zip"_s, "<html>"}});
            path = outer;
            in = QStringList{u"--in"_s, name} + in;
        }
        const auto run = [&](const QString &verb, int level, const QStringList &more) {
            return m_cli->run(QStringList{u"package"_s, verb, path.chopped(5) + u"%1.zip"_s.arg(level)} + more);
        };
        const auto shown = run(u"show"_s, 2, in.last(4) + QStringList{u"--json"_s});
        QVERIFY2(shown.exitCode == 0, shown.err.constData());
        QVERIFY(shown.object()[u"file"_s].toString().endsWith("level2.zip"_L1));
        QCOMPARE(shown.object()[u"header"_s][u"packageVersion"_s].toString(), u"2"_s);
        QCOMPARE(run(u"cat"_s, 1, QStringList{u"Vendors V2.csv"_s} + in.last(2)).out,
                 QByteArray("VENDOR,QTY\r\nV-1,1.50\r\nV-2,\r\n"));
        QCOMPARE(run(u"list"_s, 4, in.last(8) + QStringList{u"--json"_s}).array().size(), 4);
        const auto tooDeep = run(u"list"_s, 5, in);
        QCOMPARE(tooDeep.exitCode, 2);
        QVERIFY2(tooDeep.err.contains("deep"), tooDeep.err.constData());
        const auto noZip = run(u"show"_s, 1, {u"--in"_s, u"no.zip"_s});
        QCOMPARE(noZip.exitCode, 2);
        QVERIFY2(noZip.err.contains("no.zip") && !noZip.err.contains("scratch"), noZip.err.constData());
        QVERIFY(run(u"show"_s, 1, {u"--in"_s, u"gone.zip"_s}).err.contains("gone.zip"));
    }

    void printsAFileAsItIs()
    {
        const auto ran = m_cli->run({u"package"_s, u"cat"_s, package(u"a.zip"_s), u"vendors v2.csv"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        QCOMPARE(ran.out, QByteArray("VENDOR,QTY\r\nV-1,1.50\r\nV-2,\r\n"));
        const auto none = m_cli->run({u"package"_s, u"cat"_s, package(u"a.zip"_s), u"gone.csv"_s});
        QCOMPARE(none.exitCode, 2);
        QVERIFY(none.err.contains("gone.csv"));
    }

    void printsRows()
    {
        const QStringList cat{u"package"_s, u"cat"_s, package(u"a.zip"_s), u"Vendors V2.csv"_s};
        const auto json = m_cli->run(cat + QStringList{u"--json"_s});
        QVERIFY2(json.exitCode == 0, json.err.constData());
        QCOMPARE(json.array().size(), 2);
        QCOMPARE(json.array()[0].toObject(), (QJsonObject{{u"VENDOR"_s, u"V-1"_s}, {u"QTY"_s, 1.5}}));
        QCOMPARE(json.array()[1].toObject(), (QJsonObject{{u"VENDOR"_s, u"V-2"_s}}));
        const auto csv = m_cli->run(cat + QStringList{u"--format"_s, u"csv"_s, u"--rows"_s, u"1"_s});
        QCOMPARE(csv.exitCode, 0);
        QCOMPARE(csv.out.simplified(), QByteArray("VENDOR,QTY V-1,1.50"));
        QVERIFY(csv.err.contains("more rows"));
        const auto table = m_cli->run(cat + QStringList{u"--rows"_s, u"5"_s});
        QVERIFY(table.out.startsWith("VENDOR"));
        QCOMPARE(m_cli->run(cat + QStringList{u"--format"_s, u"xlsx"_s}).exitCode, 2);
        QCOMPARE(m_cli->run(cat + QStringList{u"--rows"_s, u"0"_s}).exitCode, 2);
    }

    void comparesPackages()
    {
        const QString left = package(u"a.zip"_s), right = package(u"b.zip"_s, "US-2,b\r\n", "US-2,bb\r\nUS-3,c\r\n");
        const auto same = m_cli->run({u"package"_s, u"diff"_s, left, left});
        QCOMPARE(same.exitCode, 0);
        QVERIFY(same.out.contains("same"));
        const auto ran = m_cli->run({u"package"_s, u"diff"_s, left, right, u"--json"_s});
        QVERIFY2(ran.exitCode == 1, ran.err.constData());
        const QJsonObject diff = ran.object();
        QCOMPARE(diff[u"same"_s].toBool(), false);
        QCOMPARE(diff[u"entities"_s][0][u"state"_s].toString(), u"same"_s);
        const QJsonObject file = diff[u"files"_s][0].toObject();
        QCOMPARE(file[u"entity"_s].toString(), u"Customers V3"_s);
        QCOMPARE(file[u"keyFrom"_s].toString(), u"found"_s);
        QCOMPARE(file[u"key"_s].toArray(), QJsonArray{u"ACCOUNT"_s});
        QCOMPARE(file[u"changed"_s].toInt(), 1);
        QCOMPARE(file[u"added"_s].toInt(), 1);
        QCOMPARE(file[u"rows"_s][0].toObject(),
                 (QJsonObject{
                     {u"state"_s, u"changed"_s},
                     {u"key"_s, QJsonArray{u"US-2"_s}},
                     {u"leftRow"_s, 2},
                     {u"rightRow"_s, 2},
                     {u"cells"_s,
                      QJsonArray{QJsonObject{{u"name"_s, u"NAME"_s}, {u"before"_s, u"b"_s}, {u"after"_s, u"bb"_s}}}}}));
        QCOMPARE(file[u"rows"_s][1][u"leftRow"_s], QJsonValue());
        QCOMPARE(diff[u"files"_s][1][u"state"_s].toString(), u"same"_s);

        const auto known =
            m_cli->run({u"package"_s, u"diff"_s, left, right, u"--key"_s, u"customers v3=name"_s, u"--json"_s});
        QCOMPARE(known.object()[u"files"_s][0][u"keyFrom"_s].toString(), u"known"_s);
        QCOMPARE(m_cli->run({u"package"_s, u"diff"_s, left, right, u"--key"_s, u"name"_s}).exitCode, 2);
    }

    void makesForeignTextHarmless()
    {
        const QString left = package(u"a.zip"_s), right = package(u"b.zip"_s, "\x1B[31md", "\x1B[32me");
        const auto text = m_cli->run({u"package"_s, u"diff"_s, left, right});
        QCOMPARE(text.exitCode, 1);
        QVERIFY(text.out.contains("US-4") && !text.out.contains('\x1B'));
    }
};

QTEST_GUILESS_MAIN(PackageViewTest)
#include "PackageViewTest.moc"
