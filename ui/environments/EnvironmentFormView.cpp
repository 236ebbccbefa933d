#include "ui/environments/EnvironmentFormView.h"

#include "app/environments/PackageName.h"
#include "ui/environments/ColourChoice.h"
#include "ui/environments/EnvironmentListModel.h"
#include "ui/environments/JobList.h"
#include "ui/environments/SecretField.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/FormField.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct FormWords {
    Q_DECLARE_TR_FUNCTIONS(EnvironmentForm)
};
QString tr(const char *text)
{
    return FormWords::tr(text);
}

QLineEdit *line(const QString &name, const QString &placeholder = {})
{
    auto *made = new QLineEdit;
    made->setObjectName(name);
    made->setPlaceholderText(placeholder);
    return made;
}

QComboBox *combo(const QString &name)
{
    auto *made = new QComboBox;
    made->setObjectName(name);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(18);
    return made;
}

/// `spoken` is its accessible name where its word alone says too little.
QPushButton *button(const QString &word, const QString &name, const QString &tooltip, const QString &spoken = {})
{
    auto *made = new QPushButton(word);
    made->setObjectName(name);
    made->setAccessibleName(spoken.isEmpty() ? QString(word).remove(u'…') : spoken);
    made->setToolTip(tooltip);
    made->setAutoDefault(false);
    return made;
}

/// A field with its buttons in one row.
QWidget *row(std::initializer_list<QWidget *> widgets)
{
    auto *made = new QWidget;
    auto *layout = new QHBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::unit);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return made;
}

QVBoxLayout *columnOf(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit + 2);
    return column;
}
} // namespace

EnvironmentFormView::EnvironmentFormView(QDialog *form)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit + 2);
    column->addWidget(makeBasics());
    more = new QToolButton;
    more->setObjectName(u"moreSettingsButton"_s);
    more->setText(tr("More settings"));
    more->setAccessibleName(tr("More settings"));
    more->setToolTip(tr("Authority, proxy, time-outs, request budget, certificates, packages, recurring data jobs"));
    more->setCheckable(true);
    more->setAutoRaise(true);
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    more->setIcon(themedIcon(Icon::ChevronRight));
    column->addWidget(more, 0, Qt::AlignLeft);
    advanced = makeAdvanced();
    advanced->hide();
    column->addWidget(advanced);
    column->addStretch();

    area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    trouble = new TonedLabel;
    trouble->setObjectName(u"formTrouble"_s);
    trouble->setTone(StatusRole::Red);
    trouble->setWordWrap(true);
    trouble->hide();
    saveAndCheck = button(tr("Save and check"), u"saveAndCheckButton"_s,
                          tr("Saves it and goes the whole way there, step by step"));
    setButtonKind(saveAndCheck, ButtonKind::Primary);
    saveAndCheck->setDefault(true);
    save = button(tr("Save"), u"saveEnvironmentButton"_s, tr("Saves it without asking anything of it"));
    cancel = button(tr("Cancel"), u"cancelFormButton"_s, tr("Changes nothing"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::unit);
    buttons->addStretch();
    for (QPushButton *made : {cancel, save, saveAndCheck})
        buttons->addWidget(made);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(metrics::margin, metrics::unit, metrics::margin, metrics::margin);
    foot->setSpacing(metrics::unit);
    foot->addWidget(trouble);
    foot->addLayout(buttons);
    auto *whole = new QVBoxLayout(form);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(area, 1);
    whole->addLayout(foot);
}

FormField *EnvironmentFormView::add(QVBoxLayout *column, const QString &label, QWidget *control, const QString &tooltip,
                                    QWidget *body)
{
    auto *field = new FormField(label, control, tooltip, body);
    column->addWidget(field);
    return field;
}

