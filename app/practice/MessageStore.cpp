#include "app/practice/MessageStore.h"

#include "app/practice/MessageJson.h"
#include "app/practice/Seed.h"
#include "app/practice/data/ErrorFiles.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

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

MessageStore::MessageStore(const QString &folder, std::optional<quint64> seed) : m_folder(folder), m_seed(seed)
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

bool MessageStore::hasErrorFile(const QString &executionId, int place, bool isKeys) const
{
    const QString path = errorFilePath(executionId, place, isKeys);
    return !path.isEmpty() && QFile::exists(path);
}

std::optional<QByteArray> MessageStore::errorFile(const QString &executionId, int place, bool isKeys) const
{
    QFile file(errorFilePath(executionId, place, isKeys));
    return !file.fileName().isEmpty() && file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
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
    if (!QFile::rename(incomingPath, payloadPath(message.messageId)) || !append(messagesFile, toJson(message)))
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
    const auto found = m_byMessage.constFind(messageId);
    return found == m_byMessage.cend() ? std::nullopt : std::optional(m_messages.at(*found));
}

std::optional<StoredMessage> MessageStore::ofExecution(const QString &executionId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byExecution.constFind(executionId);
    return found == m_byExecution.cend() ? std::nullopt : std::optional(m_messages.at(*found));
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
    const auto known = message(messageId);
    QFile file(outcomePath(messageId));
    if (!known || !known->verdict || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return outcomeFromJson(QJsonDocument::fromJson(file.readAll()).object());
}

} // namespace practice
