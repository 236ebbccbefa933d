#include "app/files/TableReading.h"

#include "app/rows/JsonText.h"

#include <QCoreApplication>

namespace waybill {

int TableColumns::add(std::string_view name)
{
    const std::string place = std::to_string(m_names.size() + 1);
    // A word with @ in front is what a row's handler takes for something else.
    const std::string plain =
        name.empty() || name.front() == '@' ? '(' + place + ')' + std::string(name) : std::string(name);
    std::string wanted = plain;
    while (!m_uses.try_emplace(wanted, 1).second)
        wanted = plain + " (" + std::to_string(++m_uses[plain]) + ')';
    m_names.push_back(std::move(wanted));
    return count() - 1;
}

void TableColumns::extendTo(int count)
{
    while (this->count() < count)
        add({});
}

QStringList TableColumns::names() const
{
    QStringList names;
    names.reserve(count());
    for (const std::string &name : m_names)
        names.append(QString::fromStdString(name));
    return names;
}

void handCell(RowHandler &to, const std::string &name, int column, std::string_view text, bool isQuoted)
{
    PageValue value;
    const bool isNumber = !isQuoted && !text.empty() && json::numberLength(text) == text.size();
    value.kind = isNumber ? PageValue::Kind::Number : PageValue::Kind::Text;
    value.raw = value.text = text;
    value.name = column;
    to.value(name, value);
}

Result<void> goOn(const std::stop_token &stop)
{
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled,
                    QCoreApplication::translate("waybill::TableReading", "Reading the file was cancelled."));
    return {};
}

} // namespace waybill
