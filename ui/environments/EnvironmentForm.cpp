#include "ui/environments/EnvironmentForm.h"

#include "app/connection/TenantDiscovery.h"
#include "app/environments/PackageName.h"
#include "app/environments/SecretOwner.h"
#include "ui/environments/ColourChoice.h"
#include "ui/environments/FormProxy.h"
#include "ui/environments/PastedAddress.h"
#include "ui/environments/SaveEnvironment.h"
#include "ui/environments/SecretField.h"
#include "ui/style/Icons.h"
#include "ui/widgets/FormField.h"
#include "ui/widgets/TonedLabel.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr QSize usual(660, 680);
/// More than this came at once: it was pasted.
constexpr qsizetype pasted = 8;
} // namespace

EnvironmentForm::EnvironmentForm(EnvironmentsServices services, const Environment &environment, const QString &before,
                                 QWidget *parent)
    : QDialog(parent), m_services(std::move(services)), m_before(before),
      m_view(std::make_unique<EnvironmentFormView>(this)), m_kindChosen(!environment.url.isEmpty()),
      m_authorityChosen(!environment.url.isEmpty())
{
    setObjectName(u"environmentForm"_s);
    setWindowTitle(before.isEmpty() ? tr("Connect an environment") : tr("Settings of “%1”").arg(before));
    resize(usual);
    for (const Environment &other : m_services.environments->environments()) {
        if (other.name != before)
            m_taken << other.name;
    }
    m_view->fill(draftOf(environment));
    m_lastAddress = m_view->url->text();
    m_ca = environment.ca;
    m_lease = environment.lease;
    m_rowCap = environment.rowCap;
    connectView();
    connectFiles();
    for (QWidget *widget : findChildren<QWidget *>()) {
        if (qobject_cast<QComboBox *>(widget) || qobject_cast<QSpinBox *>(widget)) {
            widget->setFocusPolicy(Qt::StrongFocus);
            widget->installEventFilter(this);
        }
    }
    showGrant();
    showProxy();
    refresh();
    if (!before.isEmpty())
        askWhatIsKept();
    m_view->url->setFocus();
}

EnvironmentForm::~EnvironmentForm()
{
    m_asking.request_stop();
    // Hiding takes the focus from a field, which would tell the form after its fields are gone.
    const auto children = findChildren<QObject *>();
    for (QObject *child : children)
        child->disconnect(this);
}

bool EnvironmentForm::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel scrolls the form; it is not to change what the pointer happens to pass.
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

FormDraft EnvironmentForm::draft() const
{
    FormDraft draft = m_view->draft();
    draft.ca = m_ca;
    draft.lease = m_lease;
    draft.rowCap = m_rowCap;
    // Of one that is saved a missing secret is told, but it may be somewhere else on purpose.
    draft.hasSecret = !m_before.isEmpty() || !m_view->secret->text().isEmpty();
    return draft;
}

