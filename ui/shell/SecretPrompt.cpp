#include "ui/shell/SecretPrompt.h"

#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>

#include <qcorosignal.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString titleOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::Passphrase:
        return SecretPrompt::tr("Passphrase");
    case SecretKind::ProxyPassword:
        return SecretPrompt::tr("Proxy password");
    default:
        return SecretPrompt::tr("Client secret");
    }
}

QString questionOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::Passphrase:
        return SecretPrompt::tr("The keychain holds no passphrase for the certificate of “%1”.");
    case SecretKind::ProxyPassword:
        return SecretPrompt::tr("The keychain holds no password for the proxy of “%1”.");
    default:
        return SecretPrompt::tr("The keychain holds no secret for “%1”.");
    }
}
} // namespace

SecretStore::Ask SecretPrompt::asker()
{
    return [this](QString environment, SecretKind kind) { return ask(std::move(environment), kind); };
}

QCoro::Task<std::optional<QString>> SecretPrompt::ask(QString environment, SecretKind kind)
{
    const std::pair what(environment, kind);
    if (!m_window || m_refused.contains(what) || m_asking.contains(what))
        co_return std::nullopt;
    m_asking.append(what);
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(titleOf(kind));
    dialog->setLabelText(questionOf(kind).arg(environment) + u'\n' +
                         tr("It is asked for and kept until Waybill is closed."));
    if (auto *question = dialog->findChild<QLabel *>())
        question->setTextFormat(Qt::PlainText); // the name is anybody's text
    dialog->setTextEchoMode(QLineEdit::Password);
    QString secret;
    connect(dialog, &QInputDialog::textValueSelected, dialog, [&secret](const QString &text) { secret = text; });
    dialog->open();
    co_await qCoro(dialog, &QDialog::finished);
    m_asking.removeOne(what);
    if (secret.isEmpty()) {
        m_refused.append(what);
        co_return std::nullopt;
    }
    co_return secret;
}

} // namespace waybill
