#include "app/cli/Completion.h"

#include <QList>
#include <QStringList>

#include <CLI/CLI.hpp>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// A command and the words that may follow it.
struct Node {
    QString path; ///< such as `environments add`; empty for the program
    QStringList words;
};

void collect(const CLI::App &app, const QString &path, const QStringList &global, QList<Node> &nodes)
{
    Node node{path, {}};
    for (const CLI::App *sub : app.get_subcommands({}))
        node.words.append(QString::fromStdString(sub->get_name()));
    for (const CLI::Option *option : app.get_options()) {
        for (const std::string &name : option->get_lnames())
            node.words.append(u"--"_s + QString::fromStdString(name));
    }
    for (const QString &word : global) {
        if (!node.words.contains(word))
            node.words.append(word);
    }
    nodes.append(node);
    for (const CLI::App *sub : app.get_subcommands({})) {
        const QString name = QString::fromStdString(sub->get_name());
        collect(*sub, path.isEmpty() ? name : path + u' ' + name, global, nodes);
    }
}
} // namespace

QString bashCompletion(const CLI::App &app, const QString &program)
{
    QStringList global;
    for (const CLI::Option *option : app.get_options()) {
        for (const std::string &name : option->get_lnames())
            global.append(u"--"_s + QString::fromStdString(name));
    }
    QList<Node> nodes;
    collect(app, {}, global, nodes);
    QStringList paths;
    QString cases;
    for (const Node &node : nodes) {
        if (!node.path.isEmpty())
            paths.append(u'\'' + node.path + u'\'');
        cases += u"        '%1') words='%2' ;;\n"_s.arg(node.path, node.words.join(u' '));
    }
    return uR"(_waybill_cli() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path='' words='' word takes=''
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "${path:+$path }$word" in
            %1) path="${path:+$path }$word" ;;
        esac
    done
    case "$path" in
%2    esac
    case "$prev" in
        --output | --from | --ca | --certificate) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        --profile) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
    esac
    case "$path" in
        push | attach | 'environments export' | 'environments import' | 'history export' | 'history import') takes=file ;;
    esac
    if [[ -n $takes && $cur != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    fi
}
complete -o filenames -F _waybill_cli %3)"_s.arg(paths.join(u'|'), cases, program);
}

} // namespace waybill
