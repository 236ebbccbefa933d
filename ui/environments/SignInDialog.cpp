#include "ui/environments/SignInDialog.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EnvironmentStripe.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShowEvent>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
QPushButton *button(const QString &word, const QString &name, const QString &tooltip)
{
    auto *made = new QPushButton(word);
    made->setObjectName(name);
    made->setAccessibleName(word);
    made->setToolTip(tooltip);
    made->setAutoDefault(false);
    return made;
}
} // namespace

SignInDialog::SignInDialog(Environment environment, Connections *connections, std::shared_ptr<BrowserOpener> browser,
                           std::shared_ptr<const Clock> clock, QWidget *parent)
    : QDialog(parent), m_environment(std::move(environment)), m_connections(connections), m_browser(std::move(browser)),
      m_clock(std::move(clock)), m_told(new QLabel(this)), m_trouble(new Banner(BannerKind::Error, this))
{
    setObjectName(u"signInDialog"_s);
    setWindowTitle(tr("Sign in to “%1”").arg(m_environment.name));
    setMinimumWidth(480);
    auto *stripe = new EnvironmentStripe(this);
    stripe->setEnvironment(word(m_environment.kind), m_environment.colour, false);
    m_told->setObjectName(u"signInTold"_s);
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_trouble->setObjectName(u"signInTrouble"_s);
    m_trouble->hide();
    auto *body = new QVBoxLayout;
    body->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    body->setSpacing(metrics::unit + 2);
    body->addWidget(m_told);
    body->addWidget(makeCode());
    body->addWidget(m_trouble);
    body->addStretch();
    body->addWidget(makeButtons());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(stripe);
    column->addLayout(body);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &SignInDialog::tick);
}

SignInDialog::~SignInDialog()
{
    m_stop.request_stop();
}

QWidget *SignInDialog::makeCode()
{
    m_codeBox = new QWidget(this);
    m_code = new QLabel(m_codeBox);
    m_code->setObjectName(u"deviceCode"_s);
    QFont large = fonts::fixed(font());
    large.setPointSizeF(large.pointSizeF() * 2.2);
    large.setLetterSpacing(QFont::AbsoluteSpacing, 3);
    m_code->setFont(large);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAlignment(Qt::AlignCenter);
    m_left = new QLabel(m_codeBox);
    m_left->setObjectName(u"deviceCodeLeft"_s);
    m_left->setForegroundRole(QPalette::PlaceholderText);
    m_left->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(m_codeBox);
    column->setContentsMargins(0, metrics::unit, 0, metrics::unit);
    column->addWidget(m_code);
    column->addWidget(m_left);
    m_codeBox->hide();
    return m_codeBox;
}

QWidget *SignInDialog::makeButtons()
{
    const bool byCode = m_environment.grant == Grant::DeviceCode;
    m_copyCode = button(tr("Copy code"), u"copyCodeButton"_s, tr("Puts the code on the clipboard"));
    m_copyCode->setIcon(themedIcon(Icon::Copy));
    m_copy = button(tr("Copy address"), u"copyAddressButton"_s,
                    tr("Puts the page's address on the clipboard, for another browser"));
    m_copy->setIcon(themedIcon(Icon::Link));
    m_open = button(byCode ? tr("Open page") : tr("Open again"), u"openPageButton"_s,
                    tr("Opens the sign-in page in the browser of this computer"));
    m_open->setIcon(themedIconOnAccent(Icon::OpenExternal));
    setButtonKind(m_open, ButtonKind::Primary);
    m_again = button(tr("Try again"), u"tryAgainButton"_s, tr("Begins to sign in anew"));
    setButtonKind(m_again, ButtonKind::Primary);
    auto *cancel = button(tr("Cancel"), u"cancelSignInButton"_s, tr("Nobody is signed in (Esc)"));
    m_copyCode->setVisible(byCode);
    m_again->hide();
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    row->addWidget(m_copyCode);
    row->addWidget(m_copy);
    row->addStretch();
    for (QPushButton *made : {cancel, m_open, m_again})
        row->addWidget(made);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_open, &QPushButton::clicked, this, &SignInDialog::openAddress);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_address.toString(QUrl::FullyEncoded)); });
    connect(m_copyCode, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
    return bar;
}

void SignInDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous() && !m_running)
        ask();
}

void SignInDialog::done(int result)
{
    m_stop.request_stop();
    QDialog::done(result);
}

void SignInDialog::showAddress(const QUrl &address)
{
    m_address = address;
    m_told->setText(tr("Sign in on the page that opens in your browser. This goes on by itself as soon as you have."));
    m_open->setEnabled(true);
    m_copy->setEnabled(true);
}

void SignInDialog::showCode(const DeviceCode &code)
{
    m_address = code.verificationUri;
    m_until = code.expiresAtUtc;
    m_told->setText(tr("On any device, open %1 and enter this code. This goes on by itself as soon as you have signed "
                       "in.")
                        .arg(texts::oneLine(code.verificationUri.toString())));
    m_code->setText(texts::oneLine(code.userCode));
    m_code->setAccessibleName(tr("Code: %1").arg(m_code->text()));
    m_codeBox->show();
    for (QPushButton *made : {m_open, m_copy, m_copyCode})
        made->setEnabled(true);
    tick();
    m_second.start();
}

void SignInDialog::tick()
{
    const qint64 seconds = qMax<qint64>(0, m_clock->utcNow().secsTo(m_until));
    m_left->setText(
        tr("The code holds for another %1:%2").arg(seconds / 60).arg(int(seconds % 60), 2, 10, QChar(u'0')));
}

void SignInDialog::openAddress()
{
    if (!m_browser || !m_browser->open(m_address))
        tellNoBrowser();
}

void SignInDialog::tellNoBrowser()
{
    m_told->setText(tr("No browser could be started here. Copy the address and open it in any browser of this "
                       "computer."));
}

SignInGuide SignInDialog::guide()
{
    const QPointer<SignInDialog> self = this;
    SignInGuide guide;
    guide.browser = m_browser;
    guide.page.open = [self](const QUrl &address) {
        if (self)
            self->showAddress(address);
    };
    guide.page.noBrowser = [self] {
        if (self)
            self->tellNoBrowser();
    };
    guide.code = [self](const DeviceCode &code) {
        if (self)
            self->showCode(code);
    };
    return guide;
}

QCoro::Task<void> SignInDialog::ask()
{
    const QPointer<SignInDialog> self = this;
    m_running = true;
    m_stop = {};
    m_trouble->hide();
    m_again->hide();
    m_open->show();
    m_codeBox->hide();
    for (QPushButton *made : {m_open, m_copy, m_copyCode})
        made->setEnabled(false);
    m_told->setText(tr("Asking %1…").arg(m_environment.authority.host()));
    SignInGuide guide = this->guide();
    const auto outcome = co_await m_connections->signIn(m_environment.name, std::move(guide), m_stop.get_token());
    if (!self)
        co_return;
    m_running = false;
    m_second.stop();
    if (outcome) {
        emit signedIn(outcome->person, outcome->note);
        accept();
        co_return;
    }
    m_codeBox->hide();
    m_told->setText(tr("Nobody is signed in to “%1”.").arg(m_environment.name));
    m_trouble->setText(outcome.error().message, outcome.error().detail);
    m_trouble->show();
    m_open->hide();
    m_copy->setEnabled(false);
    m_copyCode->setEnabled(false);
    m_again->show();
    emit failed(outcome.error());
}

} // namespace waybill
