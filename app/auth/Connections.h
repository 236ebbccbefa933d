#pragma once

#include "app/auth/BrowserSignIn.h"
#include "app/auth/DeviceCodeSignIn.h"
#include "app/auth/RenewingTokenSource.h"
#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpClient.h"
#include "app/http/HttpLog.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace waybill {

/// What a person sees and does while they sign in.
struct SignInGuide {
    std::shared_ptr<BrowserOpener> browser = {}; ///< for the grant *interactive*; without one the address is only told
    BrowserSignIn::Listener page = {};
    DeviceCodeSignIn::Show code = {}; ///< for the grant *device code*
    std::chrono::milliseconds limit = BrowserSignIn::patience;
};

/// Somebody is signed in.
struct SignedIn {
    QString person;     ///< such as ann@contoso.com; empty where the authority does not say
    QDateTime untilUtc; ///< when the token ends; it is renewed by itself
    QString note = {};  ///< why it holds for this session only; empty where it holds longer
};

/// The open connections of this program: one client an environment, made when first asked for and made anew when its
/// address, tenant or identity changed, and let go of with its token when the environment is removed. Secrets of this
/// session go along with a new name. Two environments never share a token. Outlives its coroutines. One thread.
class Connections : public QObject
{
    Q_OBJECT
public:
    Connections(EnvironmentStore *environments, SecretStore *secrets, HttpLog *log, std::shared_ptr<const Clock> clock);

    /// NotFound for an unknown name.
    Result<std::shared_ptr<HttpClient>> client(const QString &environment);
    /// The client if there is one already: for showing its state.
    std::shared_ptr<HttpClient> openClient(const QString &environment) const;

    /// Lets a person sign in to an environment of a personal grant and keeps what renews it in the keychain. NotFound,
    /// BadInput for the grant of an application, and what BrowserSignIn and DeviceCodeSignIn say.
    QCoro::Task<Result<SignedIn>> signIn(QString environment, SignInGuide guide, std::stop_token stop);
    /// Forgets the person's tokens, in the keychain too. NotFound, or Secret when the keychain kept something.
    QCoro::Task<Result<void>> signOut(QString environment);
    /// Who is signed in, as far as this program knows; empty for nobody and for applications.
    QString signedInAs(const QString &environment) const;
    /// Reads in the keychain who is signed in and whether anybody is; stateChanged follows. False for nobody.
    QCoro::Task<bool> lookUpSignIn(QString environment);
    /// When the present token ends, and the client certificate; invalid while that is not known.
    QDateTime tokenUntilUtc(const QString &environment) const;
    QDateTime certificateUntilUtc(const QString &environment) const;
    /// The next call makes a client anew: after a good check of the connection, or another sign-in.
    void forget(const QString &environment);

    HttpLog &log() { return *m_log; }

signals:
    /// A gate closed or opened, a token came or went, or somebody signed in or out.
    void stateChanged(const QString &environment);
    /// The keychain did not take a renewed sign-in: in a sentence, what follows from it.
    void signInNotKept(const QString &sentence);

private:
    void dropRemoved();

    struct Open {
        Environment as; ///< what it was made from
        std::shared_ptr<HttpClient> client;
        std::shared_ptr<RenewingTokenSource> tokens;
    };
    Result<Open> open(const QString &environment);
    QCoro::Task<Result<TokenAnswer>> askPerson(Environment environment, SignInGuide guide, std::stop_token stop);

    EnvironmentStore *m_environments;
    SecretStore *m_secrets;
    HttpLog *m_log;
    std::shared_ptr<const Clock> m_clock;
    QHash<QString, Open> m_open;
    QHash<QString, QString> m_people; ///< who is signed in, by environment
};

} // namespace waybill