QWidget *EnvironmentFormView::makeBasics()
{
    auto *basics = new QWidget;
    QVBoxLayout *column = columnOf(basics);
    url = line(u"urlField"_s, u"https://contoso.operations.dynamics.com"_s);
    fields[FormPart::Url] =
        add(column, tr("Address"), url, tr("Paste the address of F&O, or the link of any page of it"));
    name = line(u"nameField"_s);
    nameField = fields[FormPart::Name] =
        add(column, tr("Name"), name, tr("Your own name for it; the command line uses it too"));
    kind = combo(u"kindField"_s);
    for (const auto which : {EnvironmentKind::Development, EnvironmentKind::Test, EnvironmentKind::Sandbox,
                             EnvironmentKind::Production, EnvironmentKind::Practice, EnvironmentKind::OnPremises})
        kind->addItem(kindName(which), int(which));
    add(column, tr("Kind"), kind, tr("Production asks for its name before anything is sent"));
    colour = new ColourChoice;
    colour->setObjectName(u"colourField"_s);
    colourField = add(column, tr("Colour"), colour, tr("Marks the window, its icon and the lists"));
    tenant = line(u"tenantField"_s, tr("GUID or domain; found by the address where possible"));
    fields[FormPart::Tenant] =
        add(column, tr("Tenant"), tenant, tr("The directory that signs you in: its GUID or a domain of it"));
    grant = combo(u"grantField"_s);
    grant->addItem(tr("Client secret"), int(Grant::ClientSecret));
    grant->addItem(tr("Certificate"), int(Grant::Certificate));
    grant->addItem(tr("Browser (a person signs in)"), int(Grant::Interactive));
    grant->addItem(tr("Device code (a person signs in)"), int(Grant::DeviceCode));
    add(column, tr("Sign-in"), grant, tr("How tokens are got: as an application, or as a person"));
    clientId = line(u"clientIdField"_s, u"00000000-0000-0000-0000-000000000000"_s);
    fields[FormPart::ClientId] =
        add(column, tr("Client ID"), clientId, tr("Application (client) ID of the app registration"));
    secret = new SecretField(u"secretField"_s);
    fields[FormPart::Secret] = add(column, tr("Client secret"), secret->field(),
                                   tr("The secret's Value; it goes to the keychain, and into no file"), secret);
    certificate = line(u"certificateField"_s, tr("PFX, or PEM with its private key"));
    chooseCertificate = button(tr("Browse…"), u"chooseCertificateButton"_s, tr("Chooses the certificate's file"),
                               tr("Browse for the certificate file"));
    fields[FormPart::Certificate] =
        add(column, tr("Certificate file"), certificate, tr("The file stays where it is; only its path is saved"),
            row({certificate, chooseCertificate}));
    passphrase = new SecretField(u"passphraseField"_s);
    passphraseField =
        add(column, tr("Passphrase"), passphrase->field(),
            tr("Of the certificate's private key; it goes to the keychain. Empty where it has none"), passphrase);
    personal = new QLabel;
    personal->setWordWrap(true);
    personal->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(personal);
    company = line(u"companyField"_s, tr("such as usmf; empty: the user's own"));
    fields[FormPart::Company] = add(column, tr("Legal entity"), company, tr("The company where nothing else is said"));
    readOnly = new QCheckBox(tr("Read-only: nothing is sent there"));
    readOnly->setObjectName(u"readOnlyField"_s);
    add(column, tr("Protection"), readOnly, tr("Only calls that change nothing are let through"));
    readOnly->setAccessibleName(readOnly->text());
    return basics;
}

QWidget *EnvironmentFormView::makeTimeOuts()
{
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::unit);
    const std::array names{tr("Sign-in"), tr("Queries"), tr("Uploads"), tr("Downloads")};
    for (size_t i = 0; i < timeOuts.size(); ++i) {
        auto *spin = new QSpinBox;
        spin->setObjectName(u"timeOutField%1"_s.arg(i));
        spin->setRange(1, 3600);
        spin->setSuffix(tr(" s"));
        spin->setToolTip(tr("How long such a call may be without any byte"));
        auto *caption = new QLabel(names[i]);
        caption->setBuddy(spin);
        caption->setForegroundRole(QPalette::PlaceholderText);
        auto *pair = new QVBoxLayout;
        pair->setSpacing(2);
        pair->addWidget(spin);
        pair->addWidget(caption);
        layout->addLayout(pair, 1);
        timeOuts[i] = spin;
    }
    return box;
}

