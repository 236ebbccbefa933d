// How a script signs people in at the practice authority, step by step.
#pragma once

#include "PracticeClient.h"

#include <QUrlQuery>

/// The public application of the ready line, unless another is named.
QString clientId(const Practice &practice, const QString &name = QStringLiteral("Waybill for people"));
/// What PKCE wants of `verifier()`.
QString challenge();
QString verifier();

/// The fields of an authorize request that nothing is wrong with; its redirect address is http://localhost:49152.
QHash<QString, QString> question(const Practice &practice);
/// `path` with the fields as its query.
QByteArray addressOf(const QString &path, const QHash<QString, QString> &fields);
/// The authorize endpoint with the fields.
QByteArray authorize(const Practice &practice, const QHash<QString, QString> &fields);
/// The query of the address that an answer redirects to, and one decoded word of it.
QUrlQuery wordsOf(const Reply &reply);
QString word(const Reply &reply, const QString &name);

/// A code for the practice operator.
QString newCode(Practice &practice);
/// The token request that redeems it.
QHash<QString, QString> redemption(const Practice &practice, const QString &code);
/// Any request to the token endpoint.
Reply token(Practice &practice, const QHash<QString, QString> &form);

QJsonObject deviceCode(Practice &practice);
Reply poll(Practice &practice, const QJsonObject &device);

/// The claims of a token; not checked.
QJsonObject claims(const QJsonValue &jwt);
/// The AADSTS number of a refusal.
int numberIn(const Reply &reply);
/// The status with which F&O's OData answers the token in this answer of the authority.
int door(Practice &practice, const Reply &reply);
