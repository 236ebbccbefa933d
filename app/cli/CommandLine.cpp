#include "app/cli/CommandLine.h"

#include "app/cli/Completion.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr const char *footer =
    "Exit codes: 0 done and good, 1 done and the outcome is bad, 2 wrong use (nothing was sent),\n"
    "            3 the service could not be reached or refused, 4 undecided.\n"
    "Global options may stand before or after the verb. Help for one verb: waybill-cli VERB --help";

/// The nested command of `path`, its groups made where they are missing.
CLI::App *command(CLI::App *app, const VerbHelp &help)
{
    const QStringList parts = QString::fromLatin1(help.path).split(u' ');
    for (const QString &part : parts) {
        const std::string name = part.toStdString();
        const auto same = app->get_subcommands([&name](const CLI::App *sub) { return sub->get_name() == name; });
        CLI::App *next = same.empty() ? nullptr : same.front();
        if (!next) {
            const bool group = &part != &parts.last();
            const std::string purpose =
                name == "package" ? "What is in a package, and how long its file is kept" : "What is saved of " + name;
            next = app->add_subcommand(name, group ? purpose : help.purpose);
            if (group)
                next->require_subcommand(1);
            else
                next->footer(std::string("Example:\n  ") + help.example + "\n\nGlobal options: waybill-cli --help")
                    ->require_subcommand(0);
        }
        app = next;
    }
    return app;
}

/// As CLI11 is to see them: what comes after `--` are names, whatever they look like (its own `--` ends at the first).
std::vector<std::string> wordsOf(const QStringList &arguments)
{
    std::vector<std::string> words;
    bool namesOnly = false;
    for (const QString &argument : arguments) {
        if (!namesOnly && argument == "--"_L1)
            namesOnly = true;
        else
            words.push_back(
                (namesOnly || argument.startsWith(u'[') ? Syntax::hidden(argument) : argument).toStdString());
    }
    return words;
}

Result<std::optional<std::chrono::milliseconds>> timeoutFrom(const std::optional<QString> &text)
{
    if (!text)
        return std::optional<std::chrono::milliseconds>();
    bool isNumber = false;
    const double seconds = text->toDouble(&isNumber);
    if (!isNumber || !std::isfinite(seconds) || seconds <= 0 || seconds > 1e6)
        return fail(ErrorKind::Usage, u"--timeout %1 is not a number of seconds. Give one such as 30."_s.arg(*text));
    return std::optional(std::chrono::milliseconds(std::max<qint64>(1, qint64(seconds * 1000))));
}
} // namespace

CommandLine::CommandLine(std::vector<std::unique_ptr<Verb>> verbs) : m_verbs(std::move(verbs)) {}

CommandLine::~CommandLine() = default;

bool CommandLine::wantsJson(const QStringList &arguments)
{
    const auto end = std::find(arguments.cbegin(), arguments.cend(), u"--"_s);
    return std::find(arguments.cbegin(), end, u"--json"_s) != end;
}

Result<CommandLine::Parsed> CommandLine::parse(const QStringList &arguments)
{
    Parsed parsed;
    std::optional<QString> timeout;
    CLI::App app("Waybill on the command line: push files to Dynamics 365 Finance & Operations, follow them to\n"
                 "their end, and learn why one failed.",
                 "waybill-cli");
    app.fallthrough()->require_subcommand(1)->footer(footer);
    app.set_version_flag("--version", "waybill-cli " WAYBILL_VERSION);
    Syntax global(&app);
    global.option("--profile", "DIR", "Folder of environments, journal and files (or WAYBILL_PROFILE)",
                  &parsed.options.profile);
    global.option("--environment", "NAME", "May be left out when there is only one", &parsed.options.environment);
    global.flag("--json", "Print one JSON value instead of text", &parsed.options.json);
    global.option("--timeout", "SECONDS", "Of the whole command; default 120", &timeout);
    for (const auto &verb : m_verbs) {
        CLI::App *sub = command(&app, verb->help());
        Syntax syntax(sub);
        verb->declare(syntax);
        sub->final_callback([&parsed, verb = verb.get()] { parsed.verb = verb; });
        sub->preparse_callback([this, verb = verb.get()](size_t) { m_meant = verb; });
    }

    CLI::App *completion = app.add_subcommand("completion", "Print a script that completes verbs and options");
    QString shell;
    Syntax(completion).argument("SHELL", "bash", &shell);
    completion->require_subcommand(0)->footer("Example:\n  source <(waybill-cli completion bash)");
    const std::vector<std::string> words = wordsOf(arguments);
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend())); // it wants them last first
    } catch (const CLI::Success &success) {
        std::ostringstream out, err;
        app.exit(success, out, err);
        parsed.verb = nullptr;
        parsed.text = QString::fromStdString(out.str()).trimmed();
        return parsed;
    } catch (const CLI::RequiredError &error) {
        const QString what = QString::fromStdString(error.what()).trimmed();
        if (!what.contains("subcommand"_L1))
            return fail(ErrorKind::Usage, u"%1. See waybill-cli --help."_s.arg(what));
        return fail(ErrorKind::Usage, u"No verb was given that waybill-cli knows, such as push or follow. See "
                                      u"waybill-cli --help for all of them."_s);
    } catch (const CLI::Error &error) {
        return fail(ErrorKind::Usage,
                    u"%1. See waybill-cli --help."_s.arg(QString::fromStdString(error.what()).trimmed()));
    }
    if (completion->parsed()) {
        if (shell != "bash"_L1)
            return fail(ErrorKind::Usage, u"There is no completion for %1; bash is what there is."_s.arg(shell));
        parsed.text = bashCompletion(app, u"waybill-cli"_s);
        return parsed;
    }
    const auto limit = timeoutFrom(timeout);
    if (!limit)
        return fail(limit.error());
    parsed.options.timeout = *limit;
    return parsed;
}

} // namespace waybill
