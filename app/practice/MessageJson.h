// The lines in which messages, deliveries and outcomes are kept.
#pragma once

#include "app/practice/StoredMessage.h"

#include <QJsonObject>

namespace practice {

QJsonObject toJson(const StoredMessage &message);
StoredMessage messageFromJson(const QJsonObject &json);

/// Also what the control path of deliveries shows.
QJsonObject toJson(const Delivery &delivery);
Delivery deliveryFromJson(const QJsonObject &json);

QJsonObject toJson(const ImportOutcome &outcome);
ImportOutcome outcomeFromJson(const QJsonObject &json);

/// A time as protocol and control paths write it: ISO 8601, UTC, milliseconds, `Z`.
QString utcText(const QDateTime &time);

} // namespace practice
