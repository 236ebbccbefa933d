#include "tests/app/catalogue/ServiceFixture.h"

#include <QDir>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;
using QCoro::waitFor;
using Wanted = CatalogueService::Wanted;

class CatalogueServiceTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<ServiceFixture> m_made;

    ServiceFixture &at() { return *m_made; }
    static QStringList namesOf(const Catalogue &catalogue)
    {
        QStringList names;
        for (qsizetype i = 0; i < catalogue.size(); ++i)
            names.append(catalogue.set(i).name);
        return names;
    }

private slots:
    void init() { m_made = std::make_unique<ServiceFixture>(); }

    void readsTheMetadataServiceOnceAndKeepsIt()
    {
        const auto first = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(first);
        QCOMPARE(namesOf(**first), (QStringList{u"CustomersV3"_s, u"CustomerGroups"_s, u"Vendors"_s, u"VendorsV2"_s,
                                                u"customergroups"_s}));
        QCOMPARE(
            (*first)->set(0),
            (EntitySet{
                u"CustomersV3"_s, u"CustomerV3"_s, {}, u"@SYS1"_s, u"Master"_s, false, u"CustCustomerV3Entity"_s}));
        QCOMPARE((*first)->head().source, CatalogueSource::MetadataService);
        QCOMPARE((*first)->head().asOf, at().clock->now);
        QCOMPARE((*first)->head().etag, u"W/\"1\""_s);

        const auto again = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(again);
        QCOMPARE((*again)->bytes(), (*first)->bytes());
        QCOMPARE(at().server.asked, QStringList{u"/metadata/DataEntities"_s});
        QVERIFY(at().notes.isEmpty());
    }

    void servesWhatIsKeptWithoutAConnection()
    {
        const QUrl url = at().server.url();
        QVERIFY(waitFor(at().start()->details(u"CustomersV3"_s, false, {})));
        m_made->server.instead[u"/"_s] = "nonsense";
        const auto details = waitFor(at().start(url)->details(u"CustomersV3"_s, false, {}));
        QVERIFY(details);
        QCOMPARE(details->properties.size(), 3);
        const auto fresh = waitFor(at().start(url)->refreshed({}));
        QVERIFY(!fresh);
        QVERIFY(waitFor(at().start(url)->catalogue(Wanted::Whole, {})));
    }

    void asksAnewByItsTag()
    {
        QVERIFY(waitFor(at().start()->details(u"CustomersV3"_s, false, {})));
        at().clock->now = at().clock->now.addDays(3);
        at().server.asked.clear();
        const auto unchanged = waitFor(at().start()->refreshed({}));
        QVERIFY(unchanged);
        QCOMPARE((*unchanged)->head().asOf, at().clock->now);
        QCOMPARE((*unchanged)->size(), 5);
        at().server.etag = "W/\"2\"";
        const auto changed = waitFor(at().start()->refreshed({}));
        QVERIFY(changed);
        QCOMPARE((*changed)->head().etag, u"W/\"2\""_s);
        QCOMPARE(at().server.count(u"/metadata/DataEntities"_s), 2);
        QVERIFY2((*changed)->hasDetails(u"CustomerV3"), "what was known of entities was lost");
    }

    void readsWhatAnEntityConsistsOf()
    {
        const auto service = at().start();
        const auto details = waitFor(service->details(u"CustomersV3"_s, false, {}));
        QVERIFY(details);
        QCOMPARE(details->publicName, u"CustomerV3"_s);
        QCOMPARE(details->properties.value(0).name, u"dataAreaId"_s);
        QVERIFY(details->properties.value(0).key && details->properties.value(0).mandatory);
        QCOMPARE(details->properties.value(1).labelId, u"@SYS9"_s);
        QVERIFY(!details->properties.value(1).mandatory && !details->properties.value(1).enumeration);
        QVERIFY(details->properties.value(2).enumeration);
        QCOMPARE(details->navigation,
                 (QList<NavigationProperty>{{u"Group"_s, u"CustomerGroup"_s, false, {{u"GroupId"_s, u"Id"_s}}}}));
        QCOMPARE(details->actions, (QList<EntityAction>{{u"hold"_s, {u"reason: Edm.String"_s}, u"Edm.Boolean"_s}}));
        QVERIFY(waitFor(service->details(u"CustomersV3"_s, false, {})));
        QCOMPARE(at().server.count(u"/metadata/PublicEntities"_s), 1);
        QVERIFY(waitFor(service->details(u"CustomersV3"_s, true, {})));
        QCOMPARE(at().server.count(u"/metadata/PublicEntities"_s), 2);
        const auto unknown = waitFor(service->details(u"customersv3"_s, false, {}));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
        const auto type = waitFor(service->enumType(u"Microsoft.Dynamics.DataEntities.NoYes"_s, {}));
        QVERIFY(type);
        QCOMPARE(type->members.value(1).name, u"Yes"_s);
    }

    void answersTwoQuestionsAtOnce()
    {
        at().server.instead[u"/metadata/PublicEntities('Vendor')"_s] =
            RawServer::ok(R"({"Name":"Vendor","Properties":[{"Name":"Id","TypeName":"Edm.Int64"}]})");
        const auto service = at().start();
        QVERIFY(waitFor(service->catalogue(Wanted::Whole, {})));
        auto customers = service->details(u"CustomersV3"_s, false, {});
        auto vendors = service->details(u"Vendors"_s, false, {});
        auto type = service->enumType(u"NoYes"_s, {});
        QCOMPARE(waitFor(std::move(customers)).value().properties.size(), 3);
        QCOMPARE(waitFor(std::move(vendors)).value().properties.size(), 1);
        QCOMPARE(waitFor(std::move(type)).value().members.size(), 2);
        const auto kept = waitFor(at().start()->catalogue(Wanted::Whole, {})).value();
        QVERIFY(kept->hasDetails(u"CustomerV3") && kept->hasDetails(u"Vendor") && kept->enumType(u"NoYes"));
    }

    void readsWhatIsKeptOnceForAllWhoAskAtOnce()
    {
        QVERIFY(waitFor(at().start()->catalogue(Wanted::Whole, {})));
        at().server.asked.clear();
        const auto service = at().start();
        auto first = service->catalogue(Wanted::Whole, {});
        auto second = service->catalogue(Wanted::Whole, {});
        auto third = service->resolve(u"Vendors"_s, {});
        const auto catalogue = waitFor(std::move(first)).value();
        QCOMPARE(waitFor(std::move(second)).value(), catalogue);
        QCOMPARE(waitFor(std::move(third)).value().name, u"Vendors"_s);
        QCOMPARE(at().server.asked, QStringList());
    }

    void readsKeptLabelsWithTheCatalogue()
    {
        const auto before = at().start();
        QVERIFY(waitFor(before->catalogue(Wanted::Whole, {})));
        QVERIFY(waitFor(before->readLabels({u"@SYS1"_s}, u"de"_s, 100, {})));
        const auto service = at().start();
        QVERIFY(waitFor(service->catalogue(Wanted::Whole, {})));
        QVERIFY(QFile::remove(before->labels().path())); // read by the worker, and not when asked for
        QCOMPARE(service->labels().text(u"@SYS1"_s, u"de"_s), u"Debitoren"_s);
    }

    void fallsBackToMetadataAndSaysSo()
    {
        QVERIFY(QDir(at().profile.path()).mkpath(u"catalogue"_s));
        QFile left(at().profile.path() + u"/catalogue/metadata-abcdef.part"_s);
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write("x") == 1 && left.flush());
        QVERIFY(left.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2), QFileDevice::FileModificationTime));
        left.close();
        at().server.removeMetadataService();
        const auto service = at().start();
        const auto catalogue = waitFor(service->catalogue(Wanted::Whole, {}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->head().source, CatalogueSource::Metadata);
        QCOMPARE(namesOf(**catalogue), (QStringList{u"CustomersV3"_s, u"CustomerGroups"_s, u"Vendors"_s}));
        QVERIFY(at().said().contains("/metadata/DataEntities was answered with an error (404)"_L1));
        QVERIFY(at().said().contains("Read from $metadata instead."_L1));
        const auto details = waitFor(service->details(u"CustomersV3"_s, false, {}));
        QVERIFY(details);
        QCOMPARE(details->properties.value(1).length, 20);
        QVERIFY(details->properties.value(2).enumeration);
        QCOMPARE(details->actions.value(0).name, u"hold"_s);
        QCOMPARE(at().server.count(u"/data/$metadata"_s), 1);
        const auto type = waitFor(service->enumType(u"Microsoft.Dynamics.DataEntities.NoYes"_s, {}));
        QVERIFY(type);
        QCOMPARE(type->members.value(1).value, 1);
        QVERIFY2(QDir(at().profile.path() + u"/catalogue"_s).entryList({u"*.part"_s}).isEmpty(), "left behind");
    }

    void takesNoUnaskedNotModifiedForAnAnswer()
    {
        QVERIFY(waitFor(at().start()->resolve(u"CustomersV3"_s, {}))); // the service document is kept
        at().server.instead[u"/metadata/DataEntities"_s] = RawServer::status("304 Not Modified");
        const auto catalogue = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->head().source, CatalogueSource::Metadata);
        QVERIFY((*catalogue)->hasDetails(u"CustomerV3"));
    }

    void fallsBackForOneEntityAndKeepsTheRest()
    {
        at().server.instead[u"/metadata/PublicEntities"_s] = RawServer::status("500 No", "{}");
        const auto service = at().start();
        const auto details = waitFor(service->details(u"CustomersV3"_s, false, {}));
        QVERIFY(details);
        QCOMPARE(details->properties.value(1).length, 20);
        QVERIFY(at().said().contains("PublicEntities('CustomerV3') was answered with an error (500)"_L1));
        const auto catalogue = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QCOMPARE((*catalogue)->size(), 5);
        QCOMPARE((*catalogue)->set(0).category, u"Master"_s);
        QVERIFY((*catalogue)->hasDetails(u"Vendor"));
    }

    void fallsBackToNamesAlone()
    {
        at().server.removeMetadataService();
        at().server.instead[u"/data/$metadata"_s] = RawServer::ok("<html><body>sign in</body></html>");
        const auto catalogue = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(catalogue);
        QCOMPARE((*catalogue)->head().source, CatalogueSource::ServiceDocument);
        QCOMPARE((*catalogue)->set(0), (EntitySet{u"CustomersV3"_s, {}}));
        QVERIFY(at().said().contains("it is <html>, and no CSDL"_L1));
        QVERIFY(at().said().contains("Read from the service document instead."_L1));
    }

    void doesNotTakeACutMetadataForTheWhole()
    {
        at().server.removeMetadataService();
        at().server.instead[u"/data"_s] = {};
        at().server.instead[u"/data/$metadata"_s] =
            RawServer::ok(EntityServer::csdl().chopped(300)); // the entity sets are partly there
        const auto catalogue = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(!catalogue);
        QCOMPARE(catalogue.error().kind, ErrorKind::Refused);
        QVERIFY2(catalogue.error().message.contains("$metadata cannot be read: it is cut after"_L1),
                 qPrintable(catalogue.error().message));
        QVERIFY(!QFile::exists(CatalogueCache(at().profile.path(), u"Test"_s).path()));
    }

    void tellsADamagedFileAndReadsAnew()
    {
        QVERIFY(waitFor(at().start()->catalogue(Wanted::Whole, {})));
        const QString path = CatalogueCache(at().profile.path(), u"Test"_s).path();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() / 2));
        file.close();
        const auto again = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QVERIFY(again);
        QCOMPARE((*again)->size(), 5);
        QVERIFY(at().said().contains("damaged: its end is missing"_L1));
        QCOMPARE(at().server.count(u"/metadata/DataEntities"_s), 2);
        at().notes.clear();
        QVERIFY(waitFor(at().start()->catalogue(Wanted::Whole, {})));
        QVERIFY(at().notes.isEmpty());
    }

    void keepsNothingOfAnotherAddress()
    {
        QVERIFY(waitFor(at().start()->catalogue(Wanted::Whole, {})));
        EntityServer other;
        QVERIFY(waitFor(at().start(other.url())->catalogue(Wanted::Whole, {})));
        QCOMPARE(other.count(u"/metadata/DataEntities"_s), 1);
    }

    void readsLabelsByListsOrOneByOne()
    {
        for (const bool takesFilter : {true, false}) {
            init();
            at().server.takesFilter = takesFilter;
            const auto service = at().start();
            const QStringList ids{u"@SYS1"_s, u"@SYS2"_s, u"@SYS3"_s, u"@SYS7"_s, u"@SYS1"_s, {}};
            QCOMPARE(waitFor(service->readLabels(ids, u"en-us"_s, 100, {})).value(), 0);
            QCOMPARE(service->labels().text(u"@sys1"_s, u"EN-US"_s), u"Customers V3"_s);
            QCOMPARE(at().server.count(u"/metadata/Labels?"_s), 1);
            QCOMPARE(at().server.count(u"/metadata/Labels("_s), takesFilter ? 0 : 4);
            QCOMPARE(waitFor(service->readLabels(ids, u"en-us"_s, 100, {})).value(), 0);
            QCOMPARE(at().server.count(u"/metadata/Labels"_s), takesFilter ? 1 : 5); // @SYS7 is not asked again
            QCOMPARE(at().start()->labels().text(u"@SYS2"_s, u"en-us"_s), u"Customer groups"_s);
        }
        const auto other = at().start();
        QCOMPARE(waitFor(other->readLabels({u"@SYS1"_s}, u"de"_s, 0, {})).value(), 1);
        QVERIFY(other->labels().text(u"@SYS1"_s, u"de"_s).isNull());
    }

    void takesLabelsWithoutALanguageForThoseThatWereAskedFor()
    {
        at().server.instead[u"/metadata/Labels?"_s] =
            RawServer::ok(R"({"value":[{"Id":"@SYS1","Value":"Kunden"},{"Id":"@SYS2","Value":"Gruppen"}]})");
        const auto service = at().start();
        QCOMPARE(waitFor(service->readLabels({u"@SYS1"_s, u"@SYS2"_s}, u"de"_s, 100, {})).value(), 0);
        QCOMPARE(service->labels().text(u"@SYS2"_s, u"de"_s), u"Gruppen"_s);
    }

    void searchesLabelsOnceAndKeepsThoseOfEntities()
    {
        const auto service = at().start();
        QVERIFY(waitFor(service->catalogue(Wanted::Whole, {})));
        QVERIFY(waitFor(service->searchLabels(u"Customer"_s, LabelReader::Hold::Within, {})).value());
        QCOMPARE(at().server.count(u"/metadata/Labels"_s), 1);
        QCOMPARE(service->labels().text(u"@SYS2"_s, u"en-us"_s), u"Customer groups"_s);
        QVERIFY(service->labels().text(u"@SYS9"_s, u"en-us"_s).isNull()); // of a property
        QCOMPARE(service->labels().size(), 2);
    }

    void followsPagesOfTheListOnItsOwnOriginOnly()
    {
        at().server.instead[u"/metadata/DataEntities"_s] =
            RawServer::ok(R"({"value":[{"PublicCollectionName":"A"}],"@odata.nextLink":"DataEntities?page=2"})");
        at().server.instead[u"/metadata/DataEntities?page=2"_s] =
            RawServer::ok(R"({"value":[{"PublicCollectionName":"B","PublicEntityName":"b"}]})");
        const auto both = waitFor(at().start()->catalogue(Wanted::Whole, {}));
        QCOMPARE(namesOf(**both), (QStringList{u"A"_s, u"B"_s}));

        EntityServer elsewhere;
        const QByteArray link = elsewhere.url().toEncoded() + "/metadata/DataEntities";
        at().server.instead[u"/metadata/DataEntities?page=2"_s] =
            RawServer::ok("{\"value\":[{\"PublicCollectionName\":\"B\"}],\"@odata.nextLink\":\"" + link + "\"}");
        at().notes.clear();
        QVERIFY(waitFor(at().start()->refreshed({})));
        QVERIFY(elsewhere.asked.isEmpty());
        QVERIFY(at().said().contains("lies on another address"_L1));

        at().server.instead[u"/metadata/DataEntities?page=2"_s] =
            RawServer::ok(R"({"value":[{"PublicCollectionName":"B"}],"@odata.nextLink":"DataEntities?page=2"})");
        at().notes.clear();
        QVERIFY(waitFor(at().start()->refreshed({})));
        QVERIFY(at().said().contains("never end"_L1));
    }
};

QTEST_GUILESS_MAIN(CatalogueServiceTest)
#include "CatalogueServiceTest.moc"
