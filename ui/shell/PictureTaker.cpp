#include "ui/shell/PictureTaker.h"

#include "app/base/Sleep.h"
#include "app/environments/SecretOwner.h"
#include "ui/dashboard/DashboardPage.h"
#include "ui/environments/CheckDialog.h"
#include "ui/messages/MessagesPage.h"
#include "ui/shell/OpeningPage.h"
#include "ui/shell/PictureHistory.h"
#include "ui/style/Appearance.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPixmap>

#include <qcorosignal.h>

#include <array>
#include <cstdio>

/// Q_INIT_RESOURCE wants to stand outside of any namespace.
static void takeSamplesIn()
{
    Q_INIT_RESOURCE(samples);
}

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the practice environment is told to do wrong, so that every kind of state is on the pictures.
constexpr auto faults = R"({
  "faults": [{"call": "enqueue", "fault": "cutAfterBody", "match": "orders-0642", "times": 1}],
  "lifecycles": [{"match": "price-list-*", "statuses": [{"status": "Enqueued", "seconds": 1}, {"status": "Processing", "seconds": 1}], "stickAt": "Processing"},
                 {"match": "vendors-*", "statuses": [{"status": "Enqueued", "seconds": 1}], "stickAt": "Enqueued"}]
})";

} // namespace

PictureTaker::PictureTaker(Workbench *bench, MainWindow *window, Appearance *appearance, QString folder)
    : m_bench(bench), m_window(window), m_appearance(appearance), m_folder(std::move(folder))
{
}

void PictureTaker::start()
{
    takeSamplesIn();
    if (!QDir().mkpath(m_folder)) {
        end(fail(ErrorKind::BadInput, tr("The folder %1 cannot be made.").arg(m_folder)));
        return;
    }
    m_window->show();
    connect(m_window, &MainWindow::practiceReady, this, [this] { run(); });
    connect(m_window, &MainWindow::practiceFailed, this, [this](const Error &error) { end(fail(error)); });
    m_window->begin({u"--speed"_s, u"12"_s, u"--faults"_s, written(u"faults.json"_s, faults)});
}

QString PictureTaker::written(const QString &name, const QByteArray &content) const
{
    const QString path = m_files.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qWarning("cannot write %s", qPrintable(path));
    return path;
}

QString PictureTaker::copyOf(const QString &sample, const QString &name) const
{
    const QString path = m_files.filePath(name);
    QFile::copy(u":/samples/"_s + sample, path);
    return path;
}

QCoro::Task<void> PictureTaker::run()
{
    auto opening = co_await drawOpening();
    if (!opening) {
        end(opening);
        co_return;
    }
    auto empty = co_await drawEmpty();
    if (!empty) {
        end(empty);
        co_return;
    }
    auto pushed = co_await pushEverything();
    if (!pushed) {
        end(pushed);
        co_return;
    }
    auto drawn = co_await drawEverything();
    if (!drawn) {
        end(drawn);
        co_return;
    }
    auto dashboard = co_await drawDashboard();
    if (!dashboard) {
        end(dashboard);
        co_return;
    }
    auto only = co_await drawOnly();
    if (!only) {
        end(only);
        co_return;
    }
    auto explore = co_await drawExplore();
    if (!explore) {
        end(explore);
        co_return;
    }
    auto packages = co_await drawPackages();
    if (!packages) {
        end(packages);
        co_return;
    }
    auto checks = co_await drawChecks();
    if (!checks) {
        end(checks);
        co_return;
    }
    auto environments = co_await drawEnvironments();
    end(environments);
}

QCoro::Task<Result<void>> PictureTaker::pushEverything()
{
    QList<PushFile> files;
    files.append({copyOf(u"customer-groups.csv"_s, u"customer-groups.csv"_s), u"Customer groups"_s, {}, {}});
    files.append({copyOf(u"customers.xml"_s, u"customers Łódź.xml"_s), u"Customers"_s, {}, {}});
    files.append({copyOf(u"sales-order-lines.csv"_s, u"orders-0642.csv"_s), u"Sales order lines"_s, {}, {}});
    files.append({written(u"customers-broken.xml"_s, "<Document><CUSTCUSTOMERV3ENTITY><CUSTOMERACCOUNT>US-1"),
                  u"Customers"_s,
                  {},
                  {}});
    files.append({copyOf(u"customer-groups.csv"_s, u"price-list-eu.csv"_s), u"Customer groups"_s, {}, {}});
    files.append({copyOf(u"customer-groups.csv"_s, u"vendors-delta.csv"_s), u"Customer groups"_s, {}, {}});
    files.append({copyOf(u"demand-forecast-W48.csv"_s, u"demand-forecast-W48.csv"_s), u"Demand forecast"_s, {}, {}});
    auto keys = co_await m_bench->desk.append(m_window->environment(), files, {}, {});
    if (!keys)
        co_return fail(keys.error());
    m_bench->desk.queue().add(*keys);
    co_await m_bench->desk.countRecords(*keys);
    m_unconfirmed = keys->at(2);
    m_stuck = keys->at(4);
    m_failed = keys->at(6);
    QList<std::pair<MessageKey, MessageState>> wanted;
    wanted.append({keys->at(0), MessageState::Succeeded});
    wanted.append({keys->at(1), MessageState::Succeeded});
    wanted.append({keys->at(2), MessageState::Unconfirmed});
    wanted.append({keys->at(3), MessageState::Failed});
    wanted.append({keys->at(4), MessageState::InFlight});
    wanted.append({keys->at(5), MessageState::InFlight});
    wanted.append({keys->at(6), MessageState::Failed});
    const bool there = co_await reached(wanted);
    if (!there)
        co_return fail(ErrorKind::TimedOut,
                       tr("The practice environment did not bring the samples to their end in time."));
    auto why = co_await m_bench->desk.analysis().why(m_failed, {});
    co_return why ? Result<void>() : Result<void>(fail(why.error()));
}

