#include "BenchFigure.h"
#include "PracticeProgram.h"

#include "app/auth/Connections.h"
#include "app/rows/PageParser.h"
#include "app/rows/RowBlock.h"
#include "ui/explore/ExplorePage.h"
#include "ui/explore/QueryTab.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/grid/GridPane.h"
#include "ui/widgets/grid/GridView.h"

#include <QApplication>
#include <QEventLoop>
#include <QStandardPaths>

#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// One page of 10,000 rows of 60 fields.
const QString query = u"GeneralJournalAccountEntries?$top=10000"_s;

/// One practice environment and the Explore page of it, as the window has them.
class Place
{
public:
    Place() : m_environments(m_profile.path()), m_secrets(m_profile.path())
    {
        Environment environment;
        environment.name = u"Practice"_s;
        environment.url = QUrl(m_practice.told(u"url"_s));
        environment.authority = QUrl(m_practice.told(u"authority"_s));
        environment.tenant = m_practice.told(u"tenant"_s);
        environment.clientId = m_practice.told(u"clientId"_s);
        environment.kind = EnvironmentKind::Practice;
        environment.requestsPerSecond = 1000;
        m_environments.setTransient(environment);
        m_secrets.keepForSession(environment.name, m_practice.told(u"secret"_s));
        client = *m_connections.client(environment.name);
        ExploreServices services;
        services.environments = &m_environments;
        services.client = [this](const QString &name) { return m_connections.client(name); };
        services.profileFolder = m_profile.path();
        services.clock = std::make_shared<SystemClock>();
        services.openUrl = [](const QUrl &) {};
        services.askSavePath = [](QWidget *, const QString &, const std::function<void(QString)> &) {};
        page = std::make_unique<ExplorePage>(services);
        page->resize(1280, 800);
        page->setEnvironment(environment.name);
        page->show();
        page->openQuery(query);
    }

private:
    bench::PracticeProgram m_practice;
    QTemporaryDir m_profile;
    HttpLog m_log;
    EnvironmentStore m_environments;
    SecretStore m_secrets;
    Connections m_connections{&m_environments, &m_secrets, &m_log, std::make_shared<SystemClock>()};

public:
    std::shared_ptr<HttpClient> client;
    std::unique_ptr<ExplorePage> page; ///< ends before the rest
};

/// Ends a loop when the grid has painted rows.
class RowsPainted final : public QObject
{
public:
    RowsPainted(GridView *view, QEventLoop *loop) : m_view(view), m_loop(loop)
    {
        view->viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_view->rowCount() > 0)
            QMetaObject::invokeMethod(m_loop, &QEventLoop::quit, Qt::QueuedConnection); // after this paint
        return false;
    }

private:
    GridView *m_view;
    QEventLoop *m_loop;
};

/// From *Read* to rows in the window.
void readInWindow(QueryTab *tab)
{
    QEventLoop loop;
    const RowsPainted watch(tab->grid()->view(), &loop);
    tab->read(); // takes the rows of the reading before away
    loop.exec();
    if (tab->run().rows() != 10'000)
        qFatal("The window shows %lld rows.", static_cast<long long>(tab->run().rows()));
}

/// The same page, asked for and read into columns.
void readAlone(const std::shared_ptr<HttpClient> &client)
{
    HttpRequest request;
    request.url = client->at(u"/data/GeneralJournalAccountEntries"_s);
    request.url.setQuery(u"$top=10000"_s);
    request.maxAnswer = 512 << 20;
    auto outcome = QCoro::waitFor(client->send(request, {}));
    if (!outcome.answer || outcome.answer->status != 200)
        qFatal("The page did not come. %s", qPrintable(outcome.error.message));
    PageParser parser;
    RowBlockBuilder builder;
    const auto page = parser.parse(std::move(outcome.answer->body), builder);
    if (!page || builder.finish()->rows() != 10'000)
        qFatal("The page could not be read.");
}

/// Nothing is counted or looked up any more.
void settle(const QueryTab *tab)
{
    while (tab->run().isBusy() || tab->run().isCounting())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setStyle(new ProxyStyle);
    Place place;
    QueryTab *tab = place.page->currentTab();
    bench::BenchFigure figure(u"Explore: from Read to the first rows on screen, 10,000 × 60"_s,
                              u"the page's own transfer and parse"_s, bench::Budget::timeAtMost(1.2));
    for (int run = -1; run < 9; ++run) {
        const double ours = bench::secondsOf([&] { readInWindow(tab); });
        settle(tab);
        const double reference = bench::secondsOf([&] { readAlone(place.client); });
        if (run >= 0)
            figure.add(ours, reference);
    }
    figure.print();
    return 0;
}
