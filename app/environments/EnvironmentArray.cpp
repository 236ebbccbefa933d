#include "app/environments/EnvironmentArray.h"

#include "app/environments/NameClash.h"

namespace waybill {
using namespace Qt::StringLiterals;

qsizetype indexOf(const QJsonArray &array, QStringView name)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array[i][u"name"_s].toString() == name)
            return i;
    }
    return -1;
}

QJsonObject merged(QJsonObject object, const QJsonObject &with)
{
    for (auto field = with.begin(); field != with.end(); ++field)
        object.insert(field.key(), field.value());
    return object;
}

QJsonArray jobsOf(const Environment &environment, const QJsonArray &before)
{
    QJsonArray jobs;
    for (const DataJob &job : environment.jobs) {
        const qsizetype old = indexOf(before, job.name);
        jobs.append(merged(old < 0 ? QJsonObject() : before[old].toObject(), toJson(job)));
    }
    return jobs;
}

Result<Environment> environmentWithJobs(const QJsonObject &object)
{
    auto environment = environmentFromJson(object);
    if (!environment)
        return environment;
    const QJsonArray jobs = object[u"jobs"_s].toArray();
    for (const QJsonValue &value : jobs) {
        if (const auto job = dataJobFromJson(value.toObject()))
            environment->jobs.append(*job);
    }
    return environment;
}

Result<void> checkName(const Environment &environment, const QJsonArray &array, QList<Environment> others)
{
    for (const QJsonValue &value : array) {
        Environment other;
        other.name = value[u"name"_s].toString();
        other.grant = grantFrom(value[u"grant"_s].toString()).value_or(Grant::ClientSecret);
        others.append(other);
    }
    for (const Environment &other : std::as_const(others)) {
        if (const auto clash = nameClash(environment, other))
            return fail(ErrorKind::BadInput, *clash + u" Take another name."_s);
    }
    return {};
}

} // namespace waybill
