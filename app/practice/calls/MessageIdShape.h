// The shapes in which services have been seen to write a message id.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace practice {

/// The first four take turns by default; the last comes only by script.
enum class IdShape { Json, Plain, Braces, Value, Upper };

/// `messageId` as the body of an enqueue's answer.
QByteArray inShape(const QString &messageId, IdShape shape);

/// "json", "plain", "braces", "value" or "upper".
std::optional<IdShape> shapeNamed(const QString &name);

} // namespace practice
