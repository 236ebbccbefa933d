// How the practice authority answers, and how it refuses: AADSTS numbers and OAuth's words.
#pragma once

#include <QJsonObject>
#include <QString>

namespace practice {

/// What an HTTP answer of the authority consists of.
struct TokenAnswer {
    int status = 200;
    QJsonObject body;
};

/// A refusal as Entra writes it: word, number, and the sentence with trace, correlation and time behind it.
TokenAnswer refuse(int status, const QString &error, int number, const QString &sentence);

/// 900144.
TokenAnswer missingField(const QString &field);

/// The number's own word and sentence where it is a well-known one; `invalid_request` and a general sentence otherwise.
/// `clientId` is named where the sentence names one.
TokenAnswer refuseWith(int number, const QString &clientId);

/// A refusal as AD FS writes it: the word and the sentence only.
TokenAnswer asAdfs(const TokenAnswer &refusal);

} // namespace practice
