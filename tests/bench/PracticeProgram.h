#pragma once

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace waybill::bench {

/// waybill-practice on a profile of its own; ends with this object.
class PracticeProgram
{
public:
    PracticeProgram()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(WAYBILL_BIN "/waybill-practice"),
                        {QStringLiteral("--profile"), m_profile.path(), QStringLiteral("--parent-pipe")});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(60'000)) {
        }
        m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
        if (m_ready.isEmpty())
            qFatal("waybill-practice did not start.");
    }
    ~PracticeProgram()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    /// A text of the line it printed, such as `url` or `secret`.
    QString told(const QString &name) const { return m_ready.value(name).toString(); }
    /// Its first job of a direction, `import` or `export`: `name`, `activityId`, `entity`, `company`.
    QJsonObject job(const QString &direction = QStringLiteral("import")) const
    {
        for (const QJsonValue &job : m_ready.value(QStringLiteral("jobs")).toArray()) {
            if (job[QStringLiteral("direction")] == direction)
                return job.toObject();
        }
        return {};
    }
    /// Frees the disk of what it was sent so far.
    void forgetPayloads()
    {
        QDir payloads(m_profile.filePath(QStringLiteral("payloads")));
        for (const QString &name : payloads.entryList(QDir::Files))
            payloads.remove(name);
    }

private:
    QTemporaryDir m_profile;
    QProcess m_process;
    QJsonObject m_ready;
};

} // namespace waybill::bench
