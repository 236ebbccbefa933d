#include "app/practice/Settings.h"

#include <QStandardPaths>

#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto helpText = u"Usage: waybill-practice [options]\n"
                      "A practice Dynamics 365 Finance & Operations on loopback. Prints one line of JSON when it is "
                      "ready.\n\n"
                      "  --port N               port to listen on; 0 or left out: any free one\n"
                      "  --profile DIR          folder that keeps what it stored (default: the data folder)\n"
                      "  --speed X              how much faster than real time lifecycles and batches run (1)\n"
                      "  --faults FILE          faults and scripts to begin with (JSON)\n"
                      "  --parent-pipe          end when standard input is closed\n"
                      "  --token-life SECONDS   how long an access token holds (3599)\n"
                      "  --lease SECONDS        how long a dequeued message stays hidden (1800)\n"
                      "  --retry-after SECONDS  what a throttled call is told to wait (5)\n"
                      "  --help, --version\n"
                      "Example: waybill-practice --port 8080 --profile /tmp/practice --speed 10\n"_s;

UsageNote complaint(const QString &text)
{
    return UsageNote{text, false};
}

/// Whole seconds, at least `least`; nothing when the text is no such number.
std::optional<std::chrono::seconds> seconds(const QString &text, int least)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (!isNumber || value < least)
        return std::nullopt;
    return std::chrono::seconds(value);
}

/// Puts one option's value into the settings; a sentence when the value will not do.
QString apply(Settings &settings, const QString &option, const QString &value)
{
    bool isNumber = false;
    if (option == "--port"_L1) {
        settings.port = value.toUShort(&isNumber);
        return isNumber ? QString() : u"--port needs a number from 0 to 65535, not \"%1\"."_s.arg(value);
    }
    if (option == "--profile"_L1) {
        settings.profile = value;
        return value.isEmpty() ? u"--profile needs the name of a folder."_s : QString();
    }
    if (option == "--faults"_L1) {
        settings.faultsFile = value;
        return value.isEmpty() ? u"--faults needs the name of a JSON file."_s : QString();
    }
    if (option == "--speed"_L1) {
        settings.speed = value.toDouble(&isNumber);
        const bool good = isNumber && std::isfinite(settings.speed) && settings.speed > 0;
        return good ? QString() : u"--speed needs a number above 0, not \"%1\"."_s.arg(value);
    }
    const bool mayBeZero = option == "--retry-after"_L1;
    const auto duration = seconds(value, mayBeZero ? 0 : 1);
    if (!duration)
        return u"%1 needs a whole number of seconds, not \"%2\"."_s.arg(option, value);
    (option == "--token-life"_L1 ? settings.tokenLife
     : option == "--lease"_L1    ? settings.lease
                                 : settings.retryAfter) = *duration;
    return {};
}

} // namespace

QString defaultProfileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/waybill/practice"_L1;
}

std::variant<Settings, UsageNote> parseSettings(const QStringList &arguments)
{
    static const QStringList withValue{u"--port"_s,       u"--profile"_s, u"--speed"_s,      u"--faults"_s,
                                       u"--token-life"_s, u"--lease"_s,   u"--retry-after"_s};
    Settings settings;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString option = arguments.at(i);
        if (option == "--help"_L1 || option == "-h"_L1)
            return UsageNote{helpText, true};
        if (option == "--version"_L1)
            return UsageNote{QStringLiteral("waybill-practice " WAYBILL_VERSION "\n"), true};
        if (option == "--parent-pipe"_L1) {
            settings.parentPipe = true;
            continue;
        }
        std::optional<QString> value;
        if (const qsizetype equals = option.indexOf(u'='); equals > 0) {
            value = option.mid(equals + 1);
            option.truncate(equals);
        }
        if (!withValue.contains(option))
            return complaint(u"Unknown option \"%1\"; --help lists the options."_s.arg(option));
        if (!value) {
            if (i + 1 >= arguments.size())
                return complaint(u"%1 needs a value; --help lists the options."_s.arg(option));
            value = arguments.at(++i);
        }
        if (const QString problem = apply(settings, option, *value); !problem.isEmpty())
            return complaint(problem);
    }
    if (settings.profile.isEmpty())
        settings.profile = defaultProfileFolder();
    return settings;
}

} // namespace practice
