#include "app/practice/Options.h"

#include "app/practice/data/SourceFormat.h"
#include "app/practice/faults/Fault.h"

#include <QHash>

#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

using Apply = std::function<QString(Settings &, const QString &)>;

/// A whole number from `least` to `most`.
Apply number(const QString &option, qint64 least, qint64 most, std::function<void(Settings &, qint64)> set)
{
    return [=](Settings &settings, const QString &text) {
        bool isNumber = false;
        const qint64 value = text.toLongLong(&isNumber);
        if (!isNumber || value < least || value > most)
            return u"%1 needs a number from %2 to %3, not \"%4\"."_s.arg(option).arg(least).arg(most).arg(text);
        set(settings, value);
        return QString();
    };
}

Apply seconds(const QString &option, int least, std::function<void(Settings &, std::chrono::seconds)> set)
{
    return [=](Settings &settings, const QString &text) {
        bool isNumber = false;
        const int value = text.toInt(&isNumber);
        if (!isNumber || value < least)
            return u"%1 needs a whole number of seconds, not \"%2\"."_s.arg(option, text);
        set(settings, std::chrono::seconds(value));
        return QString();
    };
}

Apply seconds(const QString &option, int least, std::chrono::seconds Settings::*member)
{
    return seconds(option, least, [=](Settings &settings, std::chrono::seconds value) { settings.*member = value; });
}

Apply seconds(const QString &option, int least, std::chrono::seconds SignInLives::*member)
{
    return seconds(option, least,
                   [=](Settings &settings, std::chrono::seconds value) { settings.signIns.*member = value; });
}

Apply text(const QString &option, const QString &what, QString Settings::*member)
{
    return [=](Settings &settings, const QString &value) {
        settings.*member = value;
        return value.isEmpty() ? u"%1 needs %2."_s.arg(option, what) : QString();
    };
}

/// One of some words.
Apply word(const QString &option, const QStringList &words, std::function<void(Settings &, qsizetype)> set)
{
    return [=](Settings &settings, const QString &value) {
        const qsizetype index = words.indexOf(value);
        if (index < 0)
            return u"%1 needs %2, not \"%3\"."_s.arg(option, words.join(u" or "_s), value);
        set(settings, index);
        return QString();
    };
}

QString applySpeed(Settings &settings, const QString &value)
{
    bool isNumber = false;
    settings.speed = value.toDouble(&isNumber);
    const bool good = isNumber && std::isfinite(settings.speed) && settings.speed > 0;
    return good ? QString() : u"--speed needs a number above 0, not \"%1\"."_s.arg(value);
}

QString applyBad(Settings &settings, const QString &value)
{
    const auto cause = causeFrom(value);
    if (!cause)
        return u"--bad needs CAUSE:N, not \"%1\"; the causes are %2."_s.arg(value, causeNames().join(u", "_s));
    settings.file.bad.append(*cause);
    return {};
}

QString applyFormat(Settings &settings, const QString &value)
{
    const auto format = sourceFormatNamed(value);
    if (!format)
        return u"--format needs CSV, CSV-Unicode, XML-Element or XML-Attribute, not \"%1\"."_s.arg(value);
    settings.file.format = *format;
    return {};
}

QString applyEntity(Settings &settings, const QString &value)
{
    settings.file.entity = value;
    return value.isEmpty() ? u"--make-file needs an entity's label."_s : QString();
}

QString applySeed(Settings &settings, const QString &value)
{
    bool isNumber = false;
    const quint64 seed = value.toULongLong(&isNumber);
    settings.seed = settings.file.seed = seed;
    return isNumber ? QString() : u"--seed needs a whole number from 0, not \"%1\"."_s.arg(value);
}

