#pragma once

#include "app/catalogue/CatalogueService.h"
#include "tests/app/support/EntityServer.h"

#include <QTemporaryDir>
#include <QTest>

namespace waybill::test {

class FixedToken final : public TokenSource
{
public:
    QCoro::Task<Result<QString>> token(std::stop_token) override { co_return QStringLiteral("a-token-of-tests"); }
    void refused(const QString &) override {}
    QDateTime untilUtc() const override { return {}; }
};

/// The clock of a test.
class SetClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now = QDateTime::fromString(QStringLiteral("2026-03-01T08:00:00Z"), Qt::ISODate);
};

/// A service with its catalogue on a profile of its own.
class ServiceFixture
{
public:
    EntityServer server;
    QTemporaryDir profile;
    std::shared_ptr<SetClock> clock = std::make_shared<SetClock>();
    QStringList notes;

    /// As another start of the program would make it.
    std::shared_ptr<CatalogueService> start() { return start(server.url()); }
    std::shared_ptr<CatalogueService> start(const QUrl &url)
    {
        const auto client = std::make_shared<HttpClient>(
            url, std::make_shared<Transport>(QStringLiteral("Test"), &m_log), std::make_shared<FixedToken>(),
            std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()),
            HttpClient::Rules{QStringLiteral("Test"), 1000});
        return std::make_shared<CatalogueService>(profile.path(), QStringLiteral("Test"), client, clock,
                                                  [this](const QString &note) { notes.append(note); });
    }
    QString said() const { return notes.join(u'\n'); }

private:
    HttpLog m_log;
};

} // namespace waybill::test
