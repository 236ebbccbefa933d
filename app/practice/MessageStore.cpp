#include "app/practice/MessageStore.h"

#include "app/practice/MessageJson.h"
#include "app/practice/Seed.h"
#include "app/practice/data/ErrorFiles.h"
#include "app/practice/history/History.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto messagesFile = u"messages.jsonl"_s;
const auto deliveriesFile = u"deliveries.jsonl"_s;
const auto outcomesFile = u"outcomes.jsonl"_s;

/// Calls `take` with each whole line's object; half a line at the end (a killed program) is passed over.
template <class Take>
void readLines(const QString &path, Take take)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    while (!file.atEnd()) {
        const QJsonDocument line = QJsonDocument::fromJson(file.readLine());
        if (line.isObject())
            take(line.object());
    }
}

} // namespace

MessageStore::MessageStore(const QString &folder, std::optional<quint64> seed, const History *history)
    : m_folder(folder), m_seed(seed), m_history(history)
{
    const QDir dir(folder);
    QDir(folder + "/incoming"_L1).removeRecursively();
    for (const auto name : {"incoming"_L1, "payloads"_L1, "outcomes"_L1})
        dir.mkpath(name);
    load();
}

void MessageStore::load()
{
    readLines(m_folder + u'/' + messagesFile, [this](const QJsonObject &line) {
        StoredMessage message = messageFromJson(line);
        message.number = m_messages.size();
        m_byMessage.insert(message.messageId, int(message.number));
        m_byExecution.insert(message.executionId, int(message.number));
        m_messages.append(message);
    });
    readLines(m_folder + u'/' + outcomesFile, [this](const QJsonObject &line) {
        const auto found = m_byMessage.constFind(line["messageId"_L1].toString());
        if (found == m_byMessage.cend())
            return;
        m_messages[*found].verdict = Verdict(line["verdict"_L1].toInt());
        m_messages[*found].executionMade = line["executionMade"_L1].toBool();
    });
    readLines(m_folder + u'/' + deliveriesFile,
              [this](const QJsonObject &line) { m_deliveries.append(deliveryFromJson(line)); });
}

QString MessageStore::newIncomingPath()
{
    const std::lock_guard lock(m_mutex);
    return m_folder + u"/incoming/%1.part"_s.arg(++m_incoming);
}

QString MessageStore::payloadPath(const QString &messageId) const
{
    return m_folder + "/payloads/"_L1 + messageId;
}

QString MessageStore::errorFolder(const QString &messageId) const
{
    return m_folder + "/errors/"_L1 + messageId;
}

QString MessageStore::errorFilePath(const QString &executionId, int place, bool isKeys) const
{
    const auto message = ofExecution(executionId);
    if (!message)
        return {};
    const QString folder = errorFolderOf(errorFolder(message->messageId), place);
    return isKeys ? ErrorFiles::keysPath(folder) : ErrorFiles::stagingPath(folder);
}

std::optional<qint64> MessageStore::historic(const QString &executionId) const
{
    return m_history ? m_history->ofExecution(executionId) : std::nullopt;
}

bool MessageStore::hasErrorFile(const QString &executionId, int place, bool isKeys) const
{
    if (historic(executionId))
        return errorFile(executionId, place, isKeys).has_value();
    const QString path = errorFilePath(executionId, place, isKeys);
    return !path.isEmpty() && QFile::exists(path);
}

std::optional<QByteArray> MessageStore::errorFile(const QString &executionId, int place, bool isKeys) const
{
    QString path = errorFilePath(executionId, place, isKeys);
    const QTemporaryDir made;
    if (const auto index = historic(executionId)) {
        m_history->outcome(*index, made.path());
        const QString folder = errorFolderOf(made.path(), place);
        path = isKeys ? ErrorFiles::keysPath(folder) : ErrorFiles::stagingPath(folder);
    }
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

QString MessageStore::outcomePath(const QString &messageId) const
{
    return m_folder + "/outcomes/"_L1 + messageId + ".json"_L1;
}

bool MessageStore::append(const QString &fileName, const QJsonObject &line) const
{
    QFile file(m_folder + u'/' + fileName);
    // One write of whole lines, led by a line end: what a killed program left half written stays a line of its own.
    const QByteArray text = '\n' + QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    return file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) &&
           file.write(text) == text.size();
}

