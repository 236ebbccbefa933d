#include "app/practice/Settings.h"

#include "app/practice/Options.h"

#include <QStandardPaths>

#include <optional>

using namespace Qt::StringLiterals;

namespace practice {
QString defaultProfileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/waybill/practice"_L1;
}

std::variant<Settings, UsageNote> parseSettings(const QStringList &arguments)
{
    const auto complaint = [](const QString &text) { return UsageNote{text, false}; };
    Settings settings;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString option = arguments.at(i);
        if (option == "--help"_L1 || option == "-h"_L1)
            return UsageNote{helpText(), true};
        if (option == "--version"_L1)
            return UsageNote{QStringLiteral("waybill-practice " WAYBILL_VERSION "\n"), true};
        if (applySwitch(settings, option))
            continue;
        std::optional<QString> value;
        if (const qsizetype equals = option.indexOf(u'='); equals > 0) {
            value = option.mid(equals + 1);
            option.truncate(equals);
        }
        if (!takesValue(option))
            return complaint(u"Unknown option \"%1\"; --help lists the options."_s.arg(option));
        if (!value) {
            if (i + 1 >= arguments.size())
                return complaint(u"%1 needs a value; --help lists the options."_s.arg(option));
            value = arguments.at(++i);
        }
        if (const QString problem = applyOption(settings, option, *value); !problem.isEmpty())
            return complaint(problem);
    }
    if (settings.profile.isEmpty())
        settings.profile = defaultProfileFolder();
    return settings;
}

} // namespace practice
