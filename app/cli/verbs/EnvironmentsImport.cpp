#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/environments/exchange/ImportedEnvironments.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsImport final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments import",
                "Take environments from a file: one that Waybill exported, a Postman environment or collection, or a "
                "job configuration of the Recurring Integrations Scheduler (RIS)",
                "waybill-cli environments import contoso.postman_environment.json"};
    }
    void declare(Syntax &syntax) override
    {
        syntax.argument("FILE", "What to read", &m_file);
        syntax.flag("--rename", "Give those whose name is there already another name; else they are skipped",
                    &m_rename);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        auto imported = read();
        if (!imported)
            co_return fail(imported.error());
        QStringList skipped;
        QHash<QString, QString> secrets;
        const QList<Environment> fresh = sorted(**store, *imported, secrets, skipped);
        if (!fresh.isEmpty()) {
            if (const auto added = (*store)->add(fresh); !added)
                co_return fail(added.error());
        }
        for (const QString &name : std::as_const(skipped)) {
            imported->notes.append(u"There is an environment “%1” already, so that of the file was skipped. Import it "
                                   u"with --rename to have both."_s.arg(name));
        }
        for (auto secret = secrets.cbegin(); secret != secrets.cend(); ++secret) {
            const auto kept = co_await services.secrets().keep(secret.key(), secret.value());
            imported->notes.append(
                kept ? u"The client secret of “%1” went from the file into the keychain. It still stands in the file: "
                       u"remove it there."_s.arg(secret.key())
                     : u"The file holds a client secret for “%1”, which could not be kept. %2 Give it again, or set "
                       u"%3."_s.arg(secret.key(), kept.error().message, SecretStore::variableName(secret.key())));
        }
        QJsonArray added;
        for (const Environment &environment : fresh) {
            const bool secretIsThere = co_await hasSecret(services, environment);
            QJsonObject object = environmentJson(environment, secretIsThere);
            object[u"jobs"_s] = jobsJson(environment);
            added.append(object);
        }
        show(services.out(), *imported, fresh, added, skipped);
        co_return ExitCode::Good;
    }

private:
    Result<ImportedEnvironments> read() const
    {
        constexpr qint64 most = 64 << 20; // the reader says what is too large; this keeps /dev/zero out
        QFile file(m_file);
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(ErrorKind::BadInput,
                        u"%1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(m_file), file.errorString()));
        }
        auto imported = importedFrom(file.read(most), QFileInfo(m_file).baseName());
        if (!imported)
            imported.error().message.prepend(QFileInfo(m_file).fileName() + u": "_s);
        return imported;
    }

    /// Those to be added, under the names they get, with the secrets of those; the names of the others are `skipped`.
    QList<Environment> sorted(const EnvironmentStore &store, const ImportedEnvironments &imported,
                              QHash<QString, QString> &secrets, QStringList &skipped) const
    {
        QList<Environment> fresh;
        const auto isThere = [&](const QString &name) {
            return store.find(name) ||
                   std::ranges::any_of(fresh, [&](const Environment &other) { return other.name == name; });
        };
        for (Environment environment : imported.environments) {
            const QString before = environment.name;
            if (store.find(before) && !m_rename) {
                skipped.append(before);
                continue;
            }
            environment.name = freeName(before, isThere);
            if (const auto secret = imported.secrets.constFind(before); secret != imported.secrets.cend())
                secrets.insert(environment.name, *secret);
            fresh.append(environment);
        }
        return fresh;
    }

    static void show(Output &out, const ImportedEnvironments &imported, const QList<Environment> &fresh,
                     const QJsonArray &added, const QStringList &skipped)
    {
        for (const QString &note : imported.notes)
            out.note(note);
        if (out.isJson()) {
            out.json(QJsonObject{{u"source"_s, word(imported.source)},
                                 {u"added"_s, added},
                                 {u"skipped"_s, QJsonArray::fromStringList(skipped)},
                                 {u"notes"_s, QJsonArray::fromStringList(imported.notes)}});
            return;
        }
        if (fresh.isEmpty())
            return out.text(u"Nothing was added."_s);
        QList<QStringList> rows;
        for (const Environment &environment : fresh) {
            rows.append({environment.name, word(environment.kind), environment.url.toString(), environment.tenant,
                         QString::number(environment.jobs.size())});
        }
        out.table({u"ADDED"_s, u"KIND"_s, u"ADDRESS"_s, u"TENANT"_s, u"JOBS"_s}, rows);
    }

    QString m_file;
    bool m_rename = false;
};
} // namespace

std::unique_ptr<Verb> environmentsImportVerb()
{
    return std::make_unique<EnvironmentsImport>();
}

} // namespace waybill
