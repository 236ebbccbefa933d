#pragma once

#include "app/base/Error.h"
#include "app/cli/Verb.h"

#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace waybill {

/// What may stand before or after every verb.
struct GlobalOptions {
    QString profile;     ///< empty: WAYBILL_PROFILE or the platform's folder
    QString environment; ///< empty: the only one
    bool json = false;
    std::optional<std::chrono::milliseconds> timeout; ///< nothing: the verb's default
};

/// The verbs and the parser (CLI11) that fills them. Lives as long as the verb runs.
class CommandLine
{
public:
    explicit CommandLine(std::vector<std::unique_ptr<Verb>> verbs);
    ~CommandLine();

    struct Parsed {
        GlobalOptions options;
        Verb *verb = nullptr; ///< null: `text` (help, version) is all there is to do
        QString text;
    };
    /// `arguments` without the program's name. Usage with what is wrong and where to read on.
    Result<Parsed> parse(const QStringList &arguments);

    /// The verb that was meant, also when parse() found something wrong; null where none was seen.
    const Verb *meant() const { return m_meant; }

    /// Whether --json stands among the arguments: known even when they cannot be parsed.
    static bool wantsJson(const QStringList &arguments);
    const std::vector<std::unique_ptr<Verb>> &verbs() const { return m_verbs; }

private:
    std::vector<std::unique_ptr<Verb>> m_verbs;
    const Verb *m_meant = nullptr;
};

} // namespace waybill
