#include "app/practice/odata/Oddities.h"

#include "app/practice/odata/RowText.h"

#include <QHash>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice::odata {
namespace {

using Spoilt = std::string (*)(std::size_t size);

std::string manyColumns(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "\"Odd" + std::to_string(i) + "\":" + std::to_string(i) + ',';
    return text;
}

/// How large it usually is, and the members that go before the row's own for a size.
struct RowShape {
    std::size_t usualSize;
    Spoilt members;
};

const QHash<QString, RowShape> &rowShapes()
{
    static const QHash<QString, RowShape> all{
        {u"duplicateName"_s, {0, [](std::size_t) { return std::string(R"("Odd":1,"Odd":2,)"); }}},
        {u"hugeValue"_s,
         {100'000'000, [](std::size_t size) { return R"("Odd":")" + std::string(size, 'a') + R"(",)"; }}},
        {u"deep"_s,
         {10'000,
          [](std::size_t size) { return R"("Odd":)" + std::string(size, '[') + std::string(size, ']') + ','; }}},
        {u"invalidUtf8"_s, {0, [](std::size_t) { return std::string("\"Odd\":\"a\xff\xc3(b\","); }}},
        {u"loneSurrogate"_s, {0, [](std::size_t) { return std::string(R"("Odd":"a\ud800b",)"); }}},
        {u"largeNumber"_s, {0, [](std::size_t) { return std::string(R"("Odd":18446744073709551617,)"); }}},
        {u"longNumber"_s, {60, [](std::size_t size) { return R"("Odd":1.)" + std::string(size, '7') + ','; }}},
        {u"manyColumns"_s, {5'000, manyColumns}},
        {u"oddNames"_s,
         {0, [](std::size_t) { return std::string(R"("Odd \"name\"\n%":1,"":2,"$filter=x":3,"Größe, m²":4,)"); }}},
        {u"otherShape"_s,
         {0, [](std::size_t) { return std::string(R"("Other":true,"Odd":{"inner":[1,null,{"text":"x"}]}},{)"); }}},
    };
    return all;
}

} // namespace

bool isNextLinkShape(const QString &shape)
{
    return QStringList{u"otherHost"_s, u"relative"_s, u"self"_s, u"back"_s}.contains(shape);
}

void bendNextLink(std::string &body, const QString &shape, std::string_view asked, std::string_view location)
{
    const std::string_view name = R"("@odata.nextLink":")";
    const std::size_t found = body.rfind(name);
    if (found == std::string::npos)
        return;
    const std::size_t begin = found + name.size();
    const std::string address = body.substr(begin, body.size() - begin - 2); // behind it the quote and the brace
    const std::size_t path = address.find('/', address.find("//") + 2);
    std::string bent(asked);
    if (shape == "otherHost"_L1)
        bent = std::string(location) + address.substr(path);
    else if (shape == "relative"_L1)
        bent = address.substr(path + std::string_view("/data/").size());
    else if (shape == "back"_L1)
        bent = address.substr(0, address.find('?'));
    body.resize(found);
    body += R"("@odata.nextLink":)";
    appendQuoted(body, bent);
    body += '}';
}

bool isRowShape(const QString &shape)
{
    return rowShapes().contains(shape);
}

void spoilRow(std::string &body, const QString &shape, std::int64_t size)
{
    const std::string_view begin = "{\"@odata.etag\"";
    std::size_t row = body.rfind(begin, body.size() / 2);
    if (row == std::string::npos)
        row = body.find(begin);
    const RowShape which = rowShapes().value(shape);
    if (row != std::string::npos && which.members)
        body.insert(row + 1, which.members(size > 0 ? std::size_t(size) : which.usualSize));
}

} // namespace practice::odata
