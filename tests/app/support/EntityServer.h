#pragma once

#include "tests/app/support/RawServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QUrl>

namespace waybill::test {

/// A service with five entities that answers what is asked of its catalogue; a path may be given another answer, or
/// none. Counts what it got.
class EntityServer
{
public:
    EntityServer() : m_server([this](const RawRequest &request, QTcpSocket *socket) { answer(request, socket); }) {}

    QUrl url() const { return m_server.url(); }
    QStringList asked; ///< decoded paths with their queries, in the order they came, without those for tokens
    int count(const QString &begin) const
    {
        return int(std::ranges::count_if(asked, [&](const QString &one) { return one.startsWith(begin); }));
    }
    /// Whole answers instead of the usual ones, by the beginning of the path, the longest first; empty: not found.
    QMap<QString, QByteArray> instead;
    QByteArray etag = "W/\"1\"";
    bool takesFilter = true;

    void removeMetadataService() { instead[QStringLiteral("/metadata/")] = {}; }
    static QByteArray csdl()
    {
        return R"(<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.DataEntities" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EnumType Name="NoYes"><Member Name="No" Value="0"/><Member Name="Yes" Value="1"/></EnumType>
<EntityType Name="CustomerV3"><Key><PropertyRef Name="dataAreaId"/><PropertyRef Name="CustomerAccount"/></Key>
<Property Name="dataAreaId" Type="Edm.String" Nullable="false"/>
<Property Name="CustomerAccount" Type="Edm.String" Nullable="false" MaxLength="20"/>
<Property Name="OnHold" Type="Microsoft.Dynamics.DataEntities.NoYes"/>
<NavigationProperty Name="Group" Type="Microsoft.Dynamics.DataEntities.CustomerGroup">
<ReferentialConstraint Property="GroupId" ReferencedProperty="Id"/></NavigationProperty></EntityType>
<EntityType Name="CustomerGroup"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String"/></EntityType>
<EntityType Name="Vendor"><Property Name="Id" Type="Edm.Int64"/></EntityType>
<Action Name="hold" IsBound="true"><Parameter Name="c" Type="Microsoft.Dynamics.DataEntities.CustomerV3"/>
<Parameter Name="reason" Type="Edm.String"/><ReturnType Type="Edm.Boolean"/></Action>
<EntityContainer Name="Resources"><EntitySet Name="CustomersV3" EntityType="Microsoft.Dynamics.DataEntities.CustomerV3"/>
<EntitySet Name="CustomerGroups" EntityType="Microsoft.Dynamics.DataEntities.CustomerGroup"/>
<EntitySet Name="Vendors" EntityType="Microsoft.Dynamics.DataEntities.Vendor"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>
)";
    }

private:
    static QJsonObject set(const char *name, const char *publicName, const char *label, const char *internal)
    {
        return {{QStringLiteral("Name"), QString::fromLatin1(internal)},
                {QStringLiteral("PublicEntityName"), QString::fromLatin1(publicName)},
                {QStringLiteral("PublicCollectionName"), QString::fromLatin1(name)},
                {QStringLiteral("LabelId"), QString::fromLatin1(label)},
                {QStringLiteral("DataServiceEnabled"), true},
                {QStringLiteral("EntityCategory"), QStringLiteral("Master")},
                {QStringLiteral("IsReadOnly"), false}};
    }
    static QByteArray list(const QJsonArray &value)
    {
        return QJsonDocument(QJsonObject{{QStringLiteral("value"), value}}).toJson(QJsonDocument::Compact);
    }

    static const QList<std::array<QString, 3>> &labels()
    {
        static const QList<std::array<QString, 3>> all{
            {QStringLiteral("@SYS1"), QStringLiteral("en-us"), QStringLiteral("Customers V3")},
            {QStringLiteral("@SYS1"), QStringLiteral("de"), QStringLiteral("Debitoren")},
            {QStringLiteral("@SYS2"), QStringLiteral("en-us"), QStringLiteral("Customer groups")},
            {QStringLiteral("@SYS3"), QStringLiteral("en-us"), QStringLiteral("Vendors")},
            {QStringLiteral("@SYS4"), QStringLiteral("en-us"), QStringLiteral("Vendors")},
            {QStringLiteral("@SYS9"), QStringLiteral("en-us"), QStringLiteral("Customer account")}};
        return all;
    }

