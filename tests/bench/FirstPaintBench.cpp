#include "BenchFigure.h"
#include "FirstPaint.h"

#include "app/environments/EnvironmentStore.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ProfileOpening.h"
#include "ui/shell/Workbench.h"
#include "ui/style/Appearance.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// The window as its own main() shows it, on a profile with one environment.
int showWindow(const QString &profile)
{
    const auto clock = std::make_shared<SystemClock>();
    ProfileOpening opening(profile, clock);
    opening.start();
    Appearance appearance(*qApp, ThemeChoice::Light);
    const SecretStore::Ask nobody;
    std::unique_ptr<Workbench> workbench;
    MainWindow window(profile);
    bench::endAtFirstPaint(&window);
    QObject::connect(&opening, &ProfileOpening::opened, &window, [&](OpenedJournal &journal) {
        auto made = Workbench::open(profile, clock, std::move(journal), nobody);
        if (!made)
            qFatal("%s", qPrintable(made.error().message));
        workbench = std::move(*made);
        window.furnish(workbench.get());
        window.show();
        window.begin();
    });
    return QApplication::exec();
}

void makeProfile(const QString &profile)
{
    EnvironmentStore environments(profile);
    Environment environment;
    environment.name = u"Test"_s;
    environment.url = QUrl(u"http://127.0.0.1:9"_s); // nobody answers there
    environment.authority = environment.url;
    environment.tenant = u"contoso.example"_s;
    environment.clientId = u"app"_s;
    if (const auto loaded = environments.load(); !loaded)
        qFatal("%s", qPrintable(loaded.error().message));
    if (const auto added = environments.add(environment); !added)
        qFatal("%s", qPrintable(added.error().message));
}

double secondsOfProgram(const QString &program, const QStringList &arguments)
{
    return bench::secondsOf([&] {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("%s did not come to its first paint.", qPrintable(program));
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--window")
        return showWindow(arguments[2]);
    const QTemporaryDir folder;
    makeProfile(folder.path());
    const QString name = u"First paint: from the start of the program to the painted window"_s;
    bench::BenchFigure figure(name, u"an empty QMainWindow"_s, bench::Budget::timeAtMost(2.5));
    bench::BenchFigure alike(name, u"an empty QMainWindow as large as ours"_s, bench::Budget::timeAtMost(2.5));
    const QSize size = MainWindow(folder.path()).size();
    const QStringList ofOurSize{QString::number(size.width()), QString::number(size.height())};
    const QString empty = u"" WAYBILL_BIN "/EmptyWindow"_s;
    for (int run = -1; run < 15; ++run) {
        const double ours = secondsOfProgram(arguments[0], {u"--window"_s, folder.path()});
        const double small = secondsOfProgram(empty, {});
        const double large = secondsOfProgram(empty, ofOurSize);
        if (run >= 0) {
            figure.add(ours, small);
            alike.add(ours, large);
        }
    }
    figure.print();
    alike.print();
    return 0;
}
