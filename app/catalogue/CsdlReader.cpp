#include "app/catalogue/CsdlReader.h"

#include "app/catalogue/CsdlAnnotations.h"

#include <QHash>
#include <QIODevice>
#include <QSet>
#include <QXmlStreamReader>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> unreadable(const QString &how)
{
    return fail(ErrorKind::ServerFault, u"The service's $metadata cannot be read: %1."_s.arg(how));
}

/// Takes the tokens of a CSDL document.
class Csdl
{
public:
    Csdl(CatalogueWriter *into, TargetedLabels apart) : m_into(into), m_apart(std::move(apart)) {}

    void begin(const QXmlStreamReader &xml);
    void end(QStringView element);
    bool isCsdl() const { return m_isCsdl; }
    qsizetype entities() const { return m_entities; }
    /// Hands over the entity sets: their types may come after them.
    void finish();

private:
    void beginEntity(const QXmlStreamAttributes &attributes);
    void beginProperty(const QXmlStreamAttributes &attributes);
    void beginNavigation(const QXmlStreamAttributes &attributes);
    void beginMember(const QXmlStreamAttributes &attributes);
    void beginParameter(const QXmlStreamAttributes &attributes);
    void annotate(const QXmlStreamAttributes &attributes);
    void endEntity();
    void endEnum();
    void endAction();
    /// What stands with a thing counts before what stands apart.
    void addApart(const QString &target, QString &label, QString &labelId) const;

    CatalogueWriter *m_into;
    const TargetedLabels m_apart;
    bool m_isCsdl = false;
    bool m_inEntity = false, m_inComplex = false, m_inEnum = false, m_inAction = false;
    bool m_inProperty = false, m_inMember = false;
    EntityDetails m_details;
    QString m_label;
    QString m_container;
    QSet<QString> m_keys; ///< names of properties
    EnumType m_enum;
    EntityAction m_action;
    QString m_boundTo;
    bool m_isBound = false;
    qsizetype m_entities = 0;
    QHash<QString, std::pair<QString, QString>> m_labels; ///< label and its id by entity
    QList<EntitySet> m_sets;
};

void Csdl::begin(const QXmlStreamReader &xml)
{
    const QStringView element = xml.name();
    if (!m_isCsdl) {
        m_isCsdl = element == "Edmx"_L1 || element == "Schema"_L1;
        return;
    }
    if (element == "Property"_L1)
        beginProperty(xml.attributes());
    else if (element == "Annotation"_L1)
        annotate(xml.attributes());
    else if (element == "PropertyRef"_L1)
        m_keys.insert(xml.attributes().value("Name"_L1).toString());
    else if (element == "NavigationProperty"_L1)
        beginNavigation(xml.attributes());
    else if (element == "EntityType"_L1)
        beginEntity(xml.attributes());
    else if (element == "Member"_L1)
        beginMember(xml.attributes());
    else if (element == "Parameter"_L1 && m_inAction)
        beginParameter(xml.attributes());
    else if (element == "ReturnType"_L1 && m_inAction)
        m_action.returns = xml.attributes().value("Type"_L1).toString();
    else if (element == "ReferentialConstraint"_L1 && !m_details.navigation.isEmpty())
        m_details.navigation.last().constraints.append({xml.attributes().value("Property"_L1).toString(),
                                                        xml.attributes().value("ReferencedProperty"_L1).toString()});
    else if (element == "ComplexType"_L1)
        m_inComplex = true;
    else if (element == "EntityContainer"_L1)
        m_container = xml.attributes().value("Name"_L1).toString();
    else if (element == "EntitySet"_L1)
        m_sets.append(
            {xml.attributes().value("Name"_L1).toString(), plainTypeName(xml.attributes().value("EntityType"_L1))});
    else if (element == "EnumType"_L1) {
        m_inEnum = true;
        m_enum = EnumType{xml.attributes().value("Name"_L1).toString()};
    } else if (element == "Action"_L1) {
        m_inAction = true;
        m_action = EntityAction{xml.attributes().value("Name"_L1).toString()};
        m_boundTo.clear();
        m_isBound = xml.attributes().value("IsBound"_L1) == "true"_L1;
    }
}

void Csdl::end(QStringView element)
{
    if (element == "Property"_L1 || element == "NavigationProperty"_L1)
        m_inProperty = false;
    else if (element == "EntityType"_L1)
        endEntity();
    else if (element == "ComplexType"_L1)
        m_inComplex = false;
    else if (element == "Member"_L1)
        m_inMember = false;
    else if (element == "EnumType"_L1 && std::exchange(m_inEnum, false))
        endEnum();
    else if (element == "Action"_L1 && std::exchange(m_inAction, false))
        endAction();
}

void Csdl::beginEntity(const QXmlStreamAttributes &attributes)
{
    m_inEntity = true;
    m_details = EntityDetails{attributes.value("Name"_L1).toString(), plainTypeName(attributes.value("BaseType"_L1))};
    m_keys.clear();
    m_label.clear();
}

void Csdl::beginProperty(const QXmlStreamAttributes &attributes)
{
    if (!m_inEntity || m_inComplex)
        return;
    m_inProperty = true;
    EntityProperty property;
    for (const QXmlStreamAttribute &attribute : attributes) {
        const QStringView name = attribute.name(), value = attribute.value();
        if (name == "Name"_L1) {
            property.name = value.toString();
        } else if (name == "Type"_L1) {
            property.type = value.toString();
        } else if (name == "Nullable"_L1) {
            property.mandatory = value == "false"_L1;
        } else if (name == "MaxLength"_L1) {
            bool isNumber = false;
            const int length = value.toInt(&isNumber);
            if (isNumber && length > 0)
                property.length = length;
        }
    }
    m_details.properties.append(std::move(property));
}

