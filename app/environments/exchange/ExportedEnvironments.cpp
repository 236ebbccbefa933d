#include "app/environments/exchange/ExportedEnvironments.h"

#include "app/base/VisibleText.h"
#include "app/environments/EnvironmentStore.h"
#include "app/environments/exchange/EnvironmentDraft.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Of a path of any system: what another computer has to do with it is the name at most.
QString fileNameOf(const QString &path)
{
    const QString name = path.mid(std::max(path.lastIndexOf(u'/'), path.lastIndexOf(u'\\')) + 1);
    return name.isEmpty() && !path.isEmpty() ? u"certificate"_s : name;
}
} // namespace

QByteArray exportOf(const QList<Environment> &environments)
{
    QJsonArray array;
    for (const Environment &environment : environments) {
        QJsonObject object = toJson(environment);
        if (!environment.certificate.isEmpty())
            object[u"certificate"_s] = fileNameOf(environment.certificate);
        object.remove(u"afterFetch"_s); // of this computer, and nobody is to get a command with a file
        QJsonArray jobs;
        for (const DataJob &job : environment.jobs)
            jobs.append(toJson(job));
        object[u"jobs"_s] = jobs;
        array.append(object);
    }
    const QJsonObject root{{u"version"_s, EnvironmentStore::schemaVersion}, {u"environments"_s, array}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

Result<void> exportTo(const QString &path, const QList<Environment> &environments)
{
    const QByteArray bytes = exportOf(environments);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail(ErrorKind::Storage,
                u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(path), file.errorString()));
}

Result<ImportedEnvironments> fromExport(const QJsonObject &root)
{
    const int version = root[u"version"_s].toInt();
    if (version > EnvironmentStore::schemaVersion) {
        return fail(ErrorKind::BadInput,
                    u"The file was exported by a newer Waybill (version %1 of the file, this "
                    u"program knows %2). Use the newer program, or export it from an older one."_s.arg(version)
                        .arg(EnvironmentStore::schemaVersion));
    }
    if (version < 1)
        return fail(ErrorKind::BadInput, u"The file holds environments, but not as Waybill exports them: it does not "
                                         u"say its version."_s);
    ImportedEnvironments imported;
    qsizetype place = 0;
    for (const QJsonValue &value : root[u"environments"_s].toArray()) {
        ++place;
        QJsonObject object = value.toObject();
        const bool bringsAction = object.contains(u"afterFetch"_s);
        object.remove(u"afterFetch"_s);
        auto environment = environmentFromJson(object);
        if (!environment) {
            imported.notes.append(u"Environment %1 of the file was left out. %2"_s.arg(
                QString::number(place), visibleText(environment.error().message, LineEnds::AsSpaces, 400)));
            continue;
        }
        environment->name = freeName(environment->name, [&imported](const QString &name) {
            return std::ranges::any_of(imported.environments, [&](const Environment &e) { return e.name == name; });
        });
        environment->certificate = fileNameOf(environment->certificate);
        if (environment->grant == Grant::Certificate) {
            imported.notes.append(
                u"%1 signs in with the certificate %2: say where that file lies on this computer."_s.arg(
                    quoted(environment->name), quoted(environment->certificate)));
        }
        if (bringsAction) {
            imported.notes.append(
                u"What %1 says is to be done after a fetch was left out: no file brings a command or "
                u"a folder along. Set it yourself where you want it."_s.arg(quoted(environment->name)));
        }
        if (!environment->ca.isEmpty()) {
            imported.notes.append(u"%1 brings certificates of an authority of its own, which are trusted for its "
                                  u"addresses and nowhere else."_s.arg(quoted(environment->name)));
        }
        if (environment->proxy.kind == ProxyChoice::Kind::Own) {
            imported.notes.append(
                u"%1 brings a proxy, through which all its calls and sign-ins go: %2. Check that it is yours."_s.arg(
                    quoted(environment->name), quoted(word(environment->proxy))));
        }
        for (const QJsonValue &jobValue : value[u"jobs"_s].toArray()) {
            const auto job = dataJobFromJson(jobValue.toObject());
            if (job && !environment->job(job->name)) {
                environment->jobs.append(*job);
                continue;
            }
            imported.notes.append(u"A job of %1 was left out. %2"_s.arg(
                quoted(environment->name),
                job ? u"Another one has its name."_s : visibleText(job.error().message, LineEnds::AsSpaces, 400)));
        }
        imported.environments.append(*environment);
    }
    return imported;
}

} // namespace waybill
