// What every call of the practice environment works with.
#pragma once

#include "app/practice/Lifecycle.h"
#include "app/practice/Settings.h"
#include "app/practice/StoredMessage.h"
#include "app/practice/calls/HttpTypes.h"

#include <QString>
#include <QStringList>

namespace practice::odata {
class Service;
}

namespace practice {

class BatchPlan;
class ErrorFileDesk;
class ExportDesk;
class FaultBook;
class Importer;
class ImportWorker;
class LifecycleClock;
class MessageStore;
class Profile;
class Realm;
class SignInDesk;
class TokenDesk;

/// References only: the service that owns all of it outlives the HTTP server.
struct Context {
    const Settings &settings;
    const Profile &profile;
    Realm &realm;
    TokenDesk &tokens;
    SignInDesk &signIns;
    MessageStore &store;
    FaultBook &faults;
    LifecycleClock &clock;
    BatchPlan &batches;
    Importer &importer;
    ImportWorker &worker;
    ErrorFileDesk &errorFiles;
    odata::Service &odata;
    ExportDesk &exports;
    QString url;             ///< the public address, without a slash at the end
    QStringList resources;   ///< what its tokens may be made out to
    QString authorityOrigin; ///< where its authority is, without a slash at the end
    QString secondUrl;       ///< of the second origin, which serves signed addresses

    QString authority() const { return authorityOrigin + QStringLiteral("/authority"); }
};

/// Where a message stands now, by clock, import and script.
LifecycleState stateOf(const Context &context, const StoredMessage &message);

// Each puts its paths on the server; the handlers run on the server's threads.
void addTokenCalls(httplib::Server &server, Context &context);
void addSignInCalls(httplib::Server &server, Context &context);
void addConnectorCalls(httplib::Server &server, Context &context);
void addODataCalls(httplib::Server &server, Context &context);
void addPages(httplib::Server &server, Context &context);
void addControlCalls(httplib::Server &server, Context &context);

} // namespace practice