void EnvironmentForm::connectView()
{
    EnvironmentFormView &v = *m_view;
    connect(v.url, &QLineEdit::textChanged, this, &EnvironmentForm::addressChanged);
    connect(v.url, &QLineEdit::editingFinished, this, &EnvironmentForm::takeAddress);
    for (const auto &[part, field] : {std::pair(FormPart::Url, v.url),
                                      {FormPart::Name, v.name},
                                      {FormPart::Tenant, v.tenant},
                                      {FormPart::Authority, v.authority->lineEdit()},
                                      {FormPart::ClientId, v.clientId},
                                      {FormPart::Secret, v.secret->field()},
                                      {FormPart::Certificate, v.certificate},
                                      {FormPart::ProxyAddress, v.proxyAddress},
                                      {FormPart::ProxyUser, v.proxyUser},
                                      {FormPart::PackageName, v.packageName},
                                      {FormPart::CopyTo, v.copyTo},
                                      {FormPart::Program, v.program},
                                      {FormPart::Arguments, v.arguments}})
        touch(part, field);
    connect(v.kind, &QComboBox::activated, this, [this] { m_kindChosen = true; });
    connect(v.kind, &QComboBox::currentIndexChanged, this, &EnvironmentForm::refresh);
    connect(v.grant, &QComboBox::currentIndexChanged, this, &EnvironmentForm::showGrant);
    connect(v.authority, &QComboBox::activated, this, [this](int index) {
        m_view->authority->setEditText(m_view->authority->itemData(index).toString());
        m_authorityChosen = true;
    });
    connect(v.authority->lineEdit(), &QLineEdit::textEdited, this, [this] { m_authorityChosen = true; });
    connect(v.proxy, &QComboBox::currentIndexChanged, this, &EnvironmentForm::showProxy);
    connect(v.proxyUser, &QLineEdit::textChanged, this, &EnvironmentForm::showProxy);
    connect(v.proxy, &QComboBox::currentIndexChanged, this, &EnvironmentForm::askAgain);
    for (const QLineEdit *field : {v.proxyAddress, v.proxyUser, v.proxyPassword->field()})
        connect(field, &QLineEdit::editingFinished, this, &EnvironmentForm::askAgain);
    connect(v.more, &QToolButton::toggled, this, [this](bool open) {
        m_view->advanced->setVisible(open);
        m_view->more->setIcon(themedIcon(open ? Icon::ChevronDown : Icon::ChevronRight));
        m_view->more->setText(open ? tr("Fewer settings") : tr("More settings"));
        m_view->more->setAccessibleName(m_view->more->text());
    });
    connect(v.cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(v.save, &QPushButton::clicked, this, [this] { saveIfRight(false); });
    connect(v.saveAndCheck, &QPushButton::clicked, this, [this] { saveIfRight(true); });
}

/// Wrong is told from when somebody leaves the field on; right at once.
void EnvironmentForm::touch(FormPart part, QLineEdit *field)
{
    connect(field, &QLineEdit::textChanged, this, [this] {
        m_view->trouble->hide();
        refresh();
    });
    connect(field, &QLineEdit::editingFinished, this, [this, part, field] {
        if (!field->text().isEmpty())
            m_touched.insert(part);
        refresh();
    });
}

void EnvironmentForm::addressChanged(const QString &text)
{
    const bool atOnce = qAbs(text.size() - m_lastAddress.size()) > pasted;
    m_lastAddress = text;
    if (atOnce)
        QMetaObject::invokeMethod(this, &EnvironmentForm::takeAddress, Qt::QueuedConnection);
}

void EnvironmentForm::takeAddress()
{
    EnvironmentFormView &v = *m_view;
    const auto address = pastedAddress(v.url->text());
    if (!address) {
        refresh();
        return;
    }
    if (!address->told.isEmpty())
        v.fields[FormPart::Url]->setHint(address->told);
    if (v.url->text() != address->url.toString())
        v.url->setText(address->url.toString());
    if (!address->company.isEmpty() && v.company->text().isEmpty())
        v.company->setText(address->company);
    if (v.name->text().isEmpty() || v.name->text() == m_suggestedName) {
        m_suggestedName = likelyName(address->url, m_taken);
        v.name->setText(m_suggestedName);
    }
    if (!m_kindChosen)
        v.kind->setCurrentIndex(v.kind->findData(int(likelyKind(address->url))));
    if (tenantIsFree() && address->url != m_asked)
        discover(address->url);
    refresh();
}

void EnvironmentForm::askAgain()
{
    const ProxyChoice proxy = draft().environment().proxy;
    if (proxy.kind == ProxyChoice::Kind::Own && proxy.address.isEmpty())
        return; // it is still being typed
    const auto address = pastedAddress(m_view->url->text());
    if (address && m_view->tenant->text().isEmpty())
        discover(address->url);
}

bool EnvironmentForm::tenantIsFree() const
{
    return m_view->tenant->text().isEmpty() || m_view->tenant->text() == m_foundTenant;
}

ProxyUse EnvironmentForm::proxyUse() const
{
    return proxyOfForm(m_services.secrets, m_services.environments->find(m_before), draft().environment().proxy,
                       m_view->proxyPassword->text());
}

QCoro::Task<void> EnvironmentForm::discover(QUrl url)
{
    const QPointer<EnvironmentForm> self = this;
    m_asking.request_stop();
    m_asking = {};
    const std::stop_token another = m_asking.get_token(); // was asked for meanwhile
    m_asked = url;
    m_discovering = true;
    FormField *field = m_view->fields[FormPart::Tenant];
    field->setHint(tr("Asking %1 where one signs in…").arg(url.host()));
    Environment asked;
    asked.url = url;
    asked.ca = m_ca;
    const auto place = co_await discoverSignInPlace(url, asked.trust(), proxyUse(), m_services.log, another);
    if (!self || another.stop_requested())
        co_return;
    m_discovering = false;
    if (place && !m_authorityChosen)
        m_view->authority->setEditText(place->authority.toString());
    if (!tenantIsFree()) {
        field->setHint({}); // somebody typed it meanwhile
    } else if (place && !place->tenant.isEmpty()) {
        m_foundTenant = place->tenant;
        m_view->tenant->setText(place->tenant);
        field->setHint(tr("%1 sends its users there to sign in.").arg(url.host()));
    } else {
        field->setHint(place ? tr("%1 takes users of any tenant; enter yours.").arg(url.host())
                             : place.error().message);
    }
    refresh();
    if (const auto checks = std::exchange(m_savesThen, std::nullopt))
        saveIfRight(*checks);
}

QCoro::Task<void> EnvironmentForm::askWhatIsKept()
{
    const QPointer<EnvironmentForm> self = this;
    const std::array<std::pair<SecretKind, SecretField *>, 3> asked{
        std::pair{SecretKind::ClientSecret, m_view->secret}, std::pair{SecretKind::Passphrase, m_view->passphrase},
        std::pair{SecretKind::ProxyPassword, m_view->proxyPassword}};
    for (const auto &[kind, field] : asked) {
        const Environment *const saved = m_services.environments->find(m_before);
        const QString owner = saved ? secretOwner(*saved, kind) : QString();
        const bool has = co_await m_services.secrets->has(m_before, kind, owner);
        if (!self)
            co_return;
        field->setKept(has);
    }
    if (!m_view->secret->isKept())
        m_view->fields[FormPart::Secret]->setHint(tr("Secret missing on this computer: enter it here."));
}

void EnvironmentForm::showGrant()
{
    const Grant grant = draft().grant;
    m_view->fields[FormPart::Secret]->setVisible(grant == Grant::ClientSecret);
    m_view->fields[FormPart::Certificate]->setVisible(grant == Grant::Certificate);
    m_view->passphraseField->setVisible(grant == Grant::Certificate);
    m_view->personal->setVisible(isPersonal(grant));
    m_view->personal->setText(
        grant == Grant::DeviceCode
            ? tr("You sign in on any device with a code that Waybill shows when it is first needed.")
            : tr("You sign in with the browser when it is first needed. The app registration needs "
                 "the redirect address http://localhost."));
    refresh();
}

void EnvironmentForm::showProxy()
{
    const bool own = draft().proxy == ProxyChoice::Kind::Own;
    m_view->fields[FormPart::ProxyAddress]->setVisible(own);
    m_view->fields[FormPart::ProxyUser]->setVisible(own);
    m_view->proxyPasswordField->setVisible(own && !m_view->proxyUser->text().isEmpty());
    refresh();
}

void EnvironmentForm::refresh()
{
    const FormDraft now = draft();
    const auto troubles = troublesOf(now, m_taken);
    for (auto field = m_view->fields.cbegin(); field != m_view->fields.cend(); ++field)
        field.value()->setTrouble(m_touched.contains(field.key()) ? troubles.value(field.key()) : QString());
    const bool renamed = !m_before.isEmpty() && now.name.trimmed() != m_before;
    m_view->nameField->setHint(
        renamed ? tr("Its messages so far stay in the journal under “%1”; its secrets go along.").arg(m_before)
                : QString());
    const bool production = now.kind == EnvironmentKind::Production;
    m_view->colour->setEnabled(!production);
    m_view->colourField->setHint(production ? tr("Production is red for everyone.") : QString());
    const auto count = m_ca.count("-----BEGIN CERTIFICATE-----");
    m_view->ca->setText(count == 0   ? QString()
                        : count == 1 ? tr("one certificate")
                                     : tr("%n certificates", nullptr, int(count)));
    m_view->dropCa->setEnabled(count > 0);
    const QString name = now.packageName.trimmed();
    m_view->fields[FormPart::PackageName]->setHint(
        checkPackageName(name) ? tr("Such as %1").arg(QDir::toNativeSeparators(exampleName(name, now.name.trimmed())))
                               : QString());
    m_view->fields[FormPart::Arguments]->setHint(argumentsTold(now.arguments));
    for (QWidget *of : {static_cast<QWidget *>(m_view->arguments), static_cast<QWidget *>(m_view->programLimit)})
        of->setEnabled(!now.program.trimmed().isEmpty());
}

void EnvironmentForm::goToTrouble(FormPart part)
{
    FormField *field = m_view->fields[part];
    if (m_view->advanced->isAncestorOf(field))
        m_view->more->setChecked(true);
    field->control()->setFocus(Qt::OtherFocusReason);
    m_view->area->ensureWidgetVisible(field);
}

void EnvironmentForm::saveIfRight(bool check)
{
    takeAddress();
    m_savesThen.reset();
    if (m_discovering && m_view->tenant->text().isEmpty()) {
        m_savesThen = check;
        return;
    }
    for (const FormPart part : m_view->fields.keys())
        m_touched.insert(part);
    refresh();
    const auto troubles = troublesOf(draft(), m_taken);
    if (!troubles.isEmpty()) {
        m_view->trouble->setText(troubles.size() == 1
                                     ? tr("One field is not right yet.")
                                     : tr("%n fields are not right yet.", nullptr, int(troubles.size())));
        m_view->trouble->show();
        goToTrouble(troubles.firstKey());
        return;
    }
    save(check);
}

QCoro::Task<void> EnvironmentForm::save(bool check)
{
    const QPointer<EnvironmentForm> self = this;
    EnvironmentChange change{m_before, draft().environment(), {}};
    const QString name = change.environment.name;
    const bool own = change.environment.proxy.kind == ProxyChoice::Kind::Own;
    const auto typed = [&change](SecretKind kind, const SecretField *field, bool wanted) {
        if (wanted && !field->text().isEmpty())
            change.secrets.insert(kind, field->text());
    };
    typed(SecretKind::ClientSecret, m_view->secret, change.environment.grant == Grant::ClientSecret);
    typed(SecretKind::Passphrase, m_view->passphrase, change.environment.grant == Grant::Certificate);
    typed(SecretKind::ProxyPassword, m_view->proxyPassword, own);
    m_view->save->setEnabled(false);
    m_view->saveAndCheck->setEnabled(false);
    const auto done = co_await saveEnvironment(m_services.environments, m_services.secrets, std::move(change));
    if (!self)
        co_return;
    m_view->save->setEnabled(true);
    m_view->saveAndCheck->setEnabled(true);
    if (!done) {
        m_view->trouble->setText(done.error().message);
        m_view->trouble->show();
        co_return;
    }
    emit saved(name, *done);
    if (check)
        emit checkWanted(name);
    accept();
}

} // namespace waybill
