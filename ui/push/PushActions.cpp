#include "ui/push/PushActions.h"

#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {

/// The coroutines behind the calls: free of captures, safe when the object goes while they wait.
struct PushActions::Runs {
    using Self = QPointer<PushActions>;

    /// Not inside the coroutine: g++ 12 destroys what a lambda there captured twice.
    static std::function<void(qint64, qint64)> tellCopied(Self self)
    {
        return [self](qint64 done, qint64 total) {
            if (self)
                emit self->copied(done, total);
        };
    }

    static QCoro::Task<void> push(Self self, QString environment, QList<PushFile> files)
    {
        std::function<void(qint64, qint64)> copied = tellCopied(self);
        std::stop_token stop = self->m_stop.get_token();
        auto keys = co_await self->m_services.desk->append(environment, files, copied, stop);
        if (!self)
            co_return;
        if (!keys) {
            emit self->refused(files, keys.error());
            co_return;
        }
        self->send(*keys);
        emit self->appended(files, *keys);
    }

    static QCoro::Task<void> inspect(Self self, QString path, DataJob job)
    {
        const auto looking = QtConcurrent::run(&inspectPayload, path, job);
        const auto finding = co_await looking;
        if (self)
            emit self->inspected(path, job.name, finding);
    }

    static QCoro::Task<void> release(Self self, QList<MessageKey> keys)
    {
        auto result = co_await self->m_services.desk->release(keys);
        if (!self)
            co_return;
        if (result)
            self->send(keys);
        else
            emit self->failed(result.error());
    }

    static QCoro::Task<void> cancel(Self self, QList<MessageKey> keys)
    {
        auto result = co_await self->m_services.desk->cancel(keys);
        if (self && !result)
            emit self->failed(result.error());
    }
};

PushActions::PushActions(PushServices services, QObject *parent) : QObject(parent), m_services(std::move(services)) {}

PushActions::~PushActions()
{
    m_stop.request_stop();
}

void PushActions::inspect(const QString &path, const DataJob &job)
{
    Runs::inspect(this, path, job);
}

void PushActions::push(const QString &environment, const QList<PushFile> &files)
{
    Runs::push(this, environment, files);
}

void PushActions::release(const QList<MessageKey> &keys)
{
    Runs::release(this, keys);
}

void PushActions::cancel(const QList<MessageKey> &keys)
{
    PushQueue &queue = m_services.desk->queue();
    const QList<MessageKey> here = queue.waiting() + queue.underWay();
    QList<MessageKey> others;
    for (const MessageKey key : keys) {
        if (here.contains(key))
            queue.cancel(key);
        else
            others << key;
    }
    if (!others.isEmpty())
        Runs::cancel(this, others);
}

void PushActions::send(const QList<MessageKey> &keys)
{
    if (m_services.desk->isSender()) {
        m_services.desk->queue().add(keys);
        return;
    }
    emit handedOver();
}

} // namespace waybill
