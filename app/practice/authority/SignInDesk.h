// Where people sign in: the authorize endpoint's questions and answers, and device codes.
#pragma once

#include "app/practice/authority/Realm.h"

namespace practice {

/// Knows no pages: it says what a page may ask and what follows from an answer. Thread-safe.
class SignInDesk
{
public:
    explicit SignInDesk(Realm &realm) : m_realm(realm) {}

    /// Why no sign-in page can be shown, and nobody may be sent anywhere: tenant, application, redirect address.
    std::optional<TokenAnswer> refusalOfPage(const TokenRequest &request) const;
    /// What a code would be for, or the refusal that the redirect address is to be told. The page can be shown.
    std::variant<CodeTerms, TokenAnswer> termsOf(const TokenRequest &request) const;
    QString codeFor(CodeTerms terms, const User &user);

    /// The device code endpoint. `page`: where the person types the code.
    TokenAnswer deviceCode(const TokenRequest &request, const QString &page);

private:
    Realm &m_realm;
};

/// As Entra compares redirect addresses: http://localhost stands for every port of it, anything else is meant exactly.
bool isRegistered(const Application &application, const QString &redirect);

} // namespace practice
