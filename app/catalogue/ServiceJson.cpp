#include "app/catalogue/ServiceJson.h"

#include "app/catalogue/JsonParts.h"

namespace waybill {
using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace {

/// An answer as a list: the members of `value`, or the one object that it is.
class Answer
{
public:
    static Result<void> read(QByteArray bytes, const QString &what, Answer &into)
    {
        into.m_bytes = std::move(bytes);
        into.m_bytes.reserve(into.m_bytes.size() + qsizetype(simdjson::SIMDJSON_PADDING));
        dom::element root;
        const auto trouble =
            into.m_parser.parse(into.m_bytes.constData(), size_t(into.m_bytes.size()), false).get(root);
        if (trouble != simdjson::SUCCESS)
            return unreadable(what,
                              u"it is not whole JSON: "_s + QString::fromLatin1(simdjson::error_message(trouble)));
        if (root.get(into.m_root) != simdjson::SUCCESS)
            return unreadable(what, u"it is JSON, but no object"_s);
        return {};
    }

    bool isList() const
    {
        dom::array list;
        return m_root["value"].get(list) == simdjson::SUCCESS;
    }
    const dom::object &root() const { return m_root; }
    NextLink nextLink() const { return textIn(m_root, "@odata.nextLink"); }

    static tl::unexpected<Error> unreadable(const QString &what, const QString &how)
    {
        return fail(ErrorKind::ServerFault, u"The answer of %1 cannot be read: %2."_s.arg(what, how));
    }

private:
    QByteArray m_bytes;
    dom::parser m_parser;
    dom::object m_root;
};

/// Calls `take` for each object of a list, or for the one that the answer is. How many there were.
template <class Take>
Result<int> readEach(QByteArray bytes, const QString &what, const Take &take)
{
    Answer answer;
    if (const auto read = Answer::read(std::move(bytes), what, answer); !read)
        return fail(read.error());
    int count = 0;
    const auto counted = [&](const dom::object &item) {
        take(item);
        ++count;
    };
    if (answer.isList())
        eachIn(answer.root(), "value", counted);
    else
        counted(answer.root());
    return count;
}

template <class Take>
Result<NextLink> readList(QByteArray bytes, const QString &what, const Take &take)
{
    Answer answer;
    if (const auto read = Answer::read(std::move(bytes), what, answer); !read)
        return fail(read.error());
    if (!answer.isList())
        return Answer::unreadable(what, u"it holds no list"_s);
    eachIn(answer.root(), "value", take);
    return answer.nextLink();
}

EntityProperty propertyOf(const dom::object &object)
{
    EntityProperty property{textIn(object, "Name"), textIn(object, "TypeName")};
    property.key = flagIn(object, "IsKey").value_or(false);
    property.mandatory = flagIn(object, "IsMandatory").value_or(false);
    property.labelId = textIn(object, "LabelId");
    property.enumeration = textIn(object, "DataType") == "Enum"_L1;
    for (const std::string_view name : {"MaxLength", "StringSize", "StringLength"}) {
        if (const auto length = numberIn(object, name); length > 0 && length < INT_MAX)
            property.length = int(*length);
    }
    return property;
}

NavigationProperty navigationOf(const dom::object &object)
{
    NavigationProperty navigation{textIn(object, "Name"), textIn(object, "RelatedEntity"),
                                  textIn(object, "Cardinality").endsWith("Multiple"_L1)};
    eachIn(object, "Constraints", [&](const dom::object &item) {
        const QString here = textIn(item, "Property"), there = textIn(item, "ReferencedProperty");
        if (!here.isEmpty() && !there.isEmpty())
            navigation.constraints.append({here, there});
    });
    return navigation;
}

QString typeOf(const dom::object &holder, std::string_view name)
{
    dom::object type;
    if (holder[name].get(type) != simdjson::SUCCESS)
        return {};
    const QString typeName = textIn(type, "TypeName");
    return flagIn(type, "IsCollection").value_or(false) ? u"Collection(%1)"_s.arg(typeName) : typeName;
}

EntityAction actionOf(const dom::object &object, const QString &publicName)
{
    EntityAction action{textIn(object, "Name"), {}, typeOf(object, "ReturnType")};
    bool isFirst = true;
    eachIn(object, "Parameters", [&](const dom::object &item) {
        const QString type = typeOf(item, "Type");
        const bool isBinding = std::exchange(isFirst, false) && plainTypeName(type) == publicName;
        if (!isBinding)
            action.parameters.append(textIn(item, "Name") + u": "_s + type);
    });
    return action;
}

} // namespace

Result<NextLink> readDataEntities(QByteArray answer, CatalogueWriter &into)
{
    return readList(std::move(answer), u"/metadata/DataEntities"_s, [&](const dom::object &item) {
        if (!flagIn(item, "DataServiceEnabled").value_or(true))
            return;
        EntitySet set{textIn(item, "PublicCollectionName"), textIn(item, "PublicEntityName")};
        set.labelId = textIn(item, "LabelId");
        set.category = textIn(item, "EntityCategory");
        set.readOnly = flagIn(item, "IsReadOnly");
        set.dataManagementName = textIn(item, "Name");
        into.add(set);
    });
}

Result<NextLink> readServiceDocument(QByteArray answer, CatalogueWriter &into)
{
    return readList(std::move(answer), u"/data"_s, [&](const dom::object &item) {
        const QString kind = textIn(item, "kind");
        const QString url = textIn(item, "url");
        if (kind.isEmpty() || kind == "EntitySet"_L1)
            into.add(EntitySet{url.isEmpty() ? textIn(item, "name") : url, {}});
    });
}

Result<int> readPublicEntities(QByteArray answer, CatalogueWriter &into)
{
    return readEach(std::move(answer), u"/metadata/PublicEntities"_s, [&](const dom::object &item) {
        EntityDetails details{textIn(item, "Name"), {}, textIn(item, "LabelId")};
        eachIn(item, "Properties", [&](const dom::object &one) { details.properties.append(propertyOf(one)); });
        eachIn(item, "NavigationProperties",
               [&](const dom::object &one) { details.navigation.append(navigationOf(one)); });
        eachIn(item, "Actions",
               [&](const dom::object &one) { details.actions.append(actionOf(one, details.publicName)); });
        into.add(details);
    });
}

Result<int> readEnumerations(QByteArray answer, CatalogueWriter &into)
{
    return readEach(std::move(answer), u"/metadata/PublicEnumerations"_s, [&](const dom::object &item) {
        EnumType type{textIn(item, "Name"), textIn(item, "LabelId")};
        eachIn(item, "Members", [&](const dom::object &one) {
            type.members.append({textIn(one, "Name"), numberIn(one, "Value"), {}, textIn(one, "LabelId")});
        });
        into.add(type);
    });
}

Result<QList<Label>> labelsFrom(QByteArray answer)
{
    QList<Label> labels;
    const auto read = readEach(std::move(answer), u"/metadata/Labels"_s, [&](const dom::object &item) {
        Label label{textIn(item, "Id"), textIn(item, "Language"), textIn(item, "Value")};
        if (!label.id.isEmpty())
            labels.append(label);
    });
    if (!read)
        return fail(read.error());
    return labels;
}

} // namespace waybill
