#pragma once

#include <QString>

namespace waybill {

/// What a Postman variable, or a field of its OAuth 2.0 settings, is for.
enum class PostmanWord {
    Unknown,
    Address,
    Scope,
    Tenant,
    ClientId,
    Secret,
    Authority,
    Company,
    Entity,
    ImportActivity,
    ExportActivity,
    GrantType,
    Token,  ///< of a sign-in that was; worth nothing tomorrow
    Person, ///< a user's name or password
};

/// By its name, however it is spelt: `client_id`, `Client ID` and `clientId` are one.
PostmanWord postmanWord(const QString &name);

} // namespace waybill
