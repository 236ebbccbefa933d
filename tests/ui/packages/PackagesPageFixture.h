#pragma once

#include "tests/ui/NamedWidget.h"
#include "tests/ui/packages/PackagesWorld.h"

#include "ui/packages/DownloadPane.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"

#include <QTableView>
#include <QtTest>
#include <qcorotask.h>

#include <algorithm>

namespace waybill {

/// A Packages page over a world of its own, and the eyes that look at it. Whoever needs the one after the other makes
/// the world first.
class PackagesPageFixture : public QObject
{
protected:
    std::unique_ptr<PackagesWorld> world;
    std::unique_ptr<PackagesPage> page;

    void show() { show(world->services()); }
    /// In a window of 1280 × 800; until all is read.
    void show(const PackagesServices &services)
    {
        page = std::make_unique<PackagesPage>(services);
        page->resize(1072, 760);
        page->setEnvironment(u"UAT Europe"_s);
        page->show();
        QVERIFY(QTest::qWaitFor([this] { return !page->isReading(); }, 30'000));
    }
    void end()
    {
        page.reset();
        world.reset();
    }
    Download stored(const QString &name, DownloadState state)
    {
        return *QCoro::waitFor(world->stored(u"Customers export"_s, name, state));
    }
    template <class T>
    T *named(const QString &name) const
    {
        return tests::namedWidget<T>(page.get(), name);
    }
    QTableView *table() const { return named<QTableView>(u"downloadsTable"_s); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    /// Whether a banner says so.
    bool told(const QString &words) const
    {
        return std::ranges::any_of(page->findChildren<Banner *>(), [&](const Banner *banner) {
            return banner->isVisible() && banner->text().contains(words);
        });
    }
    /// Whether what stands in an empty place says so.
    bool emptySays(const QString &words) const
    {
        return std::ranges::any_of(page->findChildren<EmptyState *>(), [&](const EmptyState *state) {
            return state->isVisible() && state->accessibleName().contains(words);
        });
    }
    static QCoro::Task<void> endOf(PackagesPage *page, bool *ended)
    {
        co_await page->end();
        *ended = true;
    }
};

} // namespace waybill