bool MessageStore::store(StoredMessage &message, const QString &incomingPath)
{
    const std::lock_guard lock(m_mutex);
    message.number = m_messages.size();
    message.messageId = m_seed ? seededGuid(*m_seed, u"message %1"_s.arg(message.number)) : randomGuid();
    message.executionId = m_seed ? seededGuid(*m_seed, u"execution %1"_s.arg(message.number)) : randomGuid();
    const QString path = payloadPath(message.messageId);
    // With a seed the id may be that of a message which a killed program did not come to write down.
    QFile::remove(path);
    if (!QFile::rename(incomingPath, path) || !append(messagesFile, toJson(message)))
        return false;
    m_byMessage.insert(message.messageId, int(message.number));
    m_byExecution.insert(message.executionId, int(message.number));
    m_messages.append(message);
    return true;
}

void MessageStore::addDelivery(const Delivery &delivery)
{
    const std::lock_guard lock(m_mutex);
    append(deliveriesFile, toJson(delivery));
    m_deliveries.append(delivery);
}

void MessageStore::setOutcome(const QString &messageId, const ImportOutcome &outcome)
{
    QSaveFile file(outcomePath(messageId));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(toJson(outcome)).toJson(QJsonDocument::Compact));
        file.commit();
    }
    const std::lock_guard lock(m_mutex);
    const auto found = m_byMessage.constFind(messageId);
    if (found == m_byMessage.cend())
        return;
    append(outcomesFile, {{u"messageId"_s, messageId},
                          {u"verdict"_s, int(outcome.verdict)},
                          {u"executionMade"_s, outcome.executionMade}});
    m_messages[*found].verdict = outcome.verdict;
    m_messages[*found].executionMade = outcome.executionMade;
}

std::optional<StoredMessage> MessageStore::message(const QString &messageId) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byMessage.constFind(messageId); found != m_byMessage.cend())
        return m_messages.at(*found);
    const auto past = m_history ? m_history->ofMessage(messageId) : std::nullopt;
    return past ? std::optional(m_history->message(*past)) : std::nullopt;
}

std::optional<StoredMessage> MessageStore::ofExecution(const QString &executionId) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_byExecution.constFind(executionId); found != m_byExecution.cend())
        return m_messages.at(*found);
    const auto past = historic(executionId);
    return past ? std::optional(m_history->message(*past)) : std::nullopt;
}

/// Of the pushed messages, oldest first.
QList<int> MessageStore::placesOf(const QString &activityId) const
{
    QList<int> places;
    for (int place = 0; place < m_messages.size(); ++place)
        if (activityId.isEmpty() || m_messages.at(place).activityId == activityId)
            places.append(place);
    return places;
}

qint64 MessageStore::count(const QString &activityId) const
{
    const std::lock_guard lock(m_mutex);
    const qint64 past = !m_history             ? 0
                        : activityId.isEmpty() ? m_history->count()
                                               : m_history->countOf(activityId);
    return placesOf(activityId).size() + past;
}

QList<StoredMessage> MessageStore::newest(const QString &activityId, qint64 skip, qint64 most) const
{
    const qint64 all = count(activityId);
    const std::lock_guard lock(m_mutex);
    const QList<int> places = placesOf(activityId);
    const qint64 past = all - places.size();
    QList<StoredMessage> page;
    for (qint64 nth = skip; nth < std::min(all, skip + most); ++nth) {
        if (nth < places.size()) {
            page.append(m_messages.at(places.at(places.size() - 1 - nth)));
            continue;
        }
        const qint64 fromOldest = past - 1 - (nth - places.size());
        page.append(
            m_history->message(activityId.isEmpty() ? fromOldest : m_history->indexOf(activityId, fromOldest)));
    }
    return page;
}

QList<StoredMessage> MessageStore::messages() const
{
    const std::lock_guard lock(m_mutex);
    return m_messages;
}

QList<Delivery> MessageStore::deliveries() const
{
    const std::lock_guard lock(m_mutex);
    return m_deliveries;
}

std::optional<ImportOutcome> MessageStore::outcome(const QString &messageId) const
{
    if (const auto past = m_history ? m_history->ofMessage(messageId) : std::nullopt)
        return m_history->outcome(*past);
    const auto known = message(messageId);
    QFile file(outcomePath(messageId));
    if (!known || !known->verdict || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return outcomeFromJson(QJsonDocument::fromJson(file.readAll()).object());
}

} // namespace practice
