// How PageReading reads the rows of an answer.
#include "app/rows/PageReading.h"

#include "app/base/Text.h"
#include "app/rows/JsonText.h"
#include "app/rows/PaddedBytes.h"

namespace waybill {

namespace {

using Kind = PageValue::Kind;

bool endsValue(char c)
{
    return (c == ',') | (c == '}');
}

} // namespace

bool PageReading::element()
{
    if (!beginRow())
        return false;
    const bool whole = present() == '{' ? object([this] { return memberOfRow(); }) : bareElement();
    if (whole)
        endRow();
    return whole;
}

bool PageReading::bareElement()
{
    PageNames::Name *const name = m_names.find("value\"");
    name->value.alike = name->value.repeated = false;
    name->member = nullptr;
    return readValue(name->value) && hand(name);
}

bool PageReading::oneRow()
{
    bool named = false;
    for (const Member &member : m_members) {
        if (member.name == "error" && member.kind == Kind::Nested && (m_listed || m_members.size() == 1))
            return serviceError(member.raw);
        named = named || !member.name.starts_with('@');
    }
    if (m_listed)
        return true;
    if (!named)
        return fault(ErrorKind::ServerFault,
                     text("The answer holds no rows: it has neither \"value\" nor a property."));
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

// The next name is likely the one that followed the last time, and its value often the same again. The same bytes, from
// an opening quote on, have the same tokens and are as sound as they were.
bool PageReading::memberOfRow()
{
    PageNames::Name *const name = m_names.next();
    const char *const begin = m_bytes.data() + *m_token;
    const char *const end = m_bytes.data() + m_bytes.size();
    if (name == nullptr || name->member == nullptr || begin + name->valueAt >= end ||
        !padded::same(begin, name->member, name->valueAt))
        return otherMember(begin);
    m_names.take(name);
    const std::size_t size = name->valueSize; // 0 where it is not to be compared
    const char *const raw = begin + name->valueAt;
    if (size != 0 && name->isTried() && raw + size < end &&
        (endsValue(raw[size]) & padded::same(raw, name->member + name->valueAt, size))) {
        const std::size_t quote = name->value.kind == Kind::Text ? 1 : 0;
        name->value.raw = {raw, size};
        name->value.text = {raw + quote, size - 2 * quote};
        name->value.alike = true;
        name->value.repeated = false;
        name->member = begin;
        name->score += PageNames::Name::gain;
        m_token += 3; // name, colon, value
        return hand(name);
    }
    --name->score;
    m_token += 2;
    return readMember(name, begin);
}

bool PageReading::otherMember(const char *begin)
{
    std::string_view spelledName;
    if (!beginMember(spelledName))
        return false;
    PageNames::Name *const name = findName(spelledName);
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
    const bool isPlain = value.kind != Kind::Nested && value.text.data() != m_text.data();
    name->member = begin;
    name->valueAt = std::size_t(value.raw.data() - begin);
    name->valueSize = isPlain ? value.raw.size() : 0;
    return hand(name);
}

} // namespace waybill