QCoro::Task<bool> PictureTaker::reached(QList<std::pair<MessageKey, MessageState>> wanted)
{
    for (int tenths = 0; tenths < 600; ++tenths) {
        bool all = true;
        for (const auto &[key, state] : wanted) {
            const auto message = m_bench->journal->message(key);
            all = all && message && *message && (*message)->state == state;
        }
        if (all)
            co_return true;
        co_await sleepFor(100ms, {});
    }
    co_return false;
}

QCoro::Task<Result<void>> PictureTaker::drawOpening()
{
    MainWindow window(m_bench->profile);
    window.show();
    const std::array works{
        std::pair("waiting", JournalWork{.kind = JournalWork::Kind::Waiting}),
        std::pair("copying",
                  JournalWork{.kind = JournalWork::Kind::Copying, .bytes = 61'000'000, .ofBytes = 148'000'000}),
        std::pair("changing", JournalWork{.kind = JournalWork::Kind::Changing, .step = 2, .steps = 3}),
        std::pair("saving", JournalWork{.kind = JournalWork::Kind::Saving})};
    for (const auto &[name, work] : works) {
        window.openingPage()->setWork(work);
        auto drawn = co_await draw(&window, u"opening-%1"_s.arg(QLatin1StringView(name)));
        if (!drawn)
            co_return drawn;
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> PictureTaker::drawEmpty()
{
    m_window->showPage(MainWindow::Messages);
    auto messages = co_await draw(u"messages-empty"_s);
    if (!messages)
        co_return messages;
    m_window->showPage(MainWindow::Push);
    auto push = co_await draw(u"push-empty"_s);
    if (!push)
        co_return push;
    m_window->showPage(MainWindow::Dashboard);
    auto dashboard = co_await draw(u"dashboard-empty"_s);
    co_return dashboard;
}

QCoro::Task<Result<void>> PictureTaker::drawEverything()
{
    m_window->showPage(MainWindow::Messages);
    m_window->messagesPage()->setChip(MessageChip::All);
    m_window->messagesPage()->showMessage(m_failed);
    auto failed = co_await draw(u"messages"_s);
    if (!failed)
        co_return failed;
    m_window->messagesPage()->showMessage(m_unconfirmed);
    auto undecided = co_await draw(u"messages-undecided"_s);
    if (!undecided)
        co_return undecided;
    m_window->messagesPage()->showMessage(m_stuck);
    auto waiting = co_await draw(u"messages-waiting"_s);
    if (!waiting)
        co_return waiting;
    m_window->showPage(MainWindow::Push);
    auto push = co_await draw(u"push"_s);
    if (!push)
        co_return push;
    // The beginning of an old workbook is enough to be known as one.
    m_window->offerFiles({written(u"forecast-W49.xls"_s, QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))},
                         u"Demand forecast"_s);
    auto workbook = co_await draw(u"push-workbook"_s);
    co_return workbook;
}

/// As a bar of the dashboard opens them.
QCoro::Task<Result<void>> PictureTaker::drawOnly()
{
    auto why = co_await m_bench->desk.analysis().why(m_failed, {});
    if (!why)
        co_return fail(why.error());
    MessageFilter failed;
    failed.environment = m_window->environment();
    failed.cause = why->causes.isEmpty() ? QString() : why->causes.first().text;
    m_window->showPage(MainWindow::Messages);
    m_window->messagesPage()->showOnly(failed, tr("Failed in the last 7 days: %1").arg(failed.cause));
    auto drawn = co_await draw(u"messages-only"_s);
    co_return drawn;
}

QCoro::Task<Result<void>> PictureTaker::drawDashboard()
{
    m_window->showPage(MainWindow::Dashboard);
    auto few = co_await draw(u"dashboard-few"_s);
    if (!few)
        co_return few;
    // Another journal object on the same file, because this one's clock goes with the sun. No other program reads it.
    auto written = co_await writePictureHistory(m_bench->profile, m_window->environment(), m_bench->clock->utcNow());
    if (!written)
        co_return written;
    Period month;
    month.length = PeriodLength::Month;
    m_window->dashboardPage()->setPeriod(month);
    auto many = co_await draw(u"dashboard-month"_s);
    if (!many)
        co_return many;
    Period week;
    m_window->dashboardPage()->setPeriod(week);
    auto drawn = co_await draw(u"dashboard"_s);
    co_return drawn;
}

QCoro::Task<Result<void>> PictureTaker::drawChecks()
{
    const Environment practice = *m_bench->environments.find(m_window->environment());
    auto good = co_await drawCheck(practice, u"check"_s);
    if (!good)
        co_return good;
    Environment wrongJob = practice;
    wrongJob.jobs[1].activityId = ActivityId(u"11111111-2222-3333-4444-555555555555"_s);
    auto job = co_await drawCheck(wrongJob, u"check-job"_s);
    if (!job)
        co_return job;
    Environment nobody = practice;
    nobody.clientId = u"11111111-2222-3333-4444-555555555555"_s;
    auto token = co_await drawCheck(nobody, u"check-token"_s);
    if (!token)
        co_return token;
    Environment elsewhere = practice;
    elsewhere.tenant = u"fabrikam.example"_s;
    auto authority = co_await drawCheck(elsewhere, u"check-authority"_s);
    if (!authority)
        co_return authority;
    Environment switchedOff = practice;
    switchedOff.url.setPort(1); // nobody listens there
    auto port = co_await drawCheck(switchedOff, u"check-port"_s);
    co_return port;
}

QCoro::Task<Result<void>> PictureTaker::drawCheck(Environment environment, QString name)
{
    // The practice environment's secret, bound to nobody: for the other application that is tried, nobody is there to
    // be asked.
    const Environment practice = *m_bench->environments.find(m_window->environment());
    const QString owner = secretOwner(practice);
    const auto secret = co_await m_bench->secrets.secret(practice.name, SecretKind::ClientSecret, owner);
    if (!secret)
        co_return fail(secret.error());
    SecretStore secrets(m_bench->profile);
    secrets.keepForSession(environment.name, *secret);
    CheckDialog dialog(environment, ConnectionCheck(&secrets, &m_bench->log, m_bench->clock), m_window);
    dialog.show();
    co_await qCoro(&dialog, &CheckDialog::checked);
    QList<QSize> sizes;
    sizes.append(dialog.size());
    auto drawn = co_await draw(&dialog, std::move(name), std::move(sizes));
    co_return drawn;
}

QCoro::Task<Result<void>> PictureTaker::draw(QString name)
{
    return draw(m_window, std::move(name));
}

QCoro::Task<Result<void>> PictureTaker::draw(QWidget *window, QString name)
{
    static const QList<QSize> sizes{QSize(1280, 800), QSize(900, 640)};
    return draw(window, std::move(name), sizes);
}

QCoro::Task<Result<void>> PictureTaker::draw(QWidget *window, QString name, QList<QSize> sizes)
{
    // An array with a name: g++ 12 does not compile braces in a loop of a coroutine.
    static constexpr std::array themes{ThemeChoice::Light, ThemeChoice::Dark};
    for (const ThemeChoice theme : themes) {
        m_appearance->choose(theme);
        for (const QSize size : sizes) {
            window->resize(size);
            co_await sleepFor(400ms, {}); // what is read on workers comes in, layouts settle
            const QString file = u"%1-%2-%3x%4.png"_s.arg(name, theme == ThemeChoice::Light ? u"light"_s : u"dark"_s)
                                     .arg(size.width())
                                     .arg(size.height());
            const QString path = QDir(m_folder).filePath(file);
            if (!window->grab().toImage().scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).save(path))
                co_return fail(ErrorKind::Storage, tr("The picture %1 could not be written.").arg(path));
            std::printf("%s\n", qPrintable(path));
            ++m_drawn;
        }
    }
    co_return Result<void>();
}

void PictureTaker::end(const Result<void> &outcome)
{
    if (outcome)
        std::printf("%d pictures written.\n", m_drawn);
    else
        std::fprintf(stderr, "waybill: %s %s\n", qPrintable(outcome.error().message),
                     qPrintable(outcome.error().detail));
    std::fflush(stdout);
    QApplication::exit(outcome ? 0 : 1);
}

} // namespace waybill
