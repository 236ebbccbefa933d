#include "ODataFixture.h"

#include <QHash>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

/// $metadata and the metadata service tell of the same entities, and may be absent.
class MetadataServiceTest : public QObject
{
    Q_OBJECT
private slots:
    void describesTheSetsInCsdl();
    void knowsWhetherItChanged();
    void listsEntities();
    void describesAnEntity();
    void describesEnumerations();
    void speaksThreeLanguages();
    void findsALabelByItsText();
    void canBeAbsent();
    void growsWithItsCatalogue();

private:
    ODataPractice m_practice;
};

void MetadataServiceTest::describesTheSetsInCsdl()
{
    const Reply reply = m_practice.ask(u"/data/$metadata"_s);
    QCOMPARE(reply.headers.value("content-type"), QByteArray("application/xml"));
    QXmlStreamReader xml(reply.body);
    QHash<QString, int> elements;
    QSet<QString> types;
    QStringList keys;
    QString type;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        ++elements[xml.name().toString()];
        const auto attribute = [&](QLatin1StringView name) { return xml.attributes().value(name).toString(); };
        if (xml.name() == "EntityType"_L1)
            type = attribute("Name"_L1);
        else if (xml.name() == "PropertyRef"_L1 && type == "CustomerV3"_L1)
            keys << attribute("Name"_L1);
        else if (xml.name() == "EntitySet"_L1)
            types.insert(attribute("EntityType"_L1));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(keys, (QStringList{u"dataAreaId"_s, u"CustomerAccount"_s}));
    QCOMPARE(elements[u"EntitySet"_s], m_practice.rows(u"/data"_s).size());
    QCOMPARE(elements[u"EntityType"_s], elements[u"EntitySet"_s]);
    QVERIFY(types.contains(u"Microsoft.Dynamics.DataEntities.CustomerV3"_s));
    QVERIFY(elements[u"EnumType"_s] > 15 && elements[u"NavigationProperty"_s] > 20 && elements[u"Action"_s] >= 9);
}

void MetadataServiceTest::knowsWhetherItChanged()
{
    const QByteArray etag = m_practice.ask(u"/data/$metadata"_s).headers.value("etag");
    QVERIFY(etag.startsWith("W/\""));
    const Reply same = m_practice.ask(u"/data/$metadata"_s, "If-None-Match: " + etag + "\r\n");
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    QCOMPARE(m_practice.ask(u"/data/$metadata"_s, "If-None-Match: W/\"1\"\r\n").status, 200);
}

void MetadataServiceTest::listsEntities()
{
    const QJsonArray all = m_practice.rows(u"/metadata/DataEntities"_s);
    QCOMPARE(all.size(), m_practice.rows(u"/data"_s).size());
    const QJsonArray found = m_practice.rows(u"/metadata/DataEntities?$filter=PublicCollectionName eq 'CustomersV3'"_s);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0]["PublicEntityName"_L1].toString(), u"CustomerV3"_s);
    QCOMPARE(found[0]["Name"_L1].toString(), u"CustCustomerV3Entity"_s);
    QCOMPARE(found[0]["EntityCategory"_L1].toString(), u"Master"_s);
    QCOMPARE(found[0]["IsReadOnly"_L1], QJsonValue(false));
    QVERIFY(!m_practice.rows(u"/metadata/DataEntities?$filter=IsReadOnly eq true and DataServiceEnabled eq true"_s)
                 .isEmpty());
}

void MetadataServiceTest::describesAnEntity()
{
    const QJsonObject entity = m_practice.ask(u"/metadata/PublicEntities('CustomerV3')"_s).json();
    QCOMPARE(entity["EntitySetName"_L1].toString(), u"CustomersV3"_s);
    const QJsonArray properties = entity["Properties"_L1].toArray();
    const QJsonObject row = m_practice.rows(u"/data/CustomersV3?$top=1"_s)[0].toObject();
    QCOMPARE(properties.size(), row.size() - 1);
    for (const auto &property : properties)
        QVERIFY(row.contains(property["Name"_L1].toString()));
    QVERIFY(properties[1]["IsKey"_L1].toBool() && properties[1]["IsMandatory"_L1].toBool());
    QCOMPARE(properties[5]["TypeName"_L1].toString(), u"Microsoft.Dynamics.DataEntities.DirPartyType"_s);
    QCOMPARE(properties[5]["DataType"_L1].toString(), u"Enum"_s);
    const QJsonObject relation = entity["NavigationProperties"_L1][0].toObject();
    QCOMPARE(relation["RelatedEntity"_L1].toString(), u"CustomerGroup"_s);
    QCOMPARE(relation["Cardinality"_L1].toString(), u"Single"_s);
    QCOMPARE(relation["Constraints"_L1][0]["ReferencedProperty"_L1].toString(), u"CustomerGroupId"_s);
    QCOMPARE(entity["Actions"_L1][0]["ReturnType"_L1]["TypeName"_L1].toString(), u"Edm.Decimal"_s);
    QCOMPARE(m_practice.ask(u"/metadata/PublicEntities('CustomersV3')"_s).status, 404);
    QCOMPARE(m_practice.rows(u"/metadata/PublicEntities?$filter=EntitySetName eq 'VendorsV2'"_s).size(), 1);
}

