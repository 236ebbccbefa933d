#include "app/catalogue/Catalogue.h"

#include "app/catalogue/CatalogueJson.h"
#include "app/catalogue/Utf8.h"

#include <simdjson.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
namespace ondemand = simdjson::ondemand;

namespace {

constexpr QByteArrayView lastWords = ",\n\"whole\":true}\n";
/// More than one is not seen anywhere.
constexpr int deepestBase = 16;

tl::unexpected<Error> damaged(const QString &how)
{
    return fail(ErrorKind::Storage, u"What is kept of the environment's entities is damaged: %1."_s.arg(how));
}

std::string_view viewOf(const QByteArray &text)
{
    return {text.constData(), size_t(text.size())};
}

/// The JSON of a part parsed in place: what lies behind it in the bytes is its padding.
simdjson::padded_string_view padded(std::string_view part, const QByteArray &bytes)
{
    const size_t room = size_t(bytes.constData() + bytes.capacity() - part.data());
    return simdjson::padded_string_view(part.data(), part.size(), room);
}

/// Walks the members of an object; false when it is none, or `take` says so.
template <class Take>
bool eachMember(ondemand::object object, const Take &take)
{
    for (auto field : object) {
        std::string_view key;
        ondemand::value value;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(value) != simdjson::SUCCESS ||
            !take(key, value))
            return false;
    }
    return true;
}

bool readView(ondemand::object object, Catalogue::View &view)
{
    return eachMember(object, [&view](std::string_view key, ondemand::value &value) {
        if (key == "readOnly") {
            bool readOnly = false;
            const bool isRead = value.get_bool().get(readOnly) == simdjson::SUCCESS;
            view.readOnly = readOnly;
            return isRead;
        }
        std::string_view *into = key == "name"                 ? &view.name
                                 : key == "publicName"         ? &view.publicName
                                 : key == "label"              ? &view.label
                                 : key == "labelId"            ? &view.labelId
                                 : key == "category"           ? &view.category
                                 : key == "dataManagementName" ? &view.dataManagementName
                                                               : nullptr;
        return !into || value.get_string().get(*into) == simdjson::SUCCESS;
    });
}

bool readSets(ondemand::value &value, std::vector<Catalogue::View> &sets)
{
    ondemand::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS)
        return false;
    for (auto element : list) {
        ondemand::object object;
        Catalogue::View view;
        if (element.get_object().get(object) != simdjson::SUCCESS || !readView(object, view) || view.name.empty())
            return false;
        sets.push_back(view);
    }
    return true;
}

bool readParts(ondemand::value &value, Catalogue::Parts &parts)
{
    ondemand::object object;
    return value.get_object().get(object) == simdjson::SUCCESS &&
           eachMember(object, [&parts](std::string_view key, ondemand::value &part) {
               std::string_view json;
               const bool isRead = simdjson::to_json_string(part).get(json) == simdjson::SUCCESS;
               parts.emplace_back(key, json);
               return isRead;
           });
}

bool readHead(std::string_view key, std::string_view text, CatalogueHead &head)
{
    if (key == "url")
        head.url = textOf(text);
    else if (key == "etag")
        head.etag = textOf(text);
    else if (key == "asOfUtc")
        head.asOf = QDateTime::fromString(textOf(text), Qt::ISODateWithMs);
    if (key == "source") {
        const auto source = catalogueSourceFrom(textOf(text));
        head.source = source.value_or(head.source);
        return source.has_value();
    }
    return key != "waybill" || text == "entity catalogue";
}

const std::string_view *partOf(const Catalogue::Parts &parts, std::string_view name)
{
    const auto found = std::ranges::find(parts, name, [](const auto &part) { return part.first; });
    return found == parts.end() ? nullptr : &found->second;
}

/// Copies texts out of the parser's memory, which is many times as large, into one piece.
class Texts
{
public:
    void keep(std::string_view &text)
    {
        m_all.push_back(&text);
        m_size += text.size();
    }
    std::unique_ptr<char[]> take()
    {
        auto memory = std::make_unique<char[]>(std::max<size_t>(m_size, 1));
        char *to = memory.get();
        for (std::string_view *text : m_all) {
            std::ranges::copy(*text, to);
            *text = {to, text->size()};
            to += text->size();
        }
        return memory;
    }

private:
    std::vector<std::string_view *> m_all;
    size_t m_size = 0;
};

} // namespace

Catalogue::Catalogue(QByteArray bytes) : m_bytes(std::move(bytes)) {}

