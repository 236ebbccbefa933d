#include "app/cli/Syntax.h"

#include <CLI/CLI.hpp>

namespace waybill {

namespace {
constexpr QChar mark(0xe000); ///< a character of the private area, which nobody types

/// Raw results: CLI11's own conversions would take `{}` for an empty list, and it is a file name as well.
CLI::Option *add(CLI::App *app, const char *name, const char *placeholder, const char *what,
                 std::function<void(const QStringList &)> take)
{
    CLI::Option *option = app->add_option(
        name,
        [take = std::move(take)](const CLI::results_t &results) {
            QStringList values;
            for (const std::string &result : results)
                values.append(Syntax::shown(QString::fromStdString(result)));
            take(values);
            return true;
        },
        what);
    option->type_name(placeholder)->expected(1)->allow_extra_args(false);
    return option;
}
} // namespace

QString Syntax::hidden(const QString &argument)
{
    return mark + argument;
}

QString Syntax::shown(const QString &argument)
{
    return argument.startsWith(mark) ? argument.mid(1) : argument;
}

void Syntax::option(const char *name, const char *placeholder, const char *what, QString *value, Need need)
{
    add(m_app, name, placeholder, what, [value](const QStringList &values) {
        *value = values.last();
    })->required(need == Need::Required);
}

void Syntax::option(const char *name, const char *placeholder, const char *what, std::optional<QString> *value,
                    Need need)
{
    add(m_app, name, placeholder, what, [value](const QStringList &values) {
        *value = values.last();
    })->required(need == Need::Required);
}

void Syntax::list(const char *name, const char *placeholder, const char *what, QStringList *values)
{
    add(m_app, name, placeholder, what, [values](const QStringList &given) {
        *values = given;
    })->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Syntax::flag(const char *name, const char *what, bool *value)
{
    m_app->add_flag_callback(
        name, [value] { *value = true; }, what);
}

void Syntax::argument(const char *placeholder, const char *what, QString *value)
{
    add(m_app, placeholder, "", what, [value](const QStringList &values) { *value = values.last(); })->required();
}

void Syntax::optionalArgument(const char *placeholder, const char *what, std::optional<QString> *value)
{
    add(m_app, placeholder, "", what, [value](const QStringList &values) { *value = values.last(); });
}

void Syntax::arguments(const char *placeholder, const char *what, QStringList *values)
{
    add(m_app, placeholder, "", what, [values](const QStringList &given) { *values = given; })
        ->required()
        ->expected(1, -1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args();
}

} // namespace waybill
