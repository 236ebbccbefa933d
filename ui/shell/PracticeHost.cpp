#include "ui/shell/PracticeHost.h"

#include "app/base/Guid.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace waybill {
using namespace Qt::StringLiterals;

PracticeHost::PracticeHost(QObject *parent) : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PracticeHost::readLine);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            emit failed(Error{ErrorKind::Storage,
                              tr("The practice environment (%1) could not be started.").arg(m_process.program()),
                              m_process.errorString(),
                              0,
                              {}});
        }
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        emit failed(Error{ErrorKind::Unreachable,
                          tr("The practice environment has ended. Start Waybill again to go on practising."),
                          QString::fromUtf8(m_process.readAllStandardError()).trimmed(),
                          0,
                          {}});
    });
}

PracticeHost::~PracticeHost()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel(); // with --parent-pipe that ends it
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

void PracticeHost::start(const QString &folder, const QStringList &options)
{
    m_process.setProgram(QDir(QCoreApplication::applicationDirPath()).filePath(u"waybill-practice"_s));
    m_process.setArguments(QStringList{u"--parent-pipe"_s, u"--profile"_s, folder} + options);
    m_process.start();
}

void PracticeHost::readLine()
{
    while (!m_ready && m_process.canReadLine()) {
        const auto offer = read(m_process.readLine());
        if (!offer) {
            emit failed(offer.error());
            continue;
        }
        m_ready = true;
        emit ready(offer->first, offer->second);
    }
    if (m_ready)
        m_process.readAllStandardOutput();
}

Result<std::pair<Environment, QString>> PracticeHost::read(const QByteArray &line)
{
    const QJsonObject offer = QJsonDocument::fromJson(line).object();
    const auto origin = environmentAddress(offer[u"url"_s].toString());
    const auto authority = authorityFrom(offer[u"authority"_s].toString());
    if (!origin || !authority)
        return fail(ErrorKind::BadInput, tr("The practice environment did not say where it is to be reached."),
                    QString::fromUtf8(line));
    Environment environment;
    environment.name = u"Practice"_s;
    environment.kind = EnvironmentKind::Practice;
    environment.url = *origin;
    environment.authority = *authority;
    environment.tenant = offer[u"tenant"_s].toString();
    environment.clientId = offer[u"clientId"_s].toString();
    const QJsonArray jobs = offer[u"jobs"_s].toArray();
    for (const QJsonValue &value : jobs) {
        const QJsonObject row = value.toObject();
        DataJob job;
        job.name = row[u"name"_s].toString();
        job.activityId = ActivityId(guidFrom(row[u"activityId"_s].toString()).value_or(QString()));
        job.direction = row[u"direction"_s] == "export"_L1 ? JobDirection::Export : JobDirection::Import;
        job.entity = row[u"entity"_s].toString();
        job.company = row[u"company"_s].toString();
        job.package = row[u"package"_s].toBool();
        environment.jobs.append(job);
    }
    return std::pair{environment, offer[u"secret"_s].toString()};
}

} // namespace waybill
