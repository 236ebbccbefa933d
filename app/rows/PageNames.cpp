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

PageNames::Found PageNames::find(std::string_view rest, int &number)
{
    number = m_after[m_last];
    if (number >= 0) {
        const std::string &guess = m_names[std::size_t(number)].spelling;
        if (rest.size() > guess.size() && rest[guess.size()] == '"' && rest.starts_with(guess)) {
            m_last = std::size_t(number) + 1;
            return Found::Known;
        }
    }
    Name name;
    name.spelling = spellingOf(rest);
    qint64 replaced = 0;
    if (!json::unescape(name.spelling, name.text, replaced))
        return Found::BadEscape;
    const auto known = m_byText.find(name.text);
    const bool isNew = known == m_byText.end();
    number = isNew ? count() : known->second;
    if (isNew) {
        name.annotation = name.text.find('@') != std::string::npos;
        m_names.push_back(std::move(name));
        m_byText.emplace(m_names.back().text, number);
        m_after.push_back(-1);
    }
    m_after[m_last] = number;
    m_last = std::size_t(number) + 1;
    return isNew ? Found::New : Found::Known;
}

} // namespace waybill
