#include "ui/shell/PageServices.h"

#include "app/journal/JournalReader.h"
#include "ui/shell/EntityKeys.h"
#include "ui/shell/PackageFetching.h"
#include "ui/shell/Workbench.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>

namespace waybill {

namespace {

/// The browser that this desktop opens pages with.
class DesktopBrowser final : public BrowserOpener
{
public:
    bool open(const QUrl &address) override { return QDesktopServices::openUrl(address); }
};

void askSavePath(QWidget *parent, const QString &suggestion, std::function<void(QString)> then)
{
    auto *dialog = new QFileDialog(parent, QObject::tr("Save"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestion);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString &path) { then(path); });
    dialog->open();
}

void askFolder(QWidget *parent, const QString &title, const QString &begin, const std::function<void(QString)> &then)
{
    auto *dialog = new QFileDialog(parent, title, begin);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString &path) { then(path); });
    dialog->open();
}

} // namespace

MessagesServices messagesServices(Workbench *bench)
{
    MessagesServices services;
    services.desk = &bench->desk;
    services.environments = &bench->environments;
    services.clock = bench->clock;
    services.guard = bench->guard;
    services.openUrl = [](const QUrl &url) { QDesktopServices::openUrl(url); };
    services.askSavePath = askSavePath;
    services.askOpenPath = [](QWidget *parent, std::function<void(QString)> then) {
        auto *dialog = new QFileDialog(parent, QObject::tr("The file that was sent"), QDir::homePath());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString &path) { then(path); });
        dialog->open();
    };
    return services;
}

PushServices pushServices(Workbench *bench)
{
    PushServices services;
    services.desk = &bench->desk;
    services.environments = &bench->environments;
    services.clock = bench->clock;
    services.guard = bench->guard;
    services.askFiles = [](QWidget *parent, std::function<void(QStringList)> then) {
        auto *dialog = new QFileDialog(parent, QObject::tr("Files to push"), QDir::homePath());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFiles);
        QObject::connect(dialog, &QFileDialog::filesSelected, parent,
                         [then](const QStringList &paths) { then(paths); });
        dialog->open();
    };
    return services;
}

EnvironmentsServices environmentsServices(Workbench *bench)
{
    EnvironmentsServices services;
    services.environments = &bench->environments;
    services.secrets = &bench->secrets;
    services.connections = &bench->connections;
    services.log = &bench->log;
    services.browser = std::make_shared<DesktopBrowser>();
    services.clock = bench->clock;
    services.messagesOf = [bench](const QString &environment, QObject *context,
                                  const std::function<void(Result<qint64>)> &then) {
        const QDateTime now = bench->clock->utcNow();
        bench->journal->ask(
            context, [environment, now](JournalReader &reader) { return reader.counts(environment, now); },
            [then](const Result<MessageCounts> &counts) {
                then(counts ? counts->all : Result<qint64>(fail(counts.error())));
            });
    };
    services.askFile = [](QWidget *parent, const QString &title, std::function<void(QString)> then) {
        auto *dialog = new QFileDialog(parent, title, QDir::homePath());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString &path) { then(path); });
        dialog->open();
    };
    services.askSavePath = askSavePath;
    services.askFolder = [](QWidget *parent, const QString &title, const std::function<void(QString)> &then) {
        askFolder(parent, title, QDir::homePath(), then);
    };
    return services;
}

ExploreServices exploreServices(Workbench *bench)
{
    ExploreServices services;
    services.environments = &bench->environments;
    services.client = [bench](const QString &environment) { return bench->connections.client(environment); };
    services.profileFolder = bench->profile;
    services.clock = bench->clock;
    services.openUrl = [](const QUrl &url) { QDesktopServices::openUrl(url); };
    services.askSavePath = askSavePath;
    return services;
}

PackagesServices packagesServices(Workbench *bench)
{
    PackagesServices services;
    services.book = &bench->downloads;
    services.environments = &bench->environments;
    services.log = &bench->log;
    services.clock = bench->clock;
    services.guard = bench->guard;
    services.storeFolder = bench->dequeuer.store().folder();
    fetchWith(&bench->dequeuer, &bench->exporter, &services);
    keepWith(bench->journal.get(), bench->profile, &services);
    services.keysOf = [bench](const QString &environment) -> PackagesServices::EntityKeys {
        const Environment *known = bench->environments.find(environment);
        return known ? PackagesServices::EntityKeys(entityKeys(bench->profile, *known)) : nullptr;
    };
    services.openUrl = [](const QUrl &url) { QDesktopServices::openUrl(url); };
    services.askSavePath = askSavePath;
    services.askPackage = [](QWidget *parent, std::function<void(QString)> then) {
        auto *dialog = new QFileDialog(parent, QObject::tr("Open a package"), QDir::homePath(),
                                       QObject::tr("Packages (*.zip);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, [then](const QString &path) { then(path); });
        dialog->open();
    };
    services.askFolder = [](QWidget *parent, const QString &begin, const std::function<void(QString)> &then) {
        askFolder(parent, QObject::tr("Unpack into"), begin, then);
    };
    return services;
}

DashboardServices dashboardServices(Workbench *bench)
{
    DashboardServices services;
    services.journal = bench->journal.get();
    services.profileFolder = bench->profile;
    services.clock = bench->clock;
    services.askSavePath = askSavePath;
    return services;
}

} // namespace waybill
