#include "tests/app/catalogue/ServiceFixture.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using QCoro::waitFor;
using Wanted = CatalogueService::Wanted;

/// Which entity set a person means, by what is kept and by what the service says.
class CatalogueResolveTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<ServiceFixture> m_made;

    ServiceFixture &at() { return *m_made; }

private slots:
    void init() { m_made = std::make_unique<ServiceFixture>(); }

    void resolvesAName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("note");
        QTest::newRow("exactly") << u"CustomersV3"_s << u"CustomersV3"_s << QString();
        QTest::newRow("in another case") << u"CUSTOMERSV3"_s << u"CustomersV3"_s << u"written CustomersV3"_s;
        QTest::newRow("by its public name") << u"VendorV2"_s << u"VendorsV2"_s << u"the public name of VendorsV2"_s;
        QTest::newRow("by its data-management name")
            << u"custcustomerv3entity"_s << u"CustomersV3"_s << u"the data-management name of CustomersV3"_s;
        QTest::newRow("by a label") << u"customer groups"_s << u"CustomerGroups"_s << u"a label of CustomerGroups"_s;
        QTest::newRow("by a label in another language") << u"Debitoren"_s << u"CustomersV3"_s << u"a label of"_s;
    }

    void resolvesAName()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(QString, note);
        const auto service = at().start();
        if (text == u"customer groups"_s) { // the label service takes a label only as it is written
            service->labels().add({{u"@SYS2"_s, u"en-us"_s, u"Customer groups"_s}});
            QVERIFY(service->labels().save());
        }
        const auto found = waitFor(service->resolve(text, {}));
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE(found->name, name);
        QVERIFY2(found->note.contains(note) && found->note.isEmpty() == note.isEmpty(), qPrintable(found->note));
        const int before = int(at().server.asked.size());
        QCOMPARE(waitFor(at().start()->resolve(text, {})).value().name, name);
        QCOMPARE(int(at().server.asked.size()), before); // kept
    }

    void namesTheCandidates()
    {
        const auto service = at().start();
        QVERIFY(waitFor(service->catalogue(Wanted::Whole, {})));
        auto found = waitFor(service->resolve(u"CUSTOMERgroups"_s, {}));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::BadInput);
        QVERIFY(found.error().message.contains("Give the name of one: CustomerGroups, customergroups."_L1));
        QCOMPARE(waitFor(service->resolve(u"customergroups"_s, {})).value().name, u"customergroups"_s);
        found = waitFor(service->resolve(u"Vendors"_s, {}));
        QCOMPARE(found.value().name, u"Vendors"_s); // its name before the label of two
        service->labels().add({{u"@SYS1"_s, u"da"_s, u"Kreditorer"_s}, {u"@SYS3"_s, u"da"_s, u"Kreditorer"_s}});
        found = waitFor(service->resolve(u"kreditorer"_s, {}));
        QVERIFY(!found);
        QVERIFY(found.error().message.contains("a label of 2 entity sets"_L1));
    }

    void namesWhatIsSimilar()
    {
        const auto found = waitFor(at().start()->resolve(u"Vednors"_s, {}));
        QVERIFY(!found);
        QVERIFY2(found.error().message.endsWith("Similar: Vendors, VendorsV2."_L1), qPrintable(found.error().message));
    }

    void saysWhyALabelCouldNotBeAsked()
    {
        at().server.takesFilter = false;
        auto found = waitFor(at().start()->resolve(u"Debitoren"_s, {}));
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::NotFound);
        QVERIFY(found.error().message.contains("the label service takes no filter"_L1));
        const QByteArray words = R"({"Message":"Labels are down."})";
        at().server.instead[u"/metadata/Labels"_s] = RawServer::status("400 No", words);
        QCOMPARE(waitFor(at().start()->resolve(u"Debitoren"_s, {})).error().kind, ErrorKind::NotFound);
        at().server.instead[u"/metadata/Labels"_s] = RawServer::status("500 No", words);
        found = waitFor(at().start()->resolve(u"Debitoren"_s, {}));
        QVERIFY(!found && found.error().kind == ErrorKind::ServerFault);
        QVERIFY2(found.error().message.contains("Labels are down."_L1), qPrintable(found.error().message));
        QVERIFY(!found.error().message.contains("takes no filter"_L1));
        at().server.instead[u"/metadata/Labels"_s] = RawServer::ok("<html><body>sign in</body></html>");
        found = waitFor(at().start()->resolve(u"Debitoren"_s, {}));
        QVERIFY(!found && found.error().kind == ErrorKind::ServerFault);
        at().server.instead.clear();
        at().server.takesFilter = true;
        QVERIFY(waitFor(at().start()->resolve(u"Debitoren"_s, {})));
        at().server.removeMetadataService();
        found = waitFor(at().start()->resolve(u"Nothing of the kind"_s, {}));
        QVERIFY(!found);
        QVERIFY(found.error().message.contains("has no metadata service"_L1));
    }

    void resolvesByMetadataWhereThereIsNoList()
    {
        at().server.removeMetadataService();
        at().server.instead[u"/data"_s] = {};
        at().server.instead[u"/data/$metadata"_s] = RawServer::ok(EntityServer::csdl());
        const auto found = waitFor(at().start()->resolve(u"customerv3"_s, {}));
        QVERIFY(found);
        QCOMPARE(found->name, u"CustomersV3"_s);
    }

    void takesTheNameAsItIsWhereThereIsNoListAtAll()
    {
        at().server.instead[u"/"_s] = {};
        const auto found = waitFor(at().start()->resolve(u"Books"_s, {}));
        QVERIFY(found);
        QCOMPARE(found->name, u"Books"_s);
        QVERIFY(found->note.contains(u"“Books” is used as it was given"_s));
    }

    void looksForNewEntitiesWhereANameIsNotKept()
    {
        CatalogueWriter old;
        old.add(EntitySet{u"Vendors"_s, u"Vendor"_s});
        CatalogueHead head{at().server.url().toString(), CatalogueSource::MetadataService, {}, at().clock->now};
        const CatalogueCache cache(at().profile.path(), u"Test"_s);
        QVERIFY(cache.write(**Catalogue::open(old.finish(head))));
        QCOMPARE(waitFor(at().start()->resolve(u"Vendors"_s, {})).value().name, u"Vendors"_s);
        QVERIFY(at().server.asked.isEmpty());
        QCOMPARE(waitFor(at().start()->resolve(u"customersv3"_s, {})).value().name, u"CustomersV3"_s);
        QCOMPARE(at().server.asked, QStringList{u"/metadata/DataEntities"_s});
    }
};

QTEST_GUILESS_MAIN(CatalogueResolveTest)
#include "CatalogueResolveTest.moc"
