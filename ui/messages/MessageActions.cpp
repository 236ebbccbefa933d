#include "ui/messages/MessageActions.h"

#include "ui/widgets/CopyFile.h"
#include "ui/widgets/Texts.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <qcorofuture.h>
#include <QtConcurrent>

namespace waybill {

namespace {

Result<void> writeErrorFile(const QString &journal, MessageKey key, int place, const QString &to)
{
    const auto bytes = Journal::readFailureFile(journal, key, place);
    if (!bytes)
        return fail(bytes.error());
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly) || target.write(*bytes) != bytes->size() || !target.commit())
        return fail(ErrorKind::Storage,
                    MessageActions::tr("%1 could not be written.").arg(QDir::toNativeSeparators(to)),
                    target.errorString());
    return {};
}

} // namespace

/// The coroutines behind the calls: free of captures, safe when the object goes while they wait.
struct MessageActions::Runs {
    using Self = QPointer<MessageActions>;
    using Done = QCoro::Task<Result<void>>;
    using Made = QCoro::Task<Result<MessageKey>>;

    static QCoro::Task<void> finish(Self self, Done work, QString sentence)
    {
        auto result = co_await std::move(work);
        if (!self)
            co_return;
        if (result)
            emit self->told(sentence);
        else
            emit self->failed(result.error());
    }

    static QCoro::Task<void> attempt(Self self, MessageKey of, Made work)
    {
        auto key = co_await std::move(work);
        if (!self)
            co_return;
        self->m_attempted.remove(of);
        if (!key) {
            emit self->failed(key.error());
            co_return;
        }
        send(self, *key);
        emit self->appended(*key);
    }

    static QCoro::Task<void> releaseOne(Self self, MessageKey key)
    {
        QList<MessageKey> keys{key};
        auto result = co_await self->m_services.desk->release(keys);
        if (!self)
            co_return;
        if (!result) {
            emit self->failed(result.error());
            co_return;
        }
        send(self, key);
        emit self->told(tr("The file is on its way."));
    }

    static void send(Self self, MessageKey key)
    {
        if (self->m_services.desk->isSender())
            self->m_services.desk->queue().add({key});
        else
            emit self->told(tr("Another program on this profile sends just now; the file waits for its turn."));
    }

    static QCoro::Task<void> saveRows(Self self, MessageKey key, QString path)
    {
        FailureAnalysis *analysis = &self->m_services.desk->analysis();
        std::stop_token stop = self->m_stop.get_token();
        auto rows = co_await analysis->saveFailingRows(key, path, stop);
        if (!self)
            co_return;
        if (rows)
            emit self->failingRowsSaved(key, path, *rows);
        else
            emit self->failed(rows.error());
    }

    static QCoro::Task<void> attach(Self self, MessageKey key, QString path)
    {
        std::stop_token stop = self->m_stop.get_token();
        auto done = co_await self->m_services.desk->attach(key, path, stop);
        if (!self)
            co_return;
        if (!done) {
            emit self->failed(done.error());
            co_return;
        }
        emit self->attached(key);
        emit self->told(tr("“%1” is attached.").arg(QFileInfo(path).fileName()));
    }

    static QCoro::Task<void> saved(Self self, QFuture<Result<void>> writing, QString to)
    {
        auto result = co_await writing;
        if (!self)
            co_return;
        if (result)
            emit self->told(tr("Saved as %1.").arg(QDir::toNativeSeparators(to)));
        else
            emit self->failed(result.error());
    }
};

MessageActions::MessageActions(MessagesServices services, QObject *parent)
    : QObject(parent), m_services(std::move(services))
{
}

MessageActions::~MessageActions()
{
    m_stop.request_stop();
}

void MessageActions::arrived(MessageKey key, const MessageId &id)
{
    Runs::finish(this, m_services.desk->decisions().arrived(key, id),
                 tr("Noted: it arrived. It is followed to its end now."));
}

void MessageActions::sendAgain(MessageKey key)
{
    if (beginAttempt(key))
        Runs::attempt(this, key, m_services.desk->decisions().sendAgain(key));
}

void MessageActions::leave(MessageKey key)
{
    Runs::finish(this, m_services.desk->decisions().leave(key), tr("Left as it is and marked handled."));
}

void MessageActions::resend(MessageKey key)
{
    if (beginAttempt(key))
        Runs::attempt(this, key, m_services.desk->decisions().resend(key));
}

/// False while one is being made already: whoever presses twice wants one.
bool MessageActions::beginAttempt(MessageKey of)
{
    const qsizetype before = m_attempted.size();
    m_attempted.insert(of);
    return m_attempted.size() > before;
}

void MessageActions::release(MessageKey key)
{
    Runs::releaseOne(this, key);
}

void MessageActions::cancel(MessageKey key)
{
    Runs::finish(this, m_services.desk->cancel({key}), tr("Cancelled; nothing of it was sent."));
}

void MessageActions::handle(MessageKey key, const QString &note)
{
    Runs::finish(this, m_services.desk->decisions().handle(key, note), tr("Marked handled."));
}

void MessageActions::saveFailingRows(MessageKey key, const QString &path)
{
    Runs::saveRows(this, key, path);
}

void MessageActions::attach(MessageKey key, const QString &path)
{
    Runs::attach(this, key, path);
}

void MessageActions::savePayload(const QString &sha256, const QString &path)
{
    Runs::saved(this, QtConcurrent::run(copyFile, m_services.desk->payloads().path(sha256), path), path);
}

void MessageActions::saveErrorFile(MessageKey key, int place, const QString &path)
{
    Runs::saved(this, QtConcurrent::run(writeErrorFile, m_services.desk->journal().path(), key, place, path), path);
}

} // namespace waybill
