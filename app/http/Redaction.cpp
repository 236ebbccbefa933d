#include "app/http/Redaction.h"

#include "app/base/Compact.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

const QString hidden = u"(hidden)"_s;

} // namespace

bool isSecretName(const QString &name)
{
    static constexpr std::array names{"sig"_L1,       "signature"_L1,     "code"_L1,
                                      "token"_L1,     "access_token"_L1,  "refresh_token"_L1,
                                      "id_token"_L1,  "client_secret"_L1, "client_assertion"_L1,
                                      "assertion"_L1, "device_code"_L1,   "code_verifier"_L1,
                                      "password"_L1,  "key"_L1,           "secret"_L1,
                                      "state"_L1,     "pwd"_L1,           "apikey"_L1,
                                      "api_key"_L1,   "nonce"_L1,         "client_info"_L1};
    static constexpr std::array parts{"token"_L1,    "secret"_L1,     "signature"_L1,
                                      "password"_L1, "credential"_L1, "saml"_L1};
    return std::ranges::any_of(names, [&](auto known) { return name.compare(known, Qt::CaseInsensitive) == 0; }) ||
           std::ranges::any_of(parts, [&](auto part) { return name.contains(part, Qt::CaseInsensitive); });
}

QString redactedUrl(const QUrl &url)
{
    QUrl shown = url.adjusted(QUrl::RemoveUserInfo);
    if (shown.hasQuery()) {
        QUrlQuery query(shown.query(QUrl::FullyEncoded));
        QList<std::pair<QString, QString>> items;
        for (const auto &[name, value] : query.queryItems(QUrl::FullyEncoded))
            items.append({name, isSecretName(name) ? hidden : value});
        QUrlQuery clean;
        for (const auto &[name, value] : items)
            clean.addQueryItem(name, value);
        shown.setQuery(clean);
    }
    // Some sign-in pages hand tokens on behind the number sign.
    if (shown.hasFragment())
        shown.setFragment(hidden);
    return redactedBody(shown.toEncoded(), 8192);
}

QString withoutUserInfo(const QString &typed)
{
    // Up to the last sign: a password may hold one, or a slash.
    static const QRegularExpression userInfo(u"\\A(\\s*\\w+://)?.*@"_s, QRegularExpression::DotMatchesEverythingOption);
    QString shown = typed;
    return compact(shown.replace(userInfo, u"\\1"_s));
}

HttpHeaders redactedHeaders(const HttpHeaders &headers)
{
    static constexpr std::array secrets{"authorization",      "proxy-authorization", "cookie",
                                        "set-cookie",         "www-authenticate",    "proxy-authenticate",
                                        "authentication-info"};
    HttpHeaders shown = headers;
    for (auto &[name, value] : shown) {
        const bool secret = std::ranges::any_of(
            secrets, [&header = name](const char *known) { return header.compare(known, Qt::CaseInsensitive) == 0; });
        if (secret)
            value = hidden.toLatin1();
        else if (name.compare("location", Qt::CaseInsensitive) == 0)
            value = redactedUrl(QUrl::fromEncoded(value)).toUtf8();
    }
    return shown;
}

QString redactedBody(const QByteArray &body, qsizetype limit)
{
    // Read beyond the limit, so that a secret that begins before it is recognised whole.
    QString text = QString::fromUtf8(body.left(limit + 16384));
    static const QRegularExpression jsonField(
        uR"re("(access_token|refresh_token|id_token|client_secret|client_assertion|assertion|device_code|password|secret|token)"(\s*:\s*)"(?:[^"\\]|\\.)*("|$))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    text.replace(jsonField, u"\"\\1\"\\2\"(hidden)\""_s);
    // JSON in a string of JSON, as gateways quote what came from behind them.
    static const QRegularExpression quotedField(
        uR"re((\\+"(?:access_token|refresh_token|id_token|client_secret|client_assertion|assertion|device_code|password|secret|token)\\+"\s*:\s*\\+")[^"\\]*)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    text.replace(quotedField, u"\\1(hidden)"_s);
    static const QRegularExpression formField(
        uR"re((^|[?&;]|&amp;|\\u0026|%26)(sig|signature|code|access_token|refresh_token|id_token|client_secret|client_assertion|assertion|device_code|code_verifier|password|secret)=[^&"'\s<>\\]*)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    text.replace(formField, u"\\1\\2=(hidden)"_s);
    static const QRegularExpression bearer(uR"re(\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,})re"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    text.replace(bearer, u"\\1 (hidden)"_s);
    static const QRegularExpression jwt(uR"re(\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*)re"_s);
    text.replace(jwt, hidden);
    text.truncate(limit);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r')
            c = QChar::ReplacementCharacter;
    }
    return compact(text);
}

} // namespace waybill
