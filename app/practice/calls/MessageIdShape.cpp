#include "app/practice/calls/MessageIdShape.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice {

QByteArray inShape(const QString &messageId, IdShape shape)
{
    const QByteArray id = messageId.toLatin1();
    switch (shape) {
    case IdShape::Json:
        return '"' + id + '"';
    case IdShape::Plain:
        return id;
    case IdShape::Braces:
        return '{' + id + '}';
    case IdShape::Value:
        return R"({"value":")" + id + R"("})";
    case IdShape::Upper:
        return '"' + id.toUpper() + '"';
    }
    return id;
}

std::optional<IdShape> shapeNamed(const QString &name)
{
    static const QStringList names{u"json"_s, u"plain"_s, u"braces"_s, u"value"_s, u"upper"_s};
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(IdShape(index));
}

} // namespace practice
