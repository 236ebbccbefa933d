#pragma once

#include "app/auth/Connections.h"

#include <QHash>
#include <QStringList>

namespace waybill {

/// How it stands with each environment on this computer, in words: until when we are signed in, or what is missing. The
/// keychain is asked for an environment when its state is first wanted, one after the other. GUI thread.
class EnvironmentStates final : public QObject
{
    Q_OBJECT

public:
    /// What is known of an environment.
    struct State {
        enum class Kind { Asking, SignedIn, Ready, Missing };
        Kind kind = Kind::Asking;
        QString words;
        bool operator==(const State &) const = default;
    };

    /// All outlive this.
    EnvironmentStates(SecretStore *secrets, Connections *connections, std::shared_ptr<const Clock> clock,
                      QObject *parent = nullptr);

    /// As far as it is known; changed() tells when more is.
    State of(const Environment &environment);
    /// Asks anew when next wanted: a secret came or went. Empty: for all.
    void forget(const QString &environment = {});

signals:
    void changed(const QString &environment);

private:
    QCoro::Task<void> askInTurn();

    SecretStore *m_secrets;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    QHash<QString, State> m_known; ///< as the keychain said
    QList<Environment> m_waiting;  ///< to be asked for, the last wanted first
    quint64 m_forgotten = 0;       ///< so often
    bool m_asking = false;
};

} // namespace waybill
