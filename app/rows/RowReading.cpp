// How PageReading reads the rows of an answer.
#include "app/rows/PageReading.h"

#include "app/base/Text.h"
#include "app/rows/JsonText.h"
#include "app/rows/PaddedBytes.h"

namespace waybill {

namespace {

using Kind = PageValue::Kind;

constexpr qsizetype mostWords = 1000; ///< characters of what a service says

bool endsValue(char c)
{
    return c == ',' || c == '}';
}

/// Whether the `@odata.context` of an answer without a list says that it is one row. A `value` that is no list is one
/// where the context names its type or property, not a set.
bool saysOneRow(std::string_view context, bool hasValue)
{
    const std::size_t hash = context.find('#');
    if (hash == std::string_view::npos)
        return false;
    std::string_view about = context.substr(hash + 1);
    if (about.ends_with(')')) // the fields that were chosen, or what a collection is of
        about = about.substr(0, about.find('('));
    return !hasValue || about.find_first_of("./") != std::string_view::npos;
}

} // namespace

bool PageReading::element()
{
    if (!beginRow())
        return false;
    const bool whole = present() == '{' ? row() : bareElement();
    if (whole)
        endRow();
    return whole;
}

bool PageReading::bareElement()
{
    PageNames::Name *const name = m_names.find("value\"");
    if (name->value.name >= PageParser::maxNames)
        return brokenHere("its rows have more than 16,384 different names");
    name->value.alike = name->value.repeated = false;
    name->member = nullptr;
    name->size = 0;
    return readValue(name->value) && hand(name);
}

bool PageReading::oneRow()
{
    bool named = false, hasValue = false;
    for (const Member &member : m_members) {
        named = named || !member.name.starts_with('@');
        hasValue = hasValue || member.name == "value";
    }
    const bool isNone = !m_listed && m_shape == PageParser::Shape::List && !saysOneRow(m_envelope.context, hasValue);
    for (const Member &member : m_members) {
        if (member.name == "error" && member.kind == Kind::Nested && (m_listed || isNone || m_members.size() == 1))
            return serviceError(member.raw);
    }
    if (m_listed)
        return true;
    if (!named)
        return fault(ErrorKind::ServerFault,
                     text("The answer holds no rows: it has neither \"value\" nor a property."));
    if (isNone)
        return noRows();
    if (!beginRow())
        return false;
    for (const Member &member : m_members) {
        PageNames::Name *const name = findName(member.spelledName);
        if (name == nullptr)
            return false;
        PageValue &value = name->value;
        value.repeated = false;
        value.kind = member.kind;
        value.raw = member.raw;
        value.text = member.raw;
        if (member.kind == Kind::Text) {
            qint64 counted = 0;
            m_text.clear();
            json::unescape(member.raw.substr(1, member.raw.size() - 2), m_text, counted);
            value.text = m_text;
        }
        hand(name);
    }
    endRow();
    return true;
}

bool PageReading::noRows()
{
    for (const std::string_view name : {"ExceptionMessage", "Message", "message"}) {
        for (const Member &member : m_members) {
            if (member.name != name || member.kind != Kind::Text)
                continue;
            qint64 halves = 0;
            m_text.clear();
            json::unescape(member.raw.substr(1, member.raw.size() - 2), m_text, halves);
            if (!m_text.empty())
                return fault(ErrorKind::ServerFault, text("The service sent an error in place of rows: %1")
                                                         .arg(QString::fromStdString(m_text).left(mostWords)));
        }
    }
    return fault(ErrorKind::ServerFault, text("The answer holds no rows: it has no list \"value\"."));
}

bool PageReading::beginRow()
{
    if (m_stop.stop_requested())
        return fault(ErrorKind::Cancelled, text("Reading the page was cancelled."));
    m_names.beginRow();
    m_rows.beginRow();
    return true;
}

void PageReading::endRow()
{
    m_rows.endRow();
    ++m_envelope.rows;
}

inline bool PageReading::hand(PageNames::Name *name)
{
    PageValue &value = name->value;
    if (name->lastRow == m_envelope.rows)
        noteRepeated(*name);
    if (name->cutsList && value.kind == Kind::Text)
        noteCutList(*name);
    name->lastRow = m_envelope.rows;
    m_rows.value(name->text, value);
    return true;
}

void PageReading::noteRepeated(PageNames::Name &name)
{
    name.value.repeated = true;
    if (m_envelope.repeatedNames++ == 0)
        m_envelope.repeatedName = name.text;
}

void PageReading::noteCutList(const PageNames::Name &name)
{
    if (m_envelope.cutLists++ == 0)
        m_envelope.cutList = name.text.substr(0, name.text.find('@'));
}

// Most members are the same again as the last time, and follow the same name.
bool PageReading::row()
{
    ++m_token;
    if (take('}'))
        return true;
    for (;;) {
        char behind = memberAgain();
        while (behind == ',')
            behind = memberAgain();
        if (behind == '}')
            return true;
        if (!otherMember())
            return false;
        if (take('}'))
            return true;
        if (!take(','))
            return brokenHere("a comma is missing");
    }
}

// The same bytes, from an opening quote on, have the same tokens and are as sound as they were.
inline char PageReading::memberAgain()
{
    PageNames::Name *const name = m_names.next();
    if (name == nullptr || name->size == 0)
        return 0;
    const char *const begin = m_bytes.data() + *m_token;
    const char *const behind = begin + name->size;
    if (behind >= m_bytes.data() + m_bytes.size() || !endsValue(*behind) ||
        !padded::same(begin, name->member, name->size))
        return 0;
    const std::ptrdiff_t ahead = begin - name->member;
    PageValue &value = name->value;
    value.raw = {value.raw.data() + ahead, value.raw.size()};
    value.text = {value.text.data() + ahead, value.text.size()};
    value.alike = true;
    value.repeated = false;
    name->member = begin;
    name->score += PageNames::Name::gain;
    m_names.take(name);
    m_token += 4; // name, colon, value and what stands behind it
    hand(name);
    return *behind;
}

bool PageReading::otherMember()
{
    const char *const begin = m_bytes.data() + *m_token;
    PageNames::Name *name = m_names.next();
    if (name != nullptr && name->member != nullptr && begin + name->valueAt < m_bytes.data() + m_bytes.size() &&
        padded::same(begin, name->member, name->valueAt)) {
        m_names.take(name);
        m_token += 2; // name and colon
        return readMember(name, begin);
    }
    std::string_view spelledName;
    if (!beginMember(spelledName))
        return false;
    name = findName(spelledName);
    return name != nullptr && readMember(name, begin);
}

PageNames::Name *PageReading::findName(std::string_view spelled)
{
    PageNames::Name *const name = m_names.find(spelled);
    if (name == nullptr)
        broken("a name has an escape that JSON does not know", spelled);
    else if (name->value.name >= PageParser::maxNames)
        broken("its rows have more than 16,384 different names", spelled);
    return m_fault ? nullptr : name;
}

bool PageReading::readMember(PageNames::Name *name, const char *begin)
{
    PageValue &value = name->value;
    value.alike = value.repeated = false;
    if (!readValue(value))
        return false;
    name->score -= name->size != 0 ? 1 : 0;
    const bool isPlain = value.kind != Kind::Nested && value.text.data() != m_text.data();
    name->member = begin;
    name->valueAt = std::size_t(value.raw.data() - begin);
    name->size = isPlain && name->score >= 0 ? name->valueAt + value.raw.size() : 0;
    return hand(name);
}

} // namespace waybill
