#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpClient.h"
#include "app/http/HttpLog.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace waybill {

/// The open connections of this program: one client an environment, made when first asked for and made anew when its
/// address, tenant or identity changed, and let go of with its token when the environment is removed. Two environments
/// never share a token. One thread.
class Connections : public QObject
{
    Q_OBJECT
public:
    Connections(EnvironmentStore *environments, SecretStore *secrets, HttpLog *log, std::shared_ptr<const Clock> clock);

    /// NotFound for an unknown name.
    Result<std::shared_ptr<HttpClient>> client(const QString &environment);
    /// The client if there is one already: for showing its state.
    std::shared_ptr<HttpClient> openClient(const QString &environment) const;

    /// The next call makes a client anew: after a good check of the connection, or another sign-in.
    void forget(const QString &environment);

    HttpLog &log() { return *m_log; }

signals:
    /// A gate closed or opened, or a token came or went.
    void stateChanged(const QString &environment);

private:
    void dropRemoved();

    struct Open {
        Environment as; ///< what it was made from
        std::shared_ptr<HttpClient> client;
    };
    EnvironmentStore *m_environments;
    SecretStore *m_secrets;
    HttpLog *m_log;
    std::shared_ptr<const Clock> m_clock;
    QHash<QString, Open> m_open;
};

} // namespace waybill
