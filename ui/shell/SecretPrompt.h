#pragma once

#include "app/environments/SecretStore.h"

#include <QPointer>
#include <QWidget>

namespace waybill {

/// Asks for an environment's client secret, passphrase or proxy password in a dialog that blocks nothing; kept for this
/// session only. One dialog an environment at a time; a refusal holds until the program ends or the operator asks
/// again.
class SecretPrompt final : public QObject
{
    Q_OBJECT

public:
    /// The window over which it is asked; may be set after the services were made.
    void setWindow(QWidget *window) { m_window = window; }
    SecretStore::Ask asker();

private:
    QCoro::Task<std::optional<QString>> ask(QString environment, SecretKind kind);

    QPointer<QWidget> m_window;
    QList<std::pair<QString, SecretKind>> m_refused; ///< by environment and kind
    QList<std::pair<QString, SecretKind>> m_asking;
};

} // namespace waybill
