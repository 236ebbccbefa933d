#pragma once

#include "app/http/HttpClient.h"

namespace waybill::test {

/// Has a token, always the same one.
class FixedToken final : public TokenSource
{
public:
    QCoro::Task<Result<QString>> token(std::stop_token) override { co_return QStringLiteral("a-token-of-tests"); }
    void refused(const QString &) override {}
    QDateTime untilUtc() const override { return {}; }
};

/// A client of the environment at `url` that is signed in and is not held back. The log outlives it.
inline std::shared_ptr<HttpClient> signedInClient(const QUrl &url, HttpLog *log)
{
    return std::make_shared<HttpClient>(url, std::make_shared<Transport>(QStringLiteral("Test"), log),
                                        std::make_shared<FixedToken>(),
                                        std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()),
                                        HttpClient::Rules{QStringLiteral("Test"), 1000});
}

} // namespace waybill::test
