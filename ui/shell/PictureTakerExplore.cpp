#include "ui/shell/PictureTaker.h"

#include "app/base/Sleep.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/ChartDialog.h"
#include "ui/explore/EntityPanel.h"
#include "ui/explore/ExplorePage.h"
#include "ui/explore/ExportDialog.h"
#include "ui/explore/QueryTab.h"
#include "ui/widgets/SearchField.h"

#include <QComboBox>
#include <QPushButton>
#include <QToolButton>

// The pictures of the Explore page; the others stand in PictureTaker.cpp.

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto customers =
    "CustomersV3?cross-company=true&$filter=CustomerGroupId eq '30' and CreditLimit ge 20000 and "
    "OnHoldStatus ne Microsoft.Dynamics.DataEntities.CustVendorBlocked'All'&$orderby=CreditLimit "
    "desc&$top=500";
constexpr auto journal = "GeneralJournalAccountEntries?cross-company=true";

/// Waits until `there`; false after half a minute.
template <class There>
QCoro::Task<bool> until(There there)
{
    for (int tenths = 0; tenths < 300; ++tenths) {
        if (there())
            co_return true;
        co_await sleepFor(100ms, {});
    }
    co_return false;
}

QCoro::Task<bool> ended(const QueryTab *tab)
{
    return until([tab] {
        const auto stage = tab->run().stage();
        return stage != QueryRun::Stage::Idle && stage != QueryRun::Stage::Reading;
    });
}

} // namespace

QCoro::Task<Result<void>> PictureTaker::drawExplore()
{
    m_window->showPage(MainWindow::Explore);
    ExplorePage *page = m_window->explorePage();
    const bool known = co_await until([page] { return page->feed()->catalogue() && page->feed()->search(); });
    if (!known)
        co_return fail(ErrorKind::TimedOut, tr("The practice environment's entities were not read in time."));
    auto empty = co_await draw(u"explore-empty"_s);
    if (!empty)
        co_return empty;
    page->entities()->searchField()->setText(u"cust"_s);
    co_await sleepFor(300ms, {});
    page->entities()->select(u"CustomersV3"_s);
    QueryTab *tab = page->openQuery(u"CustomersV3"_s);
    co_await until([page] { return page->feed()->details(u"CustomersV3"_s) != nullptr; });
    co_await sleepFor(500ms, {}); // labels
    tab->count();
    co_await until([tab] { return !tab->run().isCounting(); });
    auto ready = co_await draw(u"explore-entity"_s);
    if (!ready)
        co_return ready;
    auto rows = co_await drawExploreRows(page, tab);
    if (!rows)
        co_return rows;
    auto troubles = co_await drawExploreTroubles(page);
    co_return troubles;
}

QCoro::Task<Result<void>> PictureTaker::drawExploreRows(ExplorePage *page, QueryTab *tab)
{
    page->entities()->searchField()->clear();
    tab->setText(QString::fromLatin1(customers));
    tab->read();
    const bool isRead = co_await ended(tab);
    if (!isRead)
        co_return fail(ErrorKind::TimedOut, tr("The customers were not read in time."));
    auto rows = co_await draw(u"explore"_s);
    if (!rows)
        co_return rows;
    auto *details = tab->findChild<QToolButton *>(u"gridInspectorButton"_s);
    details->setChecked(true);
    auto inspected = co_await draw(u"explore-inspector"_s);
    details->setChecked(false);
    if (!inspected)
        co_return inspected;
    ChartDialog chart(std::make_shared<const RowStore>(*tab->run().store()), {u"SalesCurrencyCode"_s, u"CreditLimit"_s},
                      m_window);
    chart.setAttribute(Qt::WA_DeleteOnClose, false);
    chart.show();
    QList<QSize> sizes;
    sizes.append(chart.size());
    auto chartDrawn = co_await draw(&chart, u"explore-chart"_s, sizes);
    if (!chartDrawn)
        co_return chartDrawn;
    tab->exportRows();
    auto *dialog = tab->findChild<ExportDialog *>();
    dialog->findChild<QComboBox *>(u"exportFormat"_s)->setCurrentIndex(1);
    sizes.clear();
    sizes.append(dialog->sizeHint().expandedTo(QSize(520, 420)));
    auto exported = co_await draw(dialog, u"explore-export"_s, sizes);
    dialog->close();
    co_return exported;
}

QCoro::Task<Result<void>> PictureTaker::drawExploreTroubles(ExplorePage *page)
{
    QueryTab *large = page->openQuery(QString::fromLatin1(journal));
    large->read();
    const bool asks = co_await ended(large);
    if (!asks)
        co_return fail(ErrorKind::TimedOut, tr("The first page of the journal was not read in time."));
    auto question = co_await draw(u"explore-question"_s);
    if (!question)
        co_return question;
    large->findChild<QPushButton *>(u"readAll"_s)->click();
    const qint64 enough = 150'000;
    co_await until([large, enough] { return large->run().rows() >= enough; });
    large->pauseOrGoOn();
    const bool isPaused = co_await until([large] { return large->run().stage() == QueryRun::Stage::Paused; });
    if (!isPaused)
        co_return fail(ErrorKind::TimedOut, tr("The reading of the journal was not paused in time."));
    auto paused = co_await draw(u"explore-paused"_s);
    large->stop();
    if (!paused)
        co_return paused;
    QueryTab *wrong =
        page->openQuery(u"CustomersV3?$select=CustomerAccount,Organizationname&$filter=CustomerGroupId eq '30"_s);
    wrong->read();
    co_await ended(wrong);
    auto trouble = co_await draw(u"explore-trouble"_s);
    co_return trouble;
}

} // namespace waybill
