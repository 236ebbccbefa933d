#pragma once

#include "app/catalogue/CatalogueService.h"
#include "tests/app/support/EntityServer.h"
#include "tests/app/support/SignedInClient.h"

#include <QTemporaryDir>
#include <QTest>

namespace waybill::test {

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
        return std::make_shared<CatalogueService>(profile.path(), QStringLiteral("Test"), signedInClient(url, &m_log),
                                                  clock, [this](const QString &note) { notes.append(note); });
    }
    QString said() const { return notes.join(u'\n'); }

private:
    HttpLog m_log;
};

} // namespace waybill::test
