#include "ui/shell/PictureTaker.h"

#include "app/base/Sleep.h"
#include "ui/packages/CompareDialog.h"
#include "ui/packages/DownloadPane.h"
#include "ui/packages/FieldsDialog.h"
#include "ui/packages/PackageViewer.h"
#include "ui/packages/PackagesPage.h"
#include "ui/packages/UnpackDialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <qcoronetworkreply.h>

#include <array>

// The pictures of the Packages page; the others stand in PictureTaker.cpp.

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

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

/// A control call of the practice environment.
QCoro::Task<void> tellPractice(QUrl environment, QString path, QByteArray verb, QByteArray json)
{
    QNetworkAccessManager network;
    environment.setPath(path);
    QNetworkRequest request(environment);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = network.sendCustomRequest(request, verb, json);
    co_await reply;
    if (reply->error() != QNetworkReply::NoError)
        qWarning("%s: %s", qPrintable(path), qPrintable(reply->errorString()));
}

} // namespace

QCoro::Task<Result<void>> PictureTaker::drawPackages()
{
    m_window->showPage(MainWindow::Packages);
    PackagesPage *page = m_window->packagesPage();
    const bool isRead = co_await until([page] { return !page->isReading(); });
    if (!isRead)
        co_return fail(ErrorKind::TimedOut, tr("The packages of the journal were not read in time."));
    auto empty = co_await draw(u"packages-empty"_s);
    if (!empty)
        co_return empty;
    const QUrl practice = m_bench->environments.find(m_window->environment())->url;
    const auto fetched = [page] { return !page->run()->isRunning() && !page->isReading(); };
    struct Step {
        const char *exported;
        const char *faults; ///< null: none
        int jobRow;
        FetchMode mode;
    };
    static constexpr std::array steps{
        Step{R"({"job":"Master data export","rows":1200,"run":1})", nullptr, 6, FetchMode::One},
        Step{R"({"job":"Vendors export","rows":200})",
             R"({"faults":[{"call":"download","fault":"corrupt","times":1}]})", 2, FetchMode::One},
        Step{R"({"job":"Released products export","rows":300})",
             R"({"faults":[{"call":"dequeue","fault":"cutAfterBody","times":1}]})", 3, FetchMode::One},
        Step{R"({"job":"Customers export","rows":800})", nullptr, 1, FetchMode::Look},
        Step{R"({"job":"Master data export","rows":1200,"changed":9,"missing":2,"run":2})", nullptr, 6,
             FetchMode::One}};
    const Environment before = *m_bench->environments.find(m_window->environment());
    Environment follows = before; // what cannot be done with the last package is on the pictures
    follows.afterFetch.copyTo = u"/srv/inbox"_s;
    follows.afterFetch.program = u"/usr/local/bin/load-into-warehouse"_s;
    for (const Step &step : steps) {
        m_bench->environments.setTransient(&step == &steps.back() ? follows : before);
        co_await tellPractice(practice, u"/practice/exports"_s, "POST", step.exported);
        if (step.faults)
            co_await tellPractice(practice, u"/practice/faults"_s, "PUT", step.faults);
        page->findChild<QTableView *>(u"exportJobsTable"_s)->selectRow(step.jobRow);
        page->fetch(step.mode);
        const bool done = co_await until(fetched);
        if (!done)
            co_return fail(ErrorKind::TimedOut, tr("A package of the practice environment was not fetched in time."));
    }
    m_bench->environments.setTransient(before);
    page->findChild<QTableView *>(u"exportJobsTable"_s)->selectRow(0);
    co_await sleepFor(500ms, {});
    auto drawn = co_await draw(u"packages"_s);
    if (!drawn)
        co_return drawn;
    auto *tabs = page->details()->findChild<QTabWidget *>(u"downloadTabs"_s);
    static constexpr std::array names{"packages-preview", "packages-http", "packages-history"};
    for (int tab = 1; tab <= 3; ++tab) {
        tabs->setCurrentIndex(tab);
        const QString name = QString::fromLatin1(names[size_t(tab - 1)]);
        auto one = co_await draw(name);
        if (!one)
            co_return one;
    }
    tabs->setCurrentIndex(0);
    page->setChip(DownloadChip::NeedsAttention);
    page->findChild<QTableView *>(u"downloadsTable"_s)->selectRow(0);
    co_await until([page] { return !page->isReading(); });
    auto trouble = co_await draw(u"packages-trouble"_s);
    if (!trouble)
        co_return trouble;
    page->setChip(DownloadChip::All);
    auto tools = co_await drawPackageTools(page);
    if (!tools)
        co_return tools;
    auto questions = co_await drawPackageQuestions(page);
    if (!questions)
        co_return questions;
    auto dropped = co_await drawDropMenu();
    co_return dropped;
}

