// What the command line of waybill-practice decides.
#pragma once

#include "app/practice/authority/SignIns.h"
#include "app/practice/tls/TlsIdentity.h"
#include "app/practice/traffic/FileMaker.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace practice {

/// How jobstatus writes its states, or whether there is such a call at all (protocol.md section 2).
enum class JobStatusForm { Number, Name, Off };

/// The options of one run. `speed` scales lifecycles and batches only; the durations of tokens, leases and
/// waits are real seconds.
struct Settings {
    quint16 port = 0; ///< 0: any free port
    QString profile;  ///< folder that keeps identity, messages and payloads
    double speed = 1.0;
    QString faultsFile; ///< empty: no faults
    bool parentPipe = false;
    std::chrono::seconds tokenLife{3599};
    SignInLives signIns; ///< how long codes, device codes and refresh tokens hold
    std::chrono::seconds lease{1800};
    std::chrono::seconds exportEvery{0}; ///< lifecycle time between two exports of a job by itself; 0: none
    std::chrono::seconds retryAfter{5};
    std::chrono::seconds recurrence{4}; ///< lifecycle time between two runs of a job's batch
    int batches = 0;                    ///< how many run at a time; 0: any number
    QString scenario;                   ///< "bad-day", or empty
    std::optional<quint64> seed;        ///< nothing: every run is another one
    qint64 history = 0;                 ///< how many made-up messages of the year before there are
    JobStatusForm jobStatus = JobStatusForm::Number;
    bool signedErrorFiles = false; ///< from a second origin that must get no token
    bool metadataService = true;   ///< whether there is one
    bool serviceDocument = true;   ///< whether /data answers by itself
    int entities = 300;            ///< how many entity sets with hardly a row there are
    int pageSize = 10'000;        ///< rows of an OData page
    bool tls = false;              ///< a second address, over TLS
    quint16 tlsPort = 0;           ///< 0: any free port
    TlsCertificate tlsCertificate = TlsCertificate::Good;
    bool second = false;            ///< a second environment beside the first
    quint16 secondPort = 0;         ///< 0: any free port
    bool clientCertificate = false; ///< the first application gets a key and a certificate, if it has none yet
    FileOrder file;                 ///< with an entity: only a file is made, and no environment started
};

/// A sentence for the user: a complaint (exit 2), or the help text (exit 0).
struct UsageNote {
    QString text;
    bool isHelp = false;
};

/// Reads the arguments (without the program's name).
std::variant<Settings, UsageNote> parseSettings(const QStringList &arguments);

/// The platform's data folder for the practice environment.
QString defaultProfileFolder();

} // namespace practice
