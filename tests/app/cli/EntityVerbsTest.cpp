#include "tests/app/cli/CliProcess.h"
#include "tests/app/support/EntityServer.h"

#include <QDir>
#include <QTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// entities and entity of the built waybill-cli.
class EntityVerbsTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<CliProcess> m_cli;
    std::unique_ptr<EntityServer> m_server;

    /// Runs it while the server answers in this thread.
    CliProcess::Ran run(const QStringList &arguments)
    {
        QProcess process;
        m_cli->begin(process, arguments);
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 30'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    static QStringList namesIn(const CliProcess::Ran &ran)
    {
        QStringList names;
        for (const auto &one : ran.array())
            names.append(one[u"name"_s].toString());
        return names;
    }

private slots:
    void init()
    {
        m_cli = std::make_unique<CliProcess>();
        m_server = std::make_unique<EntityServer>();
        m_cli->set(u"WAYBILL_SECRET_TEST"_s, u"hunter2-of-tests"_s);
        QCOMPARE(m_cli->addEnvironment(m_server->url().toString()).exitCode, 0);
    }

    void listsEntities()
    {
        const auto ran = run({u"entities"_s, u"--json"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        QCOMPARE(ran.array().size(), 5);
        QCOMPARE(ran.array()[0].toObject(), (QJsonObject{{u"name"_s, u"CustomersV3"_s},
                                                         {u"publicName"_s, u"CustomerV3"_s},
                                                         {u"label"_s, u"Customers V3"_s},
                                                         {u"category"_s, u"Master"_s},
                                                         {u"readOnly"_s, false}}));
        QCOMPARE(ran.array()[4][u"label"_s], QJsonValue()); // the service has no text for it
        QVERIFY(ran.err.isEmpty());
        const auto table = run({u"entities"_s});
        QCOMPARE(table.exitCode, 0);
        QVERIFY(table.out.startsWith("NAME") && table.out.contains("Customers V3"));
        QCOMPARE(m_server->count(u"/metadata/DataEntities"_s), 1);
    }

    void searchesNamesLabelsAndMisspellings()
    {
        QCOMPARE(namesIn(run({u"entities"_s, u"--search"_s, u"cust v3"_s, u"--json"_s})),
                 QStringList{u"CustomersV3"_s});
        QCOMPARE(namesIn(run({u"entities"_s, u"--search"_s, u"Debitoren"_s, u"--json"_s})),
                 QStringList{u"CustomersV3"_s});
        QCOMPARE(m_server->count(u"/metadata/Labels?$filter=Value"_s), 1);
        const auto misspelt = run({u"entities"_s, u"--search"_s, u"vednors"_s, u"--json"_s});
        QCOMPARE(misspelt.exitCode, 0);
        QCOMPARE(namesIn(misspelt), (QStringList{u"Vendors"_s, u"VendorsV2"_s}));
        QVERIFY(misspelt.err.contains("these are similar"));
        const auto nothing = run({u"entities"_s, u"--search"_s, u"inventory"_s, u"--json"_s});
        QCOMPARE(nothing.exitCode, 0);
        QVERIFY(nothing.array().isEmpty() && nothing.out.startsWith('['));
        QVERIFY(nothing.err.contains("No entity set matches"));
    }

    void readsLabelsBeforeItSaysThatNothingMatches()
    {
        const QStringList search{u"entities"_s, u"--search"_s, u"Debitorn"_s, u"--language"_s, u"de"_s, u"--json"_s};
        const auto ran = run(search);
        QCOMPARE(namesIn(ran), QStringList{u"CustomersV3"_s});
        QVERIFY2(ran.err.contains("these are similar"), ran.err.constData());
        QCOMPARE(namesIn(run(search)), QStringList{u"CustomersV3"_s});
        QVERIFY(m_server->count(u"/metadata/Labels?$filter=Language"_s) > 0);
    }

    void putsWhatWasUsedFirst()
    {
        const QStringList search{u"entities"_s, u"--search"_s, u"cust"_s, u"--json"_s};
        QCOMPARE(namesIn(run(search)).first(), u"CustomersV3"_s);
        QCOMPARE(run({u"entity"_s, u"CustomerGroups"_s}).exitCode, 0);
        QCOMPARE(namesIn(run(search)).first(), u"CustomerGroups"_s);
    }

    void speaksAnotherLanguage()
    {
        const auto ran = run({u"entities"_s, u"--search"_s, u"customersv3"_s, u"--language"_s, u"DE"_s, u"--json"_s});
        QCOMPARE(ran.array()[0][u"label"_s].toString(), u"Debitoren"_s);
    }

    void showsAnEntity()
    {
        const auto ran = run({u"entity"_s, u"CustomersV3"_s, u"--json"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        QCOMPARE(ran.object().keys(), (QStringList{u"name"_s, u"properties"_s}));
        QCOMPARE(ran.object()[u"name"_s].toString(), u"CustomersV3"_s);
        QCOMPARE(ran.object()[u"properties"_s][1].toObject(), (QJsonObject{{u"name"_s, u"CustomerAccount"_s},
                                                                           {u"type"_s, u"Edm.String"_s},
                                                                           {u"key"_s, true},
                                                                           {u"mandatory"_s, false},
                                                                           {u"label"_s, u"Customer account"_s}}));
        QVERIFY(ran.err.isEmpty());
        const auto text = run({u"entity"_s, u"CustomersV3"_s});
        for (const char *part : {"CustCustomerV3Entity", "OnHold", "GroupId = Id", "reason: Edm.String"})
            QVERIFY2(text.out.contains(part), text.out.constData());
    }

    void resolvesTheNameAndSaysSo()
    {
        for (const QString &name : {u"customersV3"_s, u"CustomerV3"_s, u"CustCustomerV3Entity"_s, u"Debitoren"_s}) {
            const auto ran = run({u"entity"_s, name, u"--json"_s});
            QVERIFY2(ran.exitCode == 0, ran.err.constData());
            QCOMPARE(ran.object()[u"name"_s].toString(), u"CustomersV3"_s);
            QVERIFY2(ran.err.contains("CustomersV3, which is used"), ran.err.constData());
        }
        for (const QString &none : {QString(), u" "_s}) {
            const auto empty = run({u"entity"_s, none});
            QVERIFY2(empty.exitCode == 2 && empty.err.contains("empty"), empty.err.constData());
        }
        const auto unknown = run({u"entity"_s, u"Inventory"_s, u"--json"_s});
        QCOMPARE(unknown.exitCode, 2);
        QCOMPARE(unknown.errorKind(), u"notFound"_s);
        const auto several = run({u"entity"_s, u"CUSTOMERGROUPS"_s, u"--json"_s});
        QCOMPARE(several.exitCode, 2);
        QCOMPARE(several.errorKind(), u"badInput"_s);
        QVERIFY(several.err.contains("CustomerGroups, customergroups"));
    }

    void worksOfflineWithWhatIsKept()
    {
        QCOMPARE(run({u"entities"_s}).exitCode, 0);
        QCOMPARE(run({u"entity"_s, u"CustomersV3"_s}).exitCode, 0);
        m_server.reset();
        QCOMPARE(run({u"entities"_s, u"--search"_s, u"cust v3"_s, u"--json"_s}).array().size(), 1);
        const auto entity = run({u"entity"_s, u"CustomersV3"_s, u"--json"_s});
        QCOMPARE(entity.exitCode, 0);
        QCOMPARE(entity.object()[u"properties"_s].toArray().size(), 3);
        const auto unread = run({u"entity"_s, u"Vendors"_s});
        QCOMPARE(unread.exitCode, 3);
        QVERIFY2(unread.err.contains("The fields of Vendors were never read"), unread.err.constData());
        const auto again = run({u"entity"_s, u"CustomersV3"_s, u"--refresh"_s});
        QVERIFY(again.exitCode == 3 && !again.err.contains("never read"));
        const auto fresh = run({u"entities"_s, u"--refresh"_s, u"--json"_s});
        QCOMPARE(fresh.exitCode, 3);
        QCOMPARE(fresh.object().keys(), QStringList{u"error"_s});
    }

    void letsWhatIsKeptGoWithTheEnvironment()
    {
        const QDir kept(m_cli->profile() + u"/catalogue"_s);
        QCOMPARE(run({u"entity"_s, u"CustomerGroups"_s}).exitCode, 0);
        QCOMPARE(run({u"environments"_s, u"edit"_s, u"Test"_s, u"--name"_s, u"A & B"_s}).exitCode, 0);
        QVERIFY(kept.entryList({u"Test*"_s}, QDir::Files).isEmpty());
        const auto ran = run({u"entities"_s, u"--search"_s, u"cust"_s, u"--environment"_s, u"A & B"_s, u"--json"_s});
        QCOMPARE(namesIn(ran).value(0), u"CustomerGroups"_s); // it was used
        QCOMPARE(m_server->count(u"/metadata/DataEntities"_s), 1);
        QCOMPARE(run({u"environments"_s, u"remove"_s, u"A & B"_s}).exitCode, 0);
        QCOMPARE(kept.entryList(QDir::Files), QStringList());
    }

    void readsMetadataWhereThereIsNoMetadataService()
    {
        m_server->removeMetadataService();
        const auto ran = run({u"entities"_s, u"--json"_s});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(namesIn(ran), (QStringList{u"CustomersV3"_s, u"CustomerGroups"_s, u"Vendors"_s}));
        QCOMPARE(ran.array()[0][u"readOnly"_s], QJsonValue());
        QVERIFY(ran.err.contains("Read from $metadata instead"));
        const auto entity = run({u"entity"_s, u"CustomersV3"_s, u"--json"_s});
        QVERIFY(entity.object()[u"properties"_s][0][u"key"_s].toBool());
        m_server->instead[u"/data"_s] = {};
        const auto none = run({u"entities"_s, u"--refresh"_s, u"--json"_s});
        QCOMPARE(none.exitCode, 3);
    }
};

QTEST_GUILESS_MAIN(EntityVerbsTest)
#include "EntityVerbsTest.moc"