    QByteArray labelAnswer(const QString &path) const
    {
        QJsonArray found;
        const QString language = path.section(QStringLiteral("Language eq '"), 1).section(u'\'', 0, 0);
        const QString part = path.section(QStringLiteral("Value eq '*"), 1).section(u'*', 0, 0);
        for (const auto &[id, known, text] : labels()) {
            const bool isOne =
                path.startsWith(QStringLiteral("/metadata/Labels(Id='%1',Language='%2')").arg(id, known));
            const bool isListed = path.contains(QStringLiteral("Value eq '%1'").arg(text)) ||
                                  (!part.isEmpty() && text.contains(part)) ||
                                  (known == language && path.contains(QStringLiteral("Id eq '%1'").arg(id)));
            const QJsonObject label{
                {QStringLiteral("Id"), id}, {QStringLiteral("Language"), known}, {QStringLiteral("Value"), text}};
            if (isOne)
                return QJsonDocument(label).toJson();
            if (isListed)
                found.append(label);
        }
        return path.startsWith(QStringLiteral("/metadata/Labels?")) && takesFilter ? list(found) : QByteArray();
    }

    QByteArray bodyOf(const QString &path) const
    {
        if (path.endsWith(QStringLiteral("/oauth2/v2.0/token")))
            return R"({"access_token":"a-token-of-tests","token_type":"Bearer","expires_in":3599})";
        if (path.startsWith(QStringLiteral("/metadata/DataEntities"))) {
            QJsonObject hidden = set("Hidden", "Hide", "@SYS1", "HiddenEntity");
            hidden[QStringLiteral("DataServiceEnabled")] = false;
            return list({set("CustomersV3", "CustomerV3", "@SYS1", "CustCustomerV3Entity"),
                         set("CustomerGroups", "CustomerGroup", "@SYS2", "CustCustomerGroupEntity"),
                         set("Vendors", "Vendor", "@SYS3", "VendVendorEntity"),
                         set("VendorsV2", "VendorV2", "@SYS4", "VendVendorV2Entity"),
                         set("customergroups", "CustomerGroupOld", "@SYS5", "CustGroupOldEntity"), hidden});
        }
        if (path == QStringLiteral("/metadata/PublicEntities('CustomerV3')")) {
            return R"({"Name":"CustomerV3","EntitySetName":"CustomersV3","LabelId":"@SYS1","Properties":[
{"Name":"dataAreaId","TypeName":"Edm.String","DataType":"String","IsKey":true,"IsMandatory":true},
{"Name":"CustomerAccount","TypeName":"Edm.String","DataType":"String","LabelId":"@SYS9","IsKey":true},
{"Name":"OnHold","TypeName":"Microsoft.Dynamics.DataEntities.NoYes","DataType":"Enum"}],
"NavigationProperties":[{"Name":"Group","RelatedEntity":"CustomerGroup","Cardinality":"Single",
"Constraints":[{"Property":"GroupId","ReferencedProperty":"Id"}]}],
"Actions":[{"Name":"hold","BindingKind":"BoundToEntityInstance","Parameters":[
{"Name":"c","Type":{"TypeName":"Microsoft.Dynamics.DataEntities.CustomerV3","IsCollection":false}},
{"Name":"reason","Type":{"TypeName":"Edm.String","IsCollection":false}}],
"ReturnType":{"TypeName":"Edm.Boolean","IsCollection":false}}]})";
        }
        if (path == QStringLiteral("/metadata/PublicEnumerations('NoYes')"))
            return R"({"Name":"NoYes","Members":[{"Name":"No","Value":0},{"Name":"Yes","Value":1}]})";
        if (path.startsWith(QStringLiteral("/metadata/Labels")))
            return labelAnswer(path);
        if (path == QStringLiteral("/data/$metadata"))
            return csdl();
        if (path == QStringLiteral("/data")) {
            return R"({"value":[{"name":"CustomersV3","kind":"EntitySet","url":"CustomersV3"},
{"name":"CustomerGroups","kind":"EntitySet","url":"CustomerGroups"},{"name":"Vendors","url":"Vendors"},
{"name":"reset","kind":"FunctionImport","url":"reset"}]})";
        }
        return {};
    }

    void answer(const RawRequest &request, QTcpSocket *socket)
    {
        const QString path = QUrl::fromPercentEncoding(request.line().split(' ').value(1));
        if (!path.endsWith(QStringLiteral("/token")))
            asked.append(path);
        const QStringList others = instead.keys();
        for (auto other = others.crbegin(); other != others.crend(); ++other) {
            if (path.startsWith(*other)) {
                const QByteArray bytes = instead[*other];
                socket->write(bytes.isEmpty() ? RawServer::status("404 Not Found", "{}") : bytes);
                return;
            }
        }
        const QByteArray body = bodyOf(path);
        const bool hasTag =
            path == QStringLiteral("/data/$metadata") || path == QStringLiteral("/metadata/DataEntities");
        if (body.isEmpty())
            socket->write(RawServer::status("404 Not Found", R"({"error":{"message":"no such thing"}})"));
        else if (hasTag && request.header("If-None-Match") == etag)
            socket->write(RawServer::status("304 Not Modified"));
        else
            socket->write(RawServer::ok(body, hasTag ? "ETag: " + etag + "\r\n" : QByteArray()));
    }

    RawServer m_server;
};

} // namespace waybill::test
