#include "ui/shell/MainWindow.h"
#include "ui/shell/OpeningPage.h"
#include "ui/shell/PictureTaker.h"
#include "ui/shell/ProfileOpening.h"
#include "ui/shell/SecretPrompt.h"
#include "ui/shell/Workbench.h"
#include "ui/style/Appearance.h"
#include "ui/style/Icons.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QNetworkProxyFactory>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <optional>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// How long the window waits for the journal before it shows that it waits.
constexpr std::chrono::milliseconds soon{100};

/// Pictures need no display; Qt has to know before the application is made.
void chooseScreen(int argc, char **argv)
{
    bool draws = false;
    for (int i = 1; i < argc; ++i)
        draws = draws || QByteArray(argv[i]).startsWith("--pictures");
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (draws && !hasDisplay && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

QString profileFolder(const QCommandLineParser &options)
{
    if (options.isSet(u"profile"_s))
        return QDir::cleanPath(QDir::current().absoluteFilePath(options.value(u"profile"_s)));
    const QString named = qEnvironmentVariable("WAYBILL_PROFILE");
    return named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                           : QDir::cleanPath(QDir::current().absoluteFilePath(named));
}

/// Says why there is no window, and ends.
void refuse(const Error &error)
{
    std::fprintf(stderr, "waybill: %s\n", qPrintable(error.message));
    const auto end = [] { QApplication::exit(3); };
    if (QGuiApplication::platformName() == "offscreen"_L1) {
        end();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Critical, QObject::tr("Waybill cannot start"), error.message);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::finished, box, end);
    box->open();
}

} // namespace

int main(int argc, char **argv)
{
    chooseScreen(argc, argv);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"waybill"_s); // shares the profile with waybill-cli
    QCoreApplication::setApplicationVersion(u"" WAYBILL_VERSION ""_s);
    QGuiApplication::setWindowIcon(applicationIcon());
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    QCommandLineParser options;
    options.setApplicationDescription(u"A workbench for Dynamics 365 Finance & Operations integrations."_s);
    options.addHelpOption();
    options.addVersionOption();
    options.addOption({u"profile"_s, u"Keeps everything in DIR instead of the user's data folder."_s, u"DIR"_s});
    options.addOption({u"theme"_s, u"system, light or dark."_s, u"THEME"_s, u"system"_s});
    options.addOption({u"pictures"_s, u"Draws every page with practice data into DIR and ends."_s, u"DIR"_s});
    options.process(application);
    const auto theme = themeChoiceFrom(options.value(u"theme"_s));
    if (!theme) {
        std::fprintf(stderr, "waybill: --theme takes system, light or dark.\n");
        return 2;
    }

    const bool draws = options.isSet(u"pictures"_s);
    std::optional<QTemporaryDir> scratch; // pictures never touch the user's profile
    if (draws)
        scratch.emplace();
    const QString profile = draws ? scratch->path() : profileFolder(options);
    const auto clock = std::make_shared<SystemClock>();
    ProfileOpening opening(profile, clock);
    opening.start(); // in a thread of its own, while the window is made
    Appearance appearance(application, *theme);
    SecretPrompt prompt;
    std::unique_ptr<Workbench> bench;
    MainWindow window(profile);
    prompt.setWindow(&window);
    std::unique_ptr<PictureTaker> taker;
    // Nearly always it is open at once, and a page that flashes up tells nobody anything.
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &window, [&window, draws] { window.setVisible(!draws); });
    QObject::connect(&opening, &ProfileOpening::opened, &window, [&](OpenedJournal &journal) {
        late.stop();
        auto made = Workbench::open(profile, clock, std::move(journal), prompt.asker());
        if (!made) {
            window.hide();
            refuse(made.error());
            return;
        }
        bench = std::move(*made);
        window.furnish(bench.get());
        if (draws) {
            taker = std::make_unique<PictureTaker>(bench.get(), &window, &appearance, options.value(u"pictures"_s));
            taker->start();
            return;
        }
        window.show();
        window.begin();
    });
    QObject::connect(&opening, &ProfileOpening::failed, &window, [&](const Error &error) {
        late.stop(); // the reason is not to be covered by a page that waits
        window.hide();
        if (error.kind == ErrorKind::Cancelled)
            QApplication::exit(0);
        else
            refuse(error);
    });
    QObject::connect(&opening, &ProfileOpening::working, window.openingPage(), &OpeningPage::setWork);
    QObject::connect(&window, &MainWindow::openingCancelled, &opening, &ProfileOpening::cancel);
    late.start(soon);
    return QApplication::exec();
}