QWidget *EnvironmentFormView::makeAdvanced()
{
    auto *box = new QWidget;
    QVBoxLayout *column = columnOf(box);
    authority = combo(u"authorityField"_s);
    authority->setEditable(true);
    authority->setInsertPolicy(QComboBox::NoInsert);
    for (const auto &[told, address] : knownAuthorities())
        authority->addItem(told, address.toString());
    authority->addItem(tr("AD FS"), u"https://sts.example.com/adfs"_s);
    fields[FormPart::Authority] = add(column, tr("Authority"), authority,
                                      tr("Who signs you in: choose a cloud, or write the address of your own"));
    proxy = combo(u"proxyField"_s);
    proxy->addItem(tr("As this computer does"), int(ProxyChoice::Kind::System));
    proxy->addItem(tr("None"), int(ProxyChoice::Kind::None));
    proxy->addItem(tr("Its own"), int(ProxyChoice::Kind::Own));
    add(column, tr("Proxy"), proxy, tr("The way out of this network"));
    proxyAddress = line(u"proxyAddressField"_s, u"http://proxy.contoso.com:8080"_s);
    fields[FormPart::ProxyAddress] =
        add(column, tr("Proxy address"), proxyAddress, tr("http:// or socks5://, with its port"));
    proxyUser = line(u"proxyUserField"_s, tr("empty: it wants no sign-in"));
    fields[FormPart::ProxyUser] = add(column, tr("Proxy user"), proxyUser, tr("Who signs in at the proxy"));
    proxyPassword = new SecretField(u"proxyPasswordField"_s);
    proxyPasswordField =
        add(column, tr("Proxy password"), proxyPassword->field(), tr("It goes to the keychain"), proxyPassword);
    QWidget *times = makeTimeOuts();
    add(column, tr("Time-outs"), timeOuts[0], timeOuts[0]->toolTip(), times);
    const std::array spoken{tr("Time-out of signing in"), tr("Time-out of queries"), tr("Time-out of uploads"),
                            tr("Time-out of downloads")};
    for (size_t i = 0; i < spoken.size(); ++i)
        timeOuts[i]->setAccessibleName(spoken[i]);
    requestsPerSecond = new QSpinBox;
    requestsPerSecond->setObjectName(u"requestsField"_s);
    requestsPerSecond->setRange(1, 1000);
    requestsPerSecond->setFixedWidth(120);
    add(column, tr("Requests per second"), requestsPerSecond, tr("The most that Waybill asks of it in a second"),
        row({requestsPerSecond, new QWidget}));
    ca = line(u"caField"_s, tr("what this computer trusts"));
    ca->setReadOnly(true);
    chooseCa = button(tr("Browse…"), u"chooseCaButton"_s, tr("Chooses a PEM file with the authority's certificate"),
                      tr("Browse for the certificate of the authority"));
    dropCa = button(tr("Take out"), u"dropCaButton"_s, tr("Trusts only what this computer trusts"),
                    tr("Take out the certificate of the authority"));
    caField = add(column, tr("Own certificate authority"), ca,
                  tr("Trusted for this environment and its authority only"), row({ca, chooseCa, dropCa}));
    addPackages(column);
    jobs = new JobList;
    add(column, tr("Recurring data jobs"), jobs->list(), tr("Where files are sent to, or fetched from"), jobs);
    return box;
}

