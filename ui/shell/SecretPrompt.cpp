#include "ui/shell/SecretPrompt.h"

#include <QInputDialog>
#include <QLineEdit>

#include <qcorosignal.h>

namespace waybill {
using namespace Qt::StringLiterals;

SecretStore::Ask SecretPrompt::asker()
{
    return [this](QString environment) { return ask(std::move(environment)); };
}

QCoro::Task<std::optional<QString>> SecretPrompt::ask(QString environment)
{
    if (!m_window || m_refused.contains(environment) || m_asking.contains(environment))
        co_return std::nullopt;
    m_asking.append(environment);
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Client secret"));
    dialog->setLabelText(tr("The keychain holds no secret for “%1”.\nIt is asked for and kept until Waybill is closed.")
                             .arg(environment));
    dialog->setTextEchoMode(QLineEdit::Password);
    QString secret;
    connect(dialog, &QInputDialog::textValueSelected, dialog, [&secret](const QString &text) { secret = text; });
    dialog->open();
    co_await qCoro(dialog, &QDialog::finished);
    m_asking.removeOne(environment);
    if (secret.isEmpty()) {
        m_refused.append(environment);
        co_return std::nullopt;
    }
    co_return secret;
}

} // namespace waybill