const QHash<QString, Apply> &options()
{
    constexpr qint64 billion = 1'000'000'000;
    static const QHash<QString, Apply> all{
        {u"--port"_s, number(u"--port"_s, 0, 65535, [](Settings &s, qint64 n) { s.port = quint16(n); })},
        {u"--profile"_s, text(u"--profile"_s, u"the name of a folder"_s, &Settings::profile)},
        {u"--faults"_s, text(u"--faults"_s, u"the name of a JSON file"_s, &Settings::faultsFile)},
        {u"--speed"_s, applySpeed},
        {u"--token-life"_s, seconds(u"--token-life"_s, 1, &Settings::tokenLife)},
        {u"--refresh-life"_s, seconds(u"--refresh-life"_s, 0, &SignInLives::refreshToken)},
        {u"--code-life"_s, seconds(u"--code-life"_s, 0, &SignInLives::code)},
        {u"--device-life"_s, seconds(u"--device-life"_s, 0, &SignInLives::deviceCode)},
        {u"--device-interval"_s, seconds(u"--device-interval"_s, 0, &SignInLives::deviceInterval)},
        {u"--tls-port"_s, number(u"--tls-port"_s, 0, 65535,
                                 [](Settings &s, qint64 n) {
                                     s.tls = true;
                                     s.tlsPort = quint16(n);
                                 })},
        {u"--tls-certificate"_s,
         word(u"--tls-certificate"_s, {u"good"_s, u"expired"_s, u"self-signed"_s, u"other-host"_s},
              [](Settings &s, qsizetype which) {
                  s.tls = true;
                  s.tlsCertificate = TlsCertificate(which);
              })},
        {u"--second-port"_s, number(u"--second-port"_s, 0, 65535,
                                    [](Settings &s, qint64 n) {
                                        s.second = true;
                                        s.secondPort = quint16(n);
                                    })},
        {u"--lease"_s, seconds(u"--lease"_s, 1, &Settings::lease)},
        {u"--export-every"_s, seconds(u"--export-every"_s, 0, &Settings::exportEvery)},
        {u"--retry-after"_s, seconds(u"--retry-after"_s, 0, &Settings::retryAfter)},
        {u"--recurrence"_s, seconds(u"--recurrence"_s, 1, &Settings::recurrence)},
        {u"--batches"_s, number(u"--batches"_s, 0, 1000, [](Settings &s, qint64 n) { s.batches = int(n); })},
        {u"--seed"_s, applySeed},
        {u"--make-file"_s, applyEntity},
        {u"--rows"_s, number(u"--rows"_s, 0, 10'000'000, [](Settings &s, qint64 n) { s.file.rows = int(n); })},
        {u"--bad"_s, applyBad},
        {u"--format"_s, applyFormat},
        {u"--history"_s, number(u"--history"_s, 0, billion, [](Settings &s, qint64 n) { s.history = n; })},
        {u"--scenario"_s, word(u"--scenario"_s, {u"bad-day"_s, u"none"_s},
                               [](Settings &s, qsizetype n) { s.scenario = n == 0 ? u"bad-day"_s : QString(); })},
        {u"--jobstatus"_s, word(u"--jobstatus"_s, {u"number"_s, u"name"_s, u"off"_s},
                                [](Settings &s, qsizetype which) { s.jobStatus = JobStatusForm(which); })},
        {u"--metadata"_s, word(u"--metadata"_s, {u"on"_s, u"off"_s},
                               [](Settings &s, qsizetype which) { s.metadataService = which == 0; })},
        {u"--service-document"_s, word(u"--service-document"_s, {u"on"_s, u"off"_s},
                                       [](Settings &s, qsizetype which) { s.serviceDocument = which == 0; })},
        {u"--entities"_s, number(u"--entities"_s, 0, 100'000, [](Settings &s, qint64 n) { s.entities = int(n); })},
        {u"--page-size"_s, number(u"--page-size"_s, 1, 10'000, [](Settings &s, qint64 n) { s.pageSize = int(n); })},
        {u"--error-files"_s, word(u"--error-files"_s, {u"own"_s, u"signed"_s},
                                  [](Settings &s, qsizetype which) { s.signedErrorFiles = which == 1; })},
    };
    return all;
}

} // namespace

QString helpText()
{
    return u"Usage: waybill-practice [options]\n"
           "A practice Dynamics 365 Finance & Operations on loopback. Prints one line of JSON when it is ready.\n\n"
           "  --port N               port to listen on; 0 or left out: any free one\n"
           "  --profile DIR          folder that keeps what it stored (default: the data folder)\n"
           "  --speed X              how much faster than real time lifecycles and batches run (1)\n"
           "  --faults FILE          faults and scripts to begin with (JSON)\n"
           "  --scenario bad-day     trouble of every kind in waves, without end\n"
           "  --seed N               the same ids, chances and waves at every run\n"
           "  --history N            N messages of the year before, made up on demand\n"
           "  --recurrence SECONDS   how often a job's batch runs, lifecycle time (4)\n"
           "  --batches N            how many batches run at a time; 0: any number (0)\n"
           "  --jobstatus FORM       states of jobstatus as number or name, or off (number)\n"
           "  --error-files PLACE    own origin, or signed: a second origin with signed addresses (own)\n"
           "  --metadata on|off      whether there is a metadata service (on)\n"
           "  --service-document on|off  whether /data answers with the list of the entity sets (on)\n"
           "  --entities N           how many entity sets with hardly a row there are besides the good ones (300)\n"
           "  --page-size N          rows of an OData page (10000)\n"
           "  --parent-pipe          end when standard input is closed\n"
           "  --tls, --tls-port N    a second address, over TLS, with an authority file of its own\n"
           "  --tls-certificate KIND good, expired, self-signed or other-host (good)\n"
           "  --second, --second-port N  a second environment of the same tenant, Practice test\n"
           "  --client-certificate   a key and a certificate for the first application, in the profile\n"
           "  --refresh-life SECONDS how long a refresh token holds (90 days)\n"
           "  --code-life SECONDS    how long an authorization code holds (60)\n"
           "  --device-life SECONDS  how long a device code holds (900)\n"
           "  --device-interval SECONDS  how often a device code may be asked about (5)\n"
           "  --token-life SECONDS   how long an access token holds (3599)\n"
           "  --lease SECONDS        how long a dequeued message stays hidden (1800)\n"
           "  --export-every SECONDS how often each export job exports by itself, lifecycle time; 0: never (0)\n"
           "  --retry-after SECONDS  what a throttled call is told to wait (5)\n"
           "  --help, --version\n\n"
           "A file instead of an environment, on standard output; the same options give the same file:\n"
           "  --make-file ENTITY     of that entity, by its label; package or package:LABEL,LABEL: a zip\n"
           "  --rows N               how many records (100)\n"
           "  --bad CAUSE:N          N of them spoilt for that cause; may be given several times\n"
           "  --format FORMAT        CSV, CSV-Unicode, XML-Element, XML-Attribute (that of the entity's job)\n"
           "  --seed N               another file (1)\n\n"
           "Example: waybill-practice --port 8080 --profile /tmp/practice --speed 10\n"_s;
}

bool applySwitch(Settings &settings, const QString &option)
{
    static const QHash<QString, bool Settings::*> switches{{u"--parent-pipe"_s, &Settings::parentPipe},
                                                           {u"--tls"_s, &Settings::tls},
                                                           {u"--second"_s, &Settings::second},
                                                           {u"--client-certificate"_s, &Settings::clientCertificate}};
    const auto found = switches.constFind(option);
    if (found == switches.cend())
        return false;
    settings.*found.value() = true;
    return true;
}

bool takesValue(const QString &option)
{
    return options().contains(option);
}

QString applyOption(Settings &settings, const QString &option, const QString &value)
{
    return options().value(option)(settings, value);
}

} // namespace practice