void MetadataServiceTest::describesEnumerations()
{
    const QJsonObject gender = m_practice.ask(u"/metadata/PublicEnumerations('Gender')"_s).json();
    QCOMPARE(gender["Members"_L1].toArray().size(), 4);
    QCOMPARE(gender["Members"_L1][2]["Name"_L1].toString(), u"Female"_s);
    QCOMPARE(gender["Members"_L1][2]["Value"_L1].toInt(), 2);
    QVERIFY(m_practice.rows(u"/metadata/PublicEnumerations"_s).size() > 15);
}

void MetadataServiceTest::speaksThreeLanguages()
{
    const QString id =
        m_practice.rows(u"/metadata/DataEntities?$filter=PublicEntityName eq 'CustomerV3'"_s)[0]["LabelId"_L1]
            .toString();
    QVERIFY(id.startsWith("@SYS"_L1));
    const QHash<QString, QString> expected{
        {u"en-us"_s, u"Customers V3"_s}, {u"de"_s, u"Debitoren V3"_s}, {u"fr"_s, u"Clients V3"_s}};
    for (auto each = expected.cbegin(); each != expected.cend(); ++each) {
        const QJsonObject label =
            m_practice.ask(u"/metadata/Labels(Id='%1',Language='%2')"_s.arg(id, each.key())).json();
        QCOMPARE(label["Value"_L1].toString(), each.value());
        QCOMPARE(label["Id"_L1].toString(), id);
    }
    QCOMPARE(m_practice.ask(u"/metadata/Labels(Id='%1',Language='xx')"_s.arg(id)).status, 404);
    QCOMPARE(m_practice.ask(u"/metadata/Labels(Id='@SYS1',Language='de')"_s).status, 404);
}

void MetadataServiceTest::findsALabelByItsText()
{
    const QJsonArray found =
        m_practice.rows(u"/metadata/Labels?$filter=Language eq 'de' and Value eq 'Debitoren V3'"_s);
    QCOMPARE(found.size(), 1);
    const QString id = found[0]["Id"_L1].toString();
    QCOMPARE(m_practice.column(u"/metadata/DataEntities?$filter=LabelId eq '%1'"_s.arg(id), u"PublicCollectionName"_s),
             QStringList{u"CustomersV3"_s});
}

void MetadataServiceTest::canBeAbsent()
{
    ODataPractice without;
    without.settings.metadataService = false;
    without.settings.serviceDocument = false;
    without.restart(1000);
    QCOMPARE(without.ask(u"/metadata/DataEntities"_s).status, 404);
    QCOMPARE(without.ask(u"/data"_s).status, 404);
    QCOMPARE(without.ask(u"/data/"_s).status, 404);
    QCOMPARE(without.ask(u"/data/$metadata"_s).status, 200);
    QCOMPARE(without.ask(u"/data/CustomersV3"_s).status, 200);
}

void MetadataServiceTest::growsWithItsCatalogue()
{
    ODataPractice large;
    large.settings.entities = 4500;
    large.restart(1000);
    const QJsonArray entities = large.rows(u"/metadata/DataEntities"_s);
    QVERIFY(entities.size() > 4500);
    QSet<QString> names;
    for (const auto &entity : entities)
        names.insert(entity["PublicCollectionName"_L1].toString());
    QCOMPARE(names.size(), entities.size());
}

QTEST_GUILESS_MAIN(MetadataServiceTest)
#include "MetadataServiceTest.moc"
