#include "app/environments/Keychain.h"

#include <QFileInfo>

#include <qcorosignal.h>
#include <qt6keychain/keychain.h>

#include <memory>

#ifdef Q_OS_LINUX
#include <QLocalSocket>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
const QString service = u"Waybill"_s;

Error noKeychain()
{
    return {ErrorKind::Secret, u"There is no keychain here to keep secrets in."_s};
}

Error silent()
{
    return {ErrorKind::Secret, u"The keychain does not answer; it is probably locked. Unlock it and try again."_s};
}

Error said(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {ErrorKind::Secret,
                u"The keychain refused: it is locked, or access was denied. Unlock it and try again."_s,
                job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorKind::Secret, noKeychain().message, job.errorString()};
    default:
        return {ErrorKind::Secret, u"The keychain could not be used; it may be locked."_s, job.errorString().trimmed()};
    }
}

#ifdef Q_OS_LINUX
/// Answers at once; whoever is only too busy to answer is there.
bool somebodyListens(const QString &socketPath)
{
    constexpr int milliseconds = 5;
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    return socket.waitForConnected(milliseconds) || socket.error() == QLocalSocket::SocketTimeoutError;
}

/// Whether one of the places that a bus's address names can be reached; those that are no socket's file cannot be
/// judged, and are taken for good.
bool isReachable(const QString &busAddress)
{
    const QStringList places = busAddress.split(u';', Qt::SkipEmptyParts);
    return std::ranges::any_of(places, [](const QString &place) {
        static const QRegularExpression file(u"\\Aunix:(?:.*,)?path=([^,]+)"_s);
        const auto found = file.match(place);
        if (found.hasMatch())
            return somebodyListens(QUrl::fromPercentEncoding(found.captured(1).toUtf8()));
        return !place.startsWith("disabled:"_L1);
    });
}
#endif
} // namespace

bool Keychain::isPossible() const
{
#ifdef Q_OS_LINUX
    if (qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return isReachable(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    // Where the variable is missing, libraries look here; if this is missing too, they would try to start a bus.
    const QString byUser = u"/run/user/%1/bus"_s.arg(::getuid());
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return QFileInfo::exists(byUser) || (!runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s));
#else
    return true;
#endif
}

QCoro::Task<std::optional<Error>> Keychain::run(QKeychain::Job *job, bool *found)
{
    // Owned here until it has finished; a job that never answers keeps itself, since QtKeychain still calls into it.
    std::unique_ptr<QKeychain::Job> owned(job);
    owned->setAutoDelete(false);
    owned->setInsecureFallback(false);
    *found = false;
    if (!isPossible())
        co_return noKeychain();
    if (m_sinceSilence.isValid() && std::chrono::milliseconds(m_sinceSilence.elapsed()) < silence)
        co_return silent();
    // Started from the event loop: a job that ends at once must not do so before somebody waits for it.
    QMetaObject::invokeMethod(job, &QKeychain::Job::start, Qt::QueuedConnection);
    const auto finished = co_await qCoro(job, &QKeychain::Job::finished, patience);
    if (!finished) {
        owned.release()->setAutoDelete(true);
        m_sinceSilence.start();
        co_return silent();
    }
    m_sinceSilence.invalidate();
    owned.release()->deleteLater(); // still inside its own signal
    *found = job->error() == QKeychain::NoError;
    if (*found || job->error() == QKeychain::EntryNotFound)
        co_return std::nullopt;
    co_return said(*job);
}

QCoro::Task<Result<std::optional<QString>>> Keychain::read(QString key)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    job->setKey(key);
    bool found = false;
    const auto error = co_await run(job, &found);
    if (error)
        co_return fail(*error);
    if (!found)
        co_return std::optional<QString>();
    co_return std::optional<QString>(job->textData());
}

QCoro::Task<Result<void>> Keychain::write(QString key, QString secret)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(key);
    job->setTextData(secret);
    bool found = false;
    const auto error = co_await run(job, &found);
    if (error)
        co_return fail(*error);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Keychain::remove(QString key)
{
    auto *job = new QKeychain::DeletePasswordJob(service);
    job->setKey(key);
    bool found = false;
    const auto error = co_await run(job, &found);
    if (error)
        co_return fail(*error);
    co_return Result<void>();
}

} // namespace waybill
