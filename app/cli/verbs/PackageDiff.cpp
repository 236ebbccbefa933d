#include "app/catalogue/CatalogueCache.h"
#include "app/cli/PackageJson.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/packages/KnownKeys.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>
#include <map>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 rowsAsText = 20;     ///< of a file
constexpr qint64 rowsAsJson = 10'000; ///< of a file

QString shown(const std::optional<QString> &value)
{
    return value ? u"“%1”"_s.arg(plainLine(*value)) : u"nothing"_s;
}

class PackageDiffVerb final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"package diff", "Compare two packages: manifest, files, columns, and rows by their key",
                "waybill-cli package diff yesterday.zip today.zip --key \"Customers V3=CUSTOMERACCOUNT\""};
    }
    bool isEndless() const override { return true; }

    void declare(Syntax &syntax) override
    {
        syntax.argument("LEFT", "The earlier package (zip)", &m_left);
        syntax.argument("RIGHT", "The later package (zip)", &m_right);
        syntax.list("--key", "ENTITY=COLUMNS",
                    "What tells the rows of an entity apart, columns with commas; else the key that the catalogue of "
                    "--environment knows, or columns that do",
                    &m_keys);
        syntax.option("--rows", "N", "Print at most N rows of a file; default 20, with --json 10000", &m_rows);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        Output &out = services.out();
        bool isNumber = true;
        const qint64 usual = out.isJson() ? rowsAsJson : rowsAsText;
        const qint64 mostRows = m_rows ? m_rows->toLongLong(&isNumber) : usual;
        if (!isNumber || mostRows < 0)
            co_return fail(ErrorKind::Usage, u"--rows %1 is not a whole number."_s.arg(*m_rows));
        auto keysOf = keys(services);
        if (!keysOf)
            co_return fail(keysOf.error());
        const DiffAsk ask{m_left, m_right, std::move(*keysOf), mostRows};
        const std::stop_token stop = services.deadline().token();
        const auto comparing = QtConcurrent::run([ask, stop] { return diffPackages(ask, {}, stop); });
        const auto diff = co_await comparing;
        if (!diff)
            co_return fail(diff.error());
        if (out.isJson())
            out.json(packageDiffJson(*diff));
        else
            show(out, *diff);
        co_return diff->isSame() ? ExitCode::Good : ExitCode::BadOutcome;
    }

private:
    using KeysOf = std::function<QStringList(const QString &, const QString &)>;

    Result<KeysOf> keys(Services &services) const
    {
        std::map<QString, QStringList> given;
        for (const QString &key : m_keys) {
            const qsizetype sign = key.indexOf(u'=');
            const QStringList columns = key.sliced(sign + 1).split(u',', Qt::SkipEmptyParts);
            if (sign <= 0 || columns.isEmpty())
                return fail(ErrorKind::Usage,
                            u"--key %1 is no ENTITY=COLUMNS, such as \"Customers V3=CUSTOMERACCOUNT\"."_s.arg(key));
            given[key.first(sign).trimmed().toCaseFolded()] = columns;
        }
        KeysOf known;
        if (!services.options().environment.isEmpty()) {
            const auto environment = services.environment();
            if (!environment)
                return fail(environment.error());
            const auto catalogue =
                CatalogueCache(services.profile(), environment->name).read(environment->url.toString());
            if (!catalogue)
                return fail(catalogue.error());
            if (*catalogue)
                known = knownKeys(*catalogue);
            else
                services.out().note(
                    u"No catalogue of “%1” is kept; keys are guessed. waybill-cli entities reads one."_s.arg(
                        environment->name));
        }
        return [given = std::move(given), known = std::move(known)](const QString &name, const QString &target) {
            for (const QString &called : {name, target}) {
                if (const auto found = given.find(called.toCaseFolded()); found != given.end())
                    return found->second;
            }
            return known ? known(name, target) : QStringList();
        };
    }

    static void showValues(Output &out, const QList<ValueChange> &values, const QString &before)
    {
        for (const ValueChange &value : values)
            out.text(u"%1%2: %3 → %4"_s.arg(before, plainLine(value.name), shown(value.before), shown(value.after)));
    }
    static void showRow(Output &out, const RowChange &row)
    {
        const bool isChanged = row.state == DiffState::Changed;
        const QString sign = isChanged ? u"~"_s : row.state == DiffState::Added ? u"+"_s : u"-"_s;
        QStringList cells;
        for (const ValueChange &cell : row.cells)
            cells.append(plainLine(cell.name) + u' ' +
                         (isChanged ? shown(cell.before) + u" → "_s + shown(cell.after)
                                    : shown(cell.before ? cell.before : cell.after)));
        const QString key = row.key.isEmpty() ? QString() : plainLine(row.key.join(u", "_s)) + u": "_s;
        out.text(u"  %1 %2%3"_s.arg(sign, key, cells.join(u"; "_s)));
    }
    static void showFile(Output &out, const FileDiff &file)
    {
        const QString entity = file.entity.isEmpty() ? QString() : u" (%1)"_s.arg(plainLine(file.entity));
        QString text = u"%1%2: %3"_s.arg(plainLine(file.name), entity, diffWord(file.state));
        if (file.keyFrom != DiffKey::None)
            text += u"; rows: %1 same, %2 changed, %3 added, %4 removed, %5"_s.arg(
                QString::number(file.same), QString::number(file.changed), QString::number(file.added),
                QString::number(file.removed),
                file.key.isEmpty() ? u"whole rows compared"_s : u"by "_s + plainLine(file.key.join(u", "_s)));
        out.text(text);
        if (!file.columnsAdded.isEmpty())
            out.text(u"  columns added: %1"_s.arg(plainLine(file.columnsAdded.join(u", "_s))));
        if (!file.columnsRemoved.isEmpty())
            out.text(u"  columns removed: %1"_s.arg(plainLine(file.columnsRemoved.join(u", "_s))));
        if (file.fault)
            out.text(u"  not compared by its rows: %1"_s.arg(plainLine(file.fault->message)));
        for (const RowChange &row : file.rows)
            showRow(out, row);
        if (file.isCut)
            out.text(u"  … and %1 rows more"_s.arg(file.added + file.removed + file.changed - file.rows.size()));
    }
    static void show(Output &out, const PackageDiff &diff)
    {
        showValues(out, diff.values, {});
        for (const EntityDiff &entity : diff.entities) {
            if (entity.state != DiffState::Same)
                out.text(u"Entity %1: %2"_s.arg(plainLine(entity.name), diffWord(entity.state)));
            showValues(out, entity.values, u"  "_s);
        }
        for (const FileDiff &file : diff.files) {
            if (file.state != DiffState::Same)
                showFile(out, file);
        }
        if (diff.isSame())
            out.text(u"The packages are the same."_s);
    }

    QString m_left, m_right;
    QStringList m_keys;
    std::optional<QString> m_rows;
};
} // namespace

std::unique_ptr<Verb> packageDiffVerb()
{
    return std::make_unique<PackageDiffVerb>();
}

} // namespace waybill
