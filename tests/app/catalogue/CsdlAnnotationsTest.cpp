#include "app/catalogue/Catalogue.h"
#include "app/catalogue/CsdlAnnotations.h"
#include "app/catalogue/CsdlReader.h"

#include <QBuffer>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Labels of $metadata that stand apart from what they are of.
class CsdlAnnotationsTest : public QObject
{
    Q_OBJECT

private slots:
    void takesLabelsThatStandApart()
    {
        QByteArray xml =
            R"(<Edmx><Schema Namespace="N">
<Annotations Target="N.CustomerV3/Account"><Annotation Term="Common.Label" String="Account"/>
<Annotation Term="N.LabelId" String="@SYS1"/><Annotation Term="Common.Text" String="not a label"/></Annotations>
<EntityType Name="CustomerV3"><Property Name="Account"/><Property Name="Name">
<Annotation Term="Common.Label" String="With it"/></Property></EntityType>
<EnumType Name="NoYes"><Member Name="No"/><Member Name="Yes"/></EnumType>
<EntityContainer Name="Box"><EntitySet Name="CustomersV3" EntityType="N.CustomerV3"/>
<EntitySet Name="Vendors" EntityType="N.Vendor"/></EntityContainer>
<Annotations Target="N.CustomerV3/Name"><Annotation Term="Common.Label" String="Apart"/></Annotations>
<Annotations Target="N.CustomerV3/Account" Qualifier="Small">
<Annotation Term="Common.Label" String="Acc."/></Annotations>
<Annotations Target="N.CustomerV3"><Annotation Term="Common.Label" String="Customers"/></Annotations>
<Annotations Target="N.NoYes/Yes"><Annotation Term="Common.Label" String="Indeed"/>
<Annotation Term="Other"><Record><Annotation Term="Common.Label" String="Deeper"/></Record></Annotation></Annotations>
<Annotations Target="N.Box/Vendors"><Annotation Term="Common.Label" String="Suppliers"/></Annotations>
</Schema></Edmx>)";
        QBuffer device(&xml);
        QVERIFY(device.open(QIODevice::ReadOnly));
        CatalogueWriter writer;
        const auto summary = readCsdl(device, writer, {});
        QVERIFY(summary);
        QCOMPARE(summary->bytes, xml.size());
        const auto catalogue = Catalogue::open(writer.finish({}));
        QVERIFY(catalogue);
        const auto details = (*catalogue)->details(u"CustomerV3");
        QVERIFY(details);
        QCOMPARE(details->properties[0].label, u"Account"_s);
        QCOMPARE(details->properties[0].labelId, u"@SYS1"_s);
        QCOMPARE(details->properties[1].label, u"With it"_s);
        QCOMPARE((*catalogue)->set(int(*(*catalogue)->indexOf(u"CustomersV3"))).label, u"Customers"_s);
        QCOMPARE((*catalogue)->set(int(*(*catalogue)->indexOf(u"Vendors"))).label, u"Suppliers"_s);
        QCOMPARE((*catalogue)->enumType(u"NoYes").value().members.value(1).label, u"Indeed"_s);
        QVERIFY((*catalogue)->enumType(u"NoYes").value().members.value(0).label.isEmpty());
        // What is not sound is refused as it is without them.
        xml.chop(20);
        device.seek(0);
        CatalogueWriter cut;
        QVERIFY(!readCsdl(device, cut, {}));
    }

    void holdsOnlySoMuchOfThem()
    {
        QByteArray xml = "<Edmx><Schema>";
        for (int i = 0; i < 1'000; ++i)
            xml += "<Annotations Target=\"N.T/P" + QByteArray::number(i) +
                   "\"><Annotation Term=\"N.Label\" String=\"x\"/></Annotations>";
        const QByteArray longOne = "<Annotations Target=\"N.T/" + QByteArray(100'000, 'p') +
                                   "\"><Annotation Term=\"N.Label\" String=\"x\"/></Annotations>";
        xml += longOne + "</Schema></Edmx>";
        QBuffer device(&xml);
        QVERIFY(device.open(QIODevice::ReadOnly));
        QCOMPARE(targetedLabels(device, {}).size(), 1'001);
        const TargetedLabels some = targetedLabels(device, {}, 50'000);
        QVERIFY2(some.size() > 100 && some.size() < 500, qPrintable(QString::number(some.size())));
        // Not even one that is longer alone.
        QCOMPARE(targetedLabels(device, {}, 300'000).size(), 1'000);
        QCOMPARE(device.pos(), 0);
    }
};

QTEST_GUILESS_MAIN(CsdlAnnotationsTest)
#include "CsdlAnnotationsTest.moc"
