#include "app/practice/ErrorFileDesk.h"

#include "app/practice/MessageStore.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 makingMs = 3000;

QByteArray randomKey()
{
    QByteArray key(32, Qt::Uninitialized);
    for (char &byte : key)
        byte = char(QRandomGenerator::system()->bounded(256));
    return key;
}

QString pathFor(const ErrorFileName &file)
{
    return u"/errorfiles/%1/%2/%3.csv"_s.arg(file.executionId, QString::number(file.place),
                                             file.isKeys ? u"keys"_s : u"staging"_s);
}

} // namespace

ErrorFileDesk::ErrorFileDesk(const MessageStore &store) : m_store(store), m_key(randomKey()) {}

std::optional<QString> ErrorFileDesk::pathOf(const ErrorFileName &file) const
{
    return m_store.hasErrorFile(file.executionId, file.place, file.isKeys) ? std::optional(pathFor(file))
                                                                           : std::nullopt;
}

std::optional<ErrorFileName> ErrorFileDesk::fromPath(const QString &path)
{
    static const QRegularExpression form(u"^/errorfiles/([0-9a-f-]{36})/(\\d{1,4})/(staging|keys)\\.csv$"_s);
    const auto match = form.match(path);
    if (!match.hasMatch())
        return std::nullopt;
    return ErrorFileName{match.captured(1), match.captured(2).toInt(), match.captured(3) == "keys"_L1};
}

std::optional<QByteArray> ErrorFileDesk::bytesOf(const ErrorFileName &file) const
{
    return m_store.errorFile(file.executionId, file.place, file.isKeys);
}

bool ErrorFileDesk::order(const ErrorFileName &file, qint64 now)
{
    const auto path = pathOf(file);
    if (!path)
        return false;
    const std::lock_guard lock(m_mutex);
    if (!m_readyAt.contains(*path))
        m_readyAt.insert(*path, now + makingMs);
    return true;
}

bool ErrorFileDesk::isReady(const ErrorFileName &file, qint64 now) const
{
    const std::lock_guard lock(m_mutex);
    const auto ready = m_readyAt.constFind(pathFor(file));
    return ready != m_readyAt.cend() && *ready <= now;
}

QString ErrorFileDesk::signatureOf(const QString &path) const
{
    const QByteArray code = QMessageAuthenticationCode::hash(path.toUtf8(), m_key, QCryptographicHash::Sha256);
    return QString::fromLatin1(code.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool ErrorFileDesk::isSigned(const QString &path, const QString &signature) const
{
    return signature == signatureOf(path);
}

void ErrorFileDesk::addFetch(const ErrorFileFetch &fetch)
{
    const std::lock_guard lock(m_mutex);
    m_fetches.append(fetch);
}

QList<ErrorFileFetch> ErrorFileDesk::fetches() const
{
    const std::lock_guard lock(m_mutex);
    return m_fetches;
}

} // namespace practice
