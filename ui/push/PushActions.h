#pragma once

#include "app/messages/PayloadCheck.h"
#include "ui/push/PushServices.h"

#include <QObject>

#include <stop_token>

namespace waybill {

/// Hands files over and acts on queued ones; the outcome of each call comes as a signal. Work under way is stopped, and
/// its outcome not told any more, when this object goes.
class PushActions final : public QObject
{
    Q_OBJECT

public:
    explicit PushActions(PushServices services, QObject *parent = nullptr);
    ~PushActions() override;

    /// Looks into a chosen file, on a worker.
    void inspect(const QString &path, const DataJob &job);
    /// Copies the files into the store, appends their rows and sends them in turn. All or none.
    void push(const QString &environment, const QList<PushFile> &files);
    /// *Held* rows go now.
    void release(const QList<MessageKey> &keys);
    /// Takes waiting files out, cuts uploads under way.
    void cancel(const QList<MessageKey> &keys);

signals:
    void inspected(const QString &path, const QString &job, const waybill::PayloadFinding &finding);
    /// Bytes taken into the store so far, of all files of the last push.
    void copied(qint64 done, qint64 total);
    /// The files became these messages, in their order.
    void appended(const QList<waybill::PushFile> &files, const QList<waybill::MessageKey> &keys);
    /// Nothing was appended.
    void refused(const QList<waybill::PushFile> &files, const waybill::Error &error);
    void failed(const waybill::Error &error);
    /// Another program holds `sender.lock` just now: it sends these.
    void handedOver();

private:
    struct Runs;
    friend struct Runs;
    void send(const QList<MessageKey> &keys);

    PushServices m_services;
    std::stop_source m_stop;
};

} // namespace waybill
