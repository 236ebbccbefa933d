#include "app/practice/calls/TokenFaults.h"

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString shapeOf(const std::optional<Fault> &fault)
{
    return fault && fault->name == "tokenShape"_L1 ? fault->text("shape"_L1) : QString();
}

} // namespace

std::optional<TokenAnswer> refusalFor(const std::optional<Fault> &fault, const QString &clientId)
{
    if (!fault || fault->name != "tokenError"_L1)
        return std::nullopt;
    const int number = int(fault->number("code"_L1, 0));
    const TokenAnswer usual = refuseWith(number, clientId);
    const QString word = fault->text("error"_L1, usual.body["error"_L1].toString());
    if (!fault->parameters.contains("message"_L1)) {
        TokenAnswer refusal = usual;
        refusal.body["error"_L1] = word;
        return refusal;
    }
    return refuse(usual.status, word, number, fault->text("message"_L1));
}

void shapeFor(const std::optional<Fault> &fault, TokenRequest &request)
{
    if (shapeOf(fault) == "largeToken"_L1)
        request.tokenSize = int(fault->number("bytes"_L1, 20'000));
}

void shapeFor(const std::optional<Fault> &fault, QJsonObject &answer)
{
    const QString shape = shapeOf(fault);
    if (shape == "noToken"_L1)
        answer.remove("access_token"_L1);
    else if (shape == "noExpiry"_L1)
        answer.remove("expires_in"_L1);
    else if (shape == "textExpiry"_L1)
        answer["expires_in"_L1] = QString::number(answer["expires_in"_L1].toInteger());
    else if (shape == "wordExpiry"_L1)
        answer["expires_in"_L1] = u"soon"_s;
    else if (shape == "zeroExpiry"_L1)
        answer["expires_in"_L1] = 0;
    else if (shape == "negativeExpiry"_L1)
        answer["expires_in"_L1] = -3600;
}

} // namespace practice