void Csdl::beginNavigation(const QXmlStreamAttributes &attributes)
{
    if (!m_inEntity || m_inComplex)
        return;
    const QStringView type = attributes.value("Type"_L1);
    m_details.navigation.append(
        {attributes.value("Name"_L1).toString(), plainTypeName(type), type.startsWith("Collection("_L1)});
}

void Csdl::beginMember(const QXmlStreamAttributes &attributes)
{
    if (!m_inEnum)
        return;
    m_inMember = true;
    bool isNumber = false;
    const qint64 value = attributes.value("Value"_L1).toLongLong(&isNumber);
    m_enum.members.append({attributes.value("Name"_L1).toString(), isNumber ? std::optional(value) : std::nullopt});
}

void Csdl::beginParameter(const QXmlStreamAttributes &attributes)
{
    const QStringView type = attributes.value("Type"_L1);
    if (m_isBound && m_boundTo.isEmpty())
        m_boundTo = plainTypeName(type);
    else
        m_action.parameters.append(u"%1: %2"_s.arg(attributes.value("Name"_L1), type));
}

void Csdl::annotate(const QXmlStreamAttributes &attributes)
{
    const QStringView term = attributes.value("Term"_L1);
    const bool isId = term.endsWith(".LabelId"_L1);
    if (!isId && !term.endsWith(".Label"_L1))
        return;
    const QString text = attributes.value("String"_L1).toString();
    if (m_inProperty && !m_details.properties.isEmpty())
        (isId ? m_details.properties.last().labelId : m_details.properties.last().label) = text;
    else if (m_inEntity)
        (isId ? m_details.labelId : m_label) = text;
    else if (m_inMember && !m_enum.members.isEmpty())
        (isId ? m_enum.members.last().labelId : m_enum.members.last().label) = text;
    else if (m_inEnum && isId)
        m_enum.labelId = text;
}

void Csdl::endEntity()
{
    m_inEntity = false;
    ++m_entities;
    for (EntityProperty &property : m_details.properties) {
        property.key = m_keys.contains(property.name);
        addApart(m_details.publicName + u'/' + property.name, property.label, property.labelId);
    }
    addApart(m_details.publicName, m_label, m_details.labelId);
    if (!m_label.isEmpty() || !m_details.labelId.isEmpty())
        m_labels.insert(m_details.publicName, {m_label, m_details.labelId});
    m_into->add(std::exchange(m_details, {}));
}

void Csdl::endEnum()
{
    QString label; // enumerations have an id only
    addApart(m_enum.name, label, m_enum.labelId);
    for (EnumMember &member : m_enum.members)
        addApart(m_enum.name + u'/' + member.name, member.label, member.labelId);
    m_into->add(std::exchange(m_enum, {}));
}

void Csdl::addApart(const QString &target, QString &label, QString &labelId) const
{
    const auto found = m_apart.constFind(target);
    if (found == m_apart.cend())
        return;
    if (label.isEmpty())
        label = found->label;
    if (labelId.isEmpty())
        labelId = found->labelId;
}

void Csdl::endAction()
{
    if (!m_boundTo.isEmpty() && !m_action.name.isEmpty())
        m_into->add(m_boundTo, m_action);
}

void Csdl::finish()
{
    for (EntitySet &set : m_sets) {
        const auto found = m_labels.constFind(set.publicName);
        if (found != m_labels.cend())
            std::tie(set.label, set.labelId) = *found;
        addApart(m_container + u'/' + set.name, set.label, set.labelId);
        m_into->add(set);
    }
}

} // namespace

Result<CsdlSummary> readCsdl(QIODevice &device, CatalogueWriter &into, std::stop_token stop,
                             const std::function<void(qint64)> &progress)
{
    QXmlStreamReader xml;
    Csdl csdl(&into, targetedLabels(device, stop));
    const qsizetype repeatedBefore = into.repeated();
    qint64 read = 0, lastToken = 0;
    int depth = 0;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, u"Reading $metadata was cancelled."_s);
        const QByteArray piece = device.read(csdl::pieceBytes);
        if (piece.isEmpty())
            break;
        read += piece.size();
        if (progress)
            progress(read);
        xml.addData(piece);
        while (!xml.atEnd()) {
            switch (xml.readNext()) {
            case QXmlStreamReader::StartElement:
                if (++depth > csdl::deepest)
                    return unreadable(u"its elements lie more than %1 deep in each other"_s.arg(csdl::deepest));
                csdl.begin(xml);
                if (!csdl.isCsdl())
                    return unreadable(u"it is <%1>, and no CSDL"_s.arg(xml.name().left(100)));
                lastToken = read;
                break;
            case QXmlStreamReader::EndElement:
                --depth;
                csdl.end(xml.name());
                lastToken = read;
                break;
            case QXmlStreamReader::DTD:
                return unreadable(u"it declares a document type, which $metadata never has"_s);
            default:
                break;
            }
        }
        if (xml.hasError() && xml.error() != QXmlStreamReader::PrematureEndOfDocumentError)
            return unreadable(u"line %1: %2"_s.arg(xml.lineNumber()).arg(xml.errorString()));
        if (read - lastToken > csdl::longestToken)
            return unreadable(
                u"line %1: something there is longer than %2 bytes"_s.arg(xml.lineNumber()).arg(csdl::longestToken));
    }
    if (read == 0)
        return unreadable(u"it is empty"_s);
    if (xml.hasError() || depth != 0 || !csdl.isCsdl())
        return unreadable(u"it is cut after %1 bytes"_s.arg(read));
    csdl.finish();
    return CsdlSummary{read, into.sets(), csdl.entities(), into.repeated() - repeatedBefore};
}

} // namespace waybill