Result<std::shared_ptr<const Catalogue>> Catalogue::open(QByteArray bytes)
{
    if (!QByteArrayView(bytes).endsWith(lastWords))
        return damaged(u"its end is missing"_s);
    bytes.reserve(bytes.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    const std::shared_ptr<Catalogue> catalogue(new Catalogue(std::move(bytes)));
    if (const auto read = catalogue->read(); !read)
        return fail(read.error());
    return std::shared_ptr<const Catalogue>(catalogue);
}

Result<void> Catalogue::read()
{
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object root;
    const simdjson::padded_string_view all = padded(viewOf(m_bytes), m_bytes);
    if (parser.iterate(all).get(document) != simdjson::SUCCESS || document.get_object().get(root) != simdjson::SUCCESS)
        return damaged(u"it is not JSON"_s);
    int64_t version = 0;
    bool isNamed = false;
    m_sets.reserve(size_t(m_bytes.size()) / 512);
    const bool isRead = eachMember(root, [&](std::string_view key, ondemand::value &value) {
        if (key == "format")
            return value.get_int64().get(version) == simdjson::SUCCESS && version == CatalogueWriter::format;
        if (key == "entities")
            return readSets(value, m_sets);
        if (key == "enums")
            return readParts(value, m_enums);
        if (key == "actions")
            return readParts(value, m_actions);
        if (key == "details")
            return readParts(value, m_details);
        if (key == "whole")
            return true;
        isNamed = isNamed || key == "waybill";
        std::string_view text;
        return value.get_string().get(text) == simdjson::SUCCESS && readHead(key, text, m_head);
    });
    if (version > CatalogueWriter::format)
        return damaged(u"it was kept by a newer Waybill"_s);
    if (!isRead || !isNamed || version != CatalogueWriter::format)
        return damaged(u"it is not a list of entities as Waybill keeps it"_s);
    Texts texts;
    for (View &view : m_sets) {
        for (std::string_view *text :
             {&view.name, &view.publicName, &view.label, &view.labelId, &view.category, &view.dataManagementName})
            texts.keep(*text);
    }
    for (Parts *parts : {&m_details, &m_enums, &m_actions}) {
        for (auto &part : *parts)
            texts.keep(part.first);
    }
    m_texts = texts.take();
    return {};
}

EntitySet Catalogue::set(qsizetype index) const
{
    const View &view = m_sets[size_t(index)];
    return {textOf(view.name),
            textOf(view.publicName),
            textOf(view.label),
            textOf(view.labelId),
            textOf(view.category),
            view.readOnly,
            textOf(view.dataManagementName)};
}

std::optional<qsizetype> Catalogue::indexOf(QStringView name) const
{
    const QByteArray wanted = name.toUtf8();
    const auto found = std::ranges::find(m_sets, viewOf(wanted), &View::name);
    return found == m_sets.end() ? std::nullopt : std::optional(qsizetype(found - m_sets.begin()));
}

std::optional<qsizetype> Catalogue::indexOfPublicName(QStringView publicName) const
{
    const QByteArray wanted = publicName.toUtf8();
    const auto found = std::ranges::find(m_sets, viewOf(wanted), &View::publicName);
    return found == m_sets.end() ? std::nullopt : std::optional(qsizetype(found - m_sets.begin()));
}

bool Catalogue::hasDetails(QStringView publicName) const
{
    const QByteArray wanted = publicName.toUtf8();
    return partOf(m_details, viewOf(wanted)) != nullptr;
}

Result<EntityDetails> Catalogue::ownDetails(std::string_view publicName) const
{
    const std::string_view *part = partOf(m_details, publicName);
    if (!part)
        return fail(ErrorKind::NotFound, u"Nothing is known of what %1 consists of."_s.arg(textOf(publicName)));
    auto details = entityDetailsFrom(padded(*part, m_bytes));
    if (!details)
        return damaged(u"%1 in it is not readable"_s.arg(textOf(publicName)));
    if (const std::string_view *actions = partOf(m_actions, publicName)) {
        const auto more = entityActionsFrom(padded(*actions, m_bytes));
        if (!more)
            return damaged(u"the actions of %1 in it are not readable"_s.arg(textOf(publicName)));
        details->actions.append(*more);
    }
    return *details;
}

Result<EntityDetails> Catalogue::details(QStringView publicName) const
{
    const QByteArray name = publicName.toUtf8();
    auto own = ownDetails(viewOf(name));
    QString base = own ? own->base : QString();
    QSet<QByteArray> seen{name};
    for (int depth = 0; own && !base.isEmpty() && depth < deepestBase; ++depth) {
        const QByteArray baseName = base.toUtf8();
        if (seen.contains(baseName))
            break; // a circle
        seen.insert(baseName);
        const auto above = ownDetails(viewOf(baseName));
        if (!above && above.error().kind == ErrorKind::NotFound)
            break;
        if (!above)
            return above;
        own->properties = above->properties + own->properties;
        own->navigation = above->navigation + own->navigation;
        own->actions = above->actions + own->actions;
        base = above->base;
    }
    if (own) {
        for (EntityProperty &property : own->properties) {
            const QByteArray type = plainTypeName(property.type).toUtf8();
            property.enumeration = property.enumeration || partOf(m_enums, viewOf(type));
        }
    }
    return own;
}

Result<EnumType> Catalogue::enumType(QStringView name) const
{
    const QByteArray wanted = name.toUtf8();
    const std::string_view *part = partOf(m_enums, viewOf(wanted));
    if (!part)
        return fail(ErrorKind::NotFound, u"Nothing is known of the enumeration %1."_s.arg(name));
    auto type = enumTypeFrom(padded(*part, m_bytes));
    if (!type)
        return damaged(u"%1 in it is not readable"_s.arg(name));
    return *type;
}

} // namespace waybill
