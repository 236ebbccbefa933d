#pragma once

#include "app/base/Error.h"
#include "app/environments/Environment.h"

#include <QObject>
#include <QProcess>

namespace waybill {

/// Runs `waybill-practice` beside this program, as long as this object lives. What it offers (address, secret) lives in
/// memory only and differs at each start.
class PracticeHost final : public QObject
{
    Q_OBJECT

public:
    explicit PracticeHost(QObject *parent = nullptr);
    ~PracticeHost() override;

    /// Starts it on a folder of its own; `options` go to the program as they are.
    void start(const QString &folder, const QStringList &options = {});

    /// Reads the line it prints when it is ready.
    static Result<std::pair<Environment, QString>> read(const QByteArray &line);

signals:
    void ready(const waybill::Environment &environment, const QString &secret);
    /// It could not be started, or ended by itself.
    void failed(const waybill::Error &error);

private:
    void readLine();

    QProcess m_process;
    bool m_ready = false;
};

} // namespace waybill
