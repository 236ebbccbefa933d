#include "app/rows/PageNames.h"

#include "app/rows/JsonText.h"

namespace waybill {

namespace {

/// What stands before the closing quote of a text whose opening quote lies before `rest`.
std::string_view spellingOf(std::string_view rest)
{
    std::size_t end = rest.find('"');
    for (;;) {
        std::size_t slashes = 0;
        while (end != std::string_view::npos && slashes < end && rest[end - 1 - slashes] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return rest.substr(0, end);
        end = rest.find('"', end + 1);
    }
}

} // namespace

PageNames::Name *PageNames::find(std::string_view rest)
{
    auto name = std::make_unique<Name>();
    qint64 replaced = 0;
    if (!json::unescape(spellingOf(rest), name->text, replaced))
        return nullptr;
    if (const auto known = m_byText.find(name->text); known != m_byText.end())
        return m_last = m_last->next = known->second;
    name->value.name = int(m_names.size());
    const std::size_t at = name->text.find('@');
    name->value.annotation = at != std::string::npos;
    if (at != 0 && name->value.annotation) {
        const std::string_view word = std::string_view(name->text).substr(at);
        name->cutsList = word == "@odata.nextLink" || word == "@nextLink";
    }
    m_byText.emplace(name->text, name.get());
    m_names.push_back(std::move(name));
    return m_last = m_last->next = m_names.back().get();
}

} // namespace waybill
