// The faults that only the authority has.
#pragma once

#include "app/practice/authority/ClientCheck.h"
#include "app/practice/faults/Fault.h"

namespace practice {

/// The refusal that the fault `tokenError` is: its number, and its own word and sentence where it names them.
std::optional<TokenAnswer> refusalFor(const std::optional<Fault> &fault, const QString &clientId);

/// Prepares a request for the fault `tokenShape`: how large its token is to be.
void shapeFor(const std::optional<Fault> &fault, TokenRequest &request);

/// Changes a good answer as the fault `tokenShape` says.
void shapeFor(const std::optional<Fault> &fault, QJsonObject &answer);

} // namespace practice
