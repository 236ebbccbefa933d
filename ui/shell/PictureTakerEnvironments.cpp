#include "ui/shell/PictureTaker.h"

#include "app/base/Sleep.h"
#include "ui/environments/EnvironmentForm.h"
#include "ui/environments/EnvironmentStates.h"
#include "ui/environments/EnvironmentSwitcher.h"
#include "ui/environments/ImportOutcome.h"
#include "ui/environments/ManagerDialog.h"
#include "ui/environments/SignInDialog.h"
#include "ui/shell/PageServices.h"
#include "ui/widgets/ConfirmByName.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <array>

// The pictures of what there is to do with environments; the others stand in PictureTaker.cpp.

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Opens nothing: the dialog is on the picture, and no browser beside it.
class NoBrowser final : public BrowserOpener
{
public:
    bool open(const QUrl &) override { return true; }
};

/// The id of the practice environment's application for people.
QString clientForPeople(const QString &profile)
{
    QFile file(QDir(profile).filePath(u"practice/identity.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object()[u"applications"_s].toArray();
    for (const QJsonValue &one : all) {
        if (one[u"name"_s] == "Waybill for people"_L1)
            return one[u"clientId"_s].toString();
    }
    return {};
}

/// A profile as somebody has it after a year.
struct OtherProfile {
    explicit OtherProfile(Workbench *bench)
        : secrets(folder.path()), connections(&environments, &secrets, &bench->log, bench->clock),
          states(&secrets, &connections, bench->clock)
    {
        const auto add = [this](const char *name, const char *host, EnvironmentKind kind, bool readOnly, bool secret,
                                const char *colour = "") {
            Environment environment;
            environment.name = QString::fromUtf8(name);
            environment.url = QUrl(u"https://%1.dynamics.com"_s.arg(QLatin1StringView(host)));
            environment.authority = publicAuthority();
            environment.tenant = u"contoso.com"_s;
            environment.clientId = u"6f1e0a52-3d4b-4c0f-8a6e-90b1c2d3e4f5"_s;
            environment.kind = kind;
            environment.readOnly = readOnly;
            environment.colour = QString::fromLatin1(colour);
            (void)environments.add(environment); // one that is missing shows in the picture
            if (secret)
                secrets.keepForSession(environment.name, u"x"_s);
        };
        add("Contoso Live", "contoso.operations.eu", EnvironmentKind::Production, false, true);
        add("Contoso Live (look only)", "contoso.operations.eu", EnvironmentKind::Production, true, true);
        add("UAT Europe", "contoso-uat.sandbox.operations.eu", EnvironmentKind::Sandbox, false, true);
        add("UAT Łódź", "contoso-uat2.sandbox.operations.eu", EnvironmentKind::Sandbox, false, false, "#b0417a");
        add("Integration test", "contoso-it.sandbox.operations.eu", EnvironmentKind::Test, false, true);
        add("Dev box 12", "dev12devaos.cloudax", EnvironmentKind::Development, false, false);
        add("Warehouse on premises", "ax.warehouse", EnvironmentKind::OnPremises, false, true);
    }

    QTemporaryDir folder;
    EnvironmentStore environments{folder.path()};
    SecretStore secrets;
    Connections connections;
    EnvironmentStates states;
};

} // namespace

QCoro::Task<Result<void>> PictureTaker::drawEnvironments()
{
    OtherProfile profile(m_bench);
    EnvironmentsServices services = environmentsServices(m_bench);
    services.environments = &profile.environments;
    services.secrets = &profile.secrets;
    services.connections = &profile.connections;
    QList<QSize> sizes;
    sizes.append(QSize(900, 560));
    sizes.append(QSize(680, 420));
    ManagerDialog manager(services, &profile.states, m_window);
    manager.show();
    auto list = co_await draw(&manager, u"environments"_s, sizes);
    if (!list)
        co_return list;
    manager.hide();
    auto signIns = co_await drawSignIns(&services);
    if (!signIns)
        co_return signIns;
    auto imported = co_await drawImport();
    if (!imported)
        co_return imported;

    EnvironmentSwitcher switcher(&profile.environments, &profile.states, u"UAT Europe"_s, m_window);
    switcher.popUpAt(m_window->mapToGlobal(QPoint(8, 90)));
    QList<QSize> own;
    own.append(switcher.size());
    auto dropped = co_await draw(&switcher, u"environments-switcher"_s, own);
    if (!dropped)
        co_return dropped;
    switcher.hide();

    auto form = co_await drawForms(&services);
    if (!form)
        co_return form;
    ConfirmByName confirm({u"Contoso Live"_s,
                           tr("Push to production"),
                           tr("Push 3 files to the production environment %1?").arg(u"Contoso Live"_s),
                           {},
                           tr("Push to production")},
                          m_window);
    confirm.show();
    confirm.findChild<QLineEdit *>()->setText(u"Contoso life"_s);
    own.clear();
    own.append(confirm.size());
    auto asked = co_await draw(&confirm, u"production-confirm"_s, own);
    if (!asked)
        co_return asked;
    confirm.hide();
    auto guarded = co_await drawGuarded();
    co_return guarded;
}

/// A person signs in: by the browser's page, and by a code.
QCoro::Task<Result<void>> PictureTaker::drawSignIns(EnvironmentsServices *services)
{
    Environment people = *m_bench->environments.find(m_window->environment());
    people.name = u"UAT for people"_s;
    people.kind = EnvironmentKind::Sandbox;
    people.clientId = clientForPeople(m_bench->profile);
    static constexpr std::array ways{std::pair(Grant::Interactive, "browser"), std::pair(Grant::DeviceCode, "code")};
    for (const auto &[grant, name] : ways) {
        people.grant = grant;
        services->environments->setTransient(people);
        SignInDialog dialog(people, services->connections, std::make_shared<NoBrowser>(), m_bench->clock, m_window);
        dialog.show();
        co_await sleepFor(600ms, {}); // the authority tells its code
        QList<QSize> own;
        own.append(dialog.sizeHint().expandedTo(dialog.minimumSize()));
        auto drawn = co_await draw(&dialog, u"sign-in-%1"_s.arg(QLatin1StringView(name)), own);
        if (!drawn)
            co_return drawn;
    }
    (void)services->environments->remove(people.name);
    co_return Result<void>();
}

QCoro::Task<Result<void>> PictureTaker::drawImport()
{
    ImportDone done;
    done.added = {u"Contoso UAT"_s};
    done.notes = {tr("The Postman variable “api_version” has no place in an environment and was left out."),
                  tr("The client secret of “%1” went from the file into the keychain. It still stands in the file: "
                     "remove it there.")
                      .arg(u"Contoso UAT"_s)};
    ImportOutcome outcome(done, m_window);
    outcome.show();
    QList<QSize> own;
    own.append(outcome.size());
    auto drawn = co_await draw(&outcome, u"environments-import"_s, own);
    co_return drawn;
}

QCoro::Task<Result<void>> PictureTaker::drawForms(EnvironmentsServices *services)
{
    QList<QSize> sizes;
    sizes.append(QSize(660, 680));
    EnvironmentForm form(*services, {}, {}, m_window);
    form.show();
    auto blank = co_await draw(&form, u"environment-new"_s, sizes);
    if (!blank)
        co_return blank;
    form.findChild<QLineEdit *>(u"urlField"_s)
        ->setText(m_bench->environments.environments().first().url.toString() +
                  u"/?cmp=usmf&mi=DataManagementWorkspace"_s);
    form.findChild<QLineEdit *>(u"clientIdField"_s)->setText(u"<the id>"_s);
    form.findChild<QPushButton *>(u"saveEnvironmentButton"_s)->click();
    sizes.append(QSize(520, 480));
    auto wrong = co_await draw(&form, u"environment-errors"_s, sizes);
    if (!wrong)
        co_return wrong;
    form.findChild<QToolButton *>(u"moreSettingsButton"_s)->click();
    sizes.clear();
    sizes.append(QSize(660, 1240));
    auto whole = co_await draw(&form, u"environment-whole"_s, sizes);
    co_return whole;
}

/// The window on a production environment, and on one that is only to be read.
QCoro::Task<Result<void>> PictureTaker::drawGuarded()
{
    const Environment practice = *m_bench->environments.find(m_window->environment());
    Environment guarded = practice;
    guarded.kind = EnvironmentKind::Production;
    m_bench->environments.setTransient(guarded);
    m_window->showPage(MainWindow::Push);
    auto production = co_await draw(u"push-production"_s);
    if (!production)
        co_return production;
    guarded.kind = EnvironmentKind::Sandbox;
    guarded.readOnly = true;
    m_bench->environments.setTransient(guarded);
    auto locked = co_await draw(u"push-read-only"_s);
    if (!locked)
        co_return locked;
    m_window->showPage(MainWindow::Messages);
    auto messages = co_await draw(u"messages-read-only"_s);
    m_bench->environments.setTransient(practice);
    co_return messages;
}

} // namespace waybill
