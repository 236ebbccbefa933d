#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace CLI {
class App;
}

namespace waybill {

/// What a verb takes. Verbs declare it here, so that only CommandLine knows the parser (and its heavy header). The
/// pointers outlive the parsing.
class Syntax
{
public:
    enum class Need { Optional, Required };

    explicit Syntax(CLI::App *app) : m_app(app) {}

    /// `--name VALUE`, at most once. An option that was not given leaves `value` as it is.
    void option(const char *name, const char *placeholder, const char *what, QString *value,
                Need need = Need::Optional);
    void option(const char *name, const char *placeholder, const char *what, std::optional<QString> *value,
                Need need = Need::Optional);
    /// `--name VALUE`, any number of times.
    void list(const char *name, const char *placeholder, const char *what, QStringList *values);
    void flag(const char *name, const char *what, bool *value);
    /// The argument without a name.
    void argument(const char *placeholder, const char *what, QString *value);
    /// The same where it may be left out.
    void optionalArgument(const char *placeholder, const char *what, std::optional<QString> *value);
    /// One or more arguments without a name.
    void arguments(const char *placeholder, const char *what, QStringList *values);

    /// CLI11 takes `[a,b]` for a list and `-x` for an option; hidden from it, they stay the file names they are.
    static QString hidden(const QString &argument);
    static QString shown(const QString &argument);

private:
    CLI::App *m_app;
};

} // namespace waybill