QCoro::Task<Result<void>> PictureTaker::drawPackageQuestions(PackagesPage *page)
{
    // Each question, and what opens it.
    static constexpr std::array questions{std::pair("packagesKeepButton", "packages-keep"),
                                          std::pair("exportNowButton", "packages-export")};
    for (const auto &[opens, name] : questions) {
        page->findChild<QPushButton *>(QLatin1StringView(opens))->click();
        const bool asked = co_await until([page] { return page->findChild<FieldsDialog *>() != nullptr; });
        if (!asked)
            co_return fail(ErrorKind::TimedOut, tr("What a button of the packages asks did not come in time."));
        auto *dialog = page->findChild<FieldsDialog *>();
        QList<QSize> sizes;
        sizes.append(dialog->sizeHint().expandedTo(dialog->minimumSize()));
        auto drawn = co_await draw(dialog, QString::fromLatin1(name), sizes);
        delete dialog;
        if (!drawn)
            co_return drawn;
    }
    auto *table = page->findChild<QTableView *>(u"downloadsTable"_s);
    table->selectAll();
    for (QAction *action : table->actions())
        action->trigger();
    auto *question = page->findChild<QMessageBox *>();
    QList<QSize> sizes;
    sizes.append(question->size());
    auto drawn = co_await draw(question, u"packages-remove"_s, sizes);
    delete question;
    table->selectRow(0);
    co_return drawn;
}

/// What is asked where a zip is dropped on another page.
QCoro::Task<Result<void>> PictureTaker::drawDropMenu()
{
    m_window->showPage(MainWindow::Messages);
    QMimeData data;
    QList<QUrl> urls;
    urls.append(QUrl::fromLocalFile(m_files.filePath(u"customers.zip"_s)));
    urls.append(QUrl::fromLocalFile(m_files.filePath(u"orders-0642.csv"_s)));
    data.setUrls(urls);
    const QPoint middle = m_window->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &enter);
    QDropEvent drop(QPointF(middle), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &drop);
    auto *menu = m_window->findChild<QMenu *>(u"dropMenu"_s);
    QList<QSize> sizes;
    sizes.append(menu->sizeHint());
    auto drawn = co_await draw(menu, u"drop-menu"_s, sizes);
    menu->close();
    co_return drawn;
}

QCoro::Task<Result<void>> PictureTaker::drawPackageTools(PackagesPage *page)
{
    page->findChild<QTableView *>(u"downloadsTable"_s)->selectRow(0);
    co_await until([page] { return !page->isReading(); });
    QList<QSize> sizes;
    page->findChild<QPushButton *>(u"lookInsideButton"_s)->click();
    auto *viewer = page->findChild<PackageViewer *>();
    co_await sleepFor(1s, {});
    sizes.append(viewer->size());
    auto inside = co_await draw(viewer, u"packages-inside"_s, sizes);
    viewer->close();
    if (!inside)
        co_return inside;
    page->findChild<QPushButton *>(u"compareButton"_s)->click();
    auto *compare = page->findChild<CompareDialog *>();
    const bool compared = co_await until([compare] { return !compare->isComparing(); });
    if (!compared)
        co_return fail(ErrorKind::TimedOut, tr("Two packages were not compared in time."));
    sizes.first() = compare->size();
    auto differing = co_await draw(compare, u"packages-compare"_s, sizes);
    compare->close();
    if (!differing)
        co_return differing;
    page->findChild<QPushButton *>(u"unpackButton"_s)->click();
    auto *unpack = page->findChild<UnpackDialog *>();
    unpack->findChild<QLineEdit *>(u"unpackFolderField"_s)->setText(m_files.filePath(u"unpacked"_s));
    unpack->findChild<QPushButton *>(u"beginUnpackButton"_s)->click();
    co_await until([unpack] { return !unpack->isWorking(); });
    sizes.first() = unpack->size();
    auto unpacked = co_await draw(unpack, u"packages-unpack"_s, sizes);
    unpack->close();
    co_return unpacked;
}

} // namespace waybill