void EnvironmentFormView::addPackages(QVBoxLayout *column)
{
    packageName = line(u"packageNameField"_s, standardPackageName());
    fields[FormPart::PackageName] =
        add(column, tr("Names of packages"), packageName,
            tr("What fetched packages are called: text, / between folders, and %1").arg(packageNameWords().join(u' ')));
    copyTo = line(u"copyToField"_s, tr("a folder; empty: no copy"));
    chooseCopyTo =
        button(tr("Browse…"), u"chooseCopyToButton"_s, tr("Chooses the folder"), tr("Browse for the folder of copies"));
    fields[FormPart::CopyTo] =
        add(column, tr("Copy packages to"), copyTo,
            tr("Each package is copied there once it is acknowledged; nothing is overwritten. On this computer only"),
            row({copyTo, chooseCopyTo}));
    program = line(u"programField"_s, tr("a program; empty: none"));
    chooseProgram =
        button(tr("Browse…"), u"chooseProgramButton"_s, tr("Chooses the program's file"), tr("Browse for the program"));
    fields[FormPart::Program] =
        add(column, tr("Run after a fetch"), program,
            tr("Runs without a shell for each package that was acknowledged. On this computer only, never exported"),
            row({program, chooseProgram}));
    arguments = line(u"argumentsField"_s, u"--in {file} --job {job}"_s);
    fields[FormPart::Arguments] =
        add(column, tr("Its arguments"), arguments,
            tr("Parted by spaces; one in quotes \"…\" may hold spaces, \\\" is a quote itself. Values for %1")
                .arg(afterFetchWords().join(u' ')));
    programLimit = new QSpinBox;
    programLimit->setObjectName(u"programLimitField"_s);
    programLimit->setRange(1, 3600);
    programLimit->setSuffix(tr(" s"));
    programLimit->setFixedWidth(120);
    add(column, tr("It may take"), programLimit, tr("After that it is ended; the package stays acknowledged"),
        row({programLimit, new QWidget}));
}

void EnvironmentFormView::fill(const FormDraft &draft)
{
    url->setText(draft.url);
    name->setText(draft.name);
    tenant->setText(draft.tenant);
    kind->setCurrentIndex(kind->findData(int(draft.kind)));
    colour->setColour(draft.colour);
    grant->setCurrentIndex(grant->findData(int(draft.grant)));
    clientId->setText(draft.clientId);
    certificate->setText(draft.certificate);
    company->setText(draft.company);
    readOnly->setChecked(draft.readOnly);
    authority->setCompleter(nullptr);
    authority->setEditText(draft.authority);
    authority->lineEdit()->setAccessibleName(authority->accessibleName());
    proxy->setCurrentIndex(proxy->findData(int(draft.proxy)));
    proxyAddress->setText(draft.proxyAddress);
    proxyUser->setText(draft.proxyUser);
    const std::array times{draft.timeOuts.signIn, draft.timeOuts.query, draft.timeOuts.upload, draft.timeOuts.download};
    for (size_t i = 0; i < times.size(); ++i)
        timeOuts[i]->setValue(int(times[i].count()));
    requestsPerSecond->setValue(draft.requestsPerSecond);
    packageName->setText(draft.packageName);
    copyTo->setText(draft.copyTo);
    program->setText(draft.program);
    arguments->setText(draft.arguments);
    programLimit->setValue(int(draft.programLimit.count()));
    jobs->setJobs(draft.jobs);
}

FormDraft EnvironmentFormView::draft() const
{
    FormDraft draft;
    draft.url = url->text();
    draft.name = name->text();
    draft.tenant = tenant->text();
    draft.authority = authority->currentText();
    draft.clientId = clientId->text();
    draft.certificate = certificate->text();
    draft.company = company->text();
    draft.proxyAddress = proxyAddress->text();
    draft.proxyUser = proxyUser->text();
    draft.proxy = ProxyChoice::Kind(proxy->currentData().toInt());
    draft.kind = EnvironmentKind(kind->currentData().toInt());
    draft.grant = Grant(grant->currentData().toInt());
    draft.colour = colour->colour();
    draft.readOnly = readOnly->isChecked();
    draft.requestsPerSecond = requestsPerSecond->value();
    const auto seconds = [this](size_t place) { return std::chrono::seconds(timeOuts[place]->value()); };
    draft.timeOuts = {seconds(0), seconds(1), seconds(2), seconds(3)};
    draft.packageName = packageName->text();
    draft.copyTo = copyTo->text();
    draft.program = program->text();
    draft.arguments = arguments->text();
    draft.programLimit = std::chrono::seconds(programLimit->value());
    draft.jobs = jobs->jobs();
    return draft;
}

} // namespace waybill
