#include "app/packages/KnownKeys.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Keys of entities out of a catalogue.
class KnownKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void findsKeysByDataManagementNameThenByLabel()
    {
        CatalogueWriter writer;
        writer.add(
            EntitySet{u"CustomersV3"_s, u"CustomerV3"_s, u"Customers V3"_s, {}, {}, {}, u"CustCustomerV3Entity"_s});
        writer.add(EntitySet{u"VendorsV2"_s, u"VendorV2"_s, u"Vendors V2"_s, {}, {}, {}, {}});
        writer.add(EntitySet{u"Others"_s, u"Other"_s, u"Others"_s, {}, {}, {}, {}});
        writer.add(EntityDetails{u"CustomerV3"_s,
                                 {},
                                 {},
                                 {{u"dataAreaId"_s, u"Edm.String"_s, true},
                                  {u"Name"_s, u"Edm.String"_s},
                                  {u"CustomerAccount"_s, u"Edm.String"_s, true}}});
        writer.add(EntityDetails{u"VendorV2"_s, {}, {}, {{u"VendorAccount"_s, u"Edm.String"_s, true}}});
        const auto catalogue = Catalogue::open(writer.finish({}));
        QVERIFY2(catalogue.has_value(), qPrintable(catalogue ? QString() : catalogue.error().message));
        const auto keysOf = knownKeys(*catalogue);
        QCOMPARE(keysOf(u"Vendors V2"_s, u"custcustomerv3entity"_s),
                 (QStringList{u"dataAreaId"_s, u"CustomerAccount"_s}));
        QCOMPARE(keysOf(u"vendors v2"_s, u"VendVendorV2Entity"_s), QStringList{u"VendorAccount"_s});
        QCOMPARE(keysOf(u"Others"_s, {}), QStringList()); // its fields are not known
        QCOMPARE(keysOf(u"Nobody"_s, {}), QStringList());
        QCOMPARE(keysOf({}, {}), QStringList());
    }
};

QTEST_GUILESS_MAIN(KnownKeysTest)
#include "KnownKeysTest.moc"
