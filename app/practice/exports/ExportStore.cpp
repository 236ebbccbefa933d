#include "app/practice/exports/ExportStore.h"

#include "app/practice/MessageJson.h"
#include "app/practice/Seed.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto linesFile = u"exports.jsonl"_s;

QDateTime timeOf(const QJsonObject &json, QLatin1StringView key)
{
    return QDateTime::fromString(json[key].toString(), Qt::ISODateWithMs);
}

/// A receipt as storage queues write theirs.
QString newReceipt()
{
    const QByteArray bytes = QUuid::createUuid().toRfc4122().left(12) + "mt0D";
    return QString::fromLatin1(bytes.toBase64());
}

QString idOf(const QJsonObject &answer)
{
    return QUuid(answer["CorrelationId"_L1].toString()).toString(QUuid::WithoutBraces);
}

} // namespace

ExportStore::ExportStore(const QString &folder, std::optional<quint64> seed, std::chrono::seconds lease)
    : m_folder(folder + "/exports"_L1), m_seed(seed), m_lease(lease)
{
    QDir(m_folder + "/making"_L1).removeRecursively();
    QDir().mkpath(m_folder + "/making"_L1);
    load();
}

void ExportStore::load()
{
    QFile file(m_folder + u'/' + linesFile);
    if (!file.open(QIODevice::ReadOnly))
        return;
    while (!file.atEnd()) {
        const QJsonDocument line = QJsonDocument::fromJson(file.readLine());
        if (line.isObject())
            take(line.object());
    }
}

void ExportStore::take(const QJsonObject &line)
{
    if (line.contains("made"_L1)) {
        const Export made = exportFromJson(line["made"_L1].toObject());
        m_byId.insert(made.correlationId, int(m_exports.size()));
        m_byExecution.insert(made.executionId, int(m_exports.size()));
        m_exports.append(made);
        return;
    }
    const int place = placeOf(line["correlationId"_L1].toString());
    if (place < 0)
        return;
    Export &made = m_exports[place];
    if (line.contains("handedOut"_L1)) {
        ++made.dequeued;
        made.handedOut = line["handedOut"_L1].toObject();
        made.dequeuedUtc = timeOf(line, "atUtc"_L1);
        made.leaseUntilUtc = timeOf(line, "leaseUntilUtc"_L1);
    } else {
        ++made.acks;
        if (line["good"_L1].toBool() && !made.isAcked())
            made.ackedUtc = timeOf(line, "atUtc"_L1);
    }
}

bool ExportStore::append(const QJsonObject &line) const
{
    QFile file(m_folder + u'/' + linesFile);
    // One write of whole lines, led by a line end: what a killed program left half written stays a line of its own.
    const QByteArray text = '\n' + QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    return file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) &&
           file.write(text) == text.size();
}

int ExportStore::placeOf(const QString &correlationId) const
{
    return m_byId.value(correlationId, -1);
}

QString ExportStore::newPath()
{
    const std::lock_guard lock(m_mutex);
    return m_folder + u"/making/%1.part"_s.arg(++m_files);
}

QString ExportStore::pathOf(const QString &correlationId) const
{
    return m_folder + u'/' + correlationId + ".zip"_L1;
}

bool ExportStore::add(Export &made, const QString &path)
{
    QFile file(path);
    QCryptographicHash digest(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !digest.addData(&file))
        return false;
    made.bytes = file.size();
    made.sha256 = QString::fromLatin1(digest.result().toHex());
    made.madeUtc = QDateTime::currentDateTimeUtc();
    const std::lock_guard lock(m_mutex);
    const qsizetype number = m_exports.size();
    made.correlationId = m_seed ? seededGuid(*m_seed, u"export %1"_s.arg(number)) : randomGuid();
    if (made.executionId.isEmpty())
        made.executionId = m_seed ? seededGuid(*m_seed, u"export execution %1"_s.arg(number)) : randomGuid();
    const QJsonObject line{{u"made"_s, toJson(made)}};
    const QString place = pathOf(made.correlationId);
    // With a seed the id may be that of an export which a killed program did not come to write down.
    QFile::remove(place);
    if (!QFile::rename(path, place) || !append(line))
        return false;
    take(line);
    return true;
}

std::optional<Export> ExportStore::dequeue(const QString &activityId, const Answer &answer)
{
    const std::lock_guard lock(m_mutex);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Export &made : std::as_const(m_exports)) {
        const bool isHidden = made.leaseUntilUtc.isValid() && now < made.leaseUntilUtc;
        if (made.activityId != activityId || made.isAcked() || isHidden)
            continue;
        const QJsonObject line{{u"correlationId"_s, made.correlationId},
                               {u"handedOut"_s, answer(made, newReceipt())},
                               {u"atUtc"_s, utcText(now)},
                               {u"leaseUntilUtc"_s, utcText(now.addSecs(m_lease.count()))}};
        if (!append(line))
            return std::nullopt;
        const int place = placeOf(made.correlationId);
        take(line);
        return m_exports.at(place);
    }
    return std::nullopt;
}

Acked ExportStore::acknowledge(const QString &activityId, const QJsonObject &answer)
{
    const std::lock_guard lock(m_mutex);
    const int place = placeOf(idOf(answer));
    if (place < 0 || m_exports.at(place).activityId != activityId || m_exports.at(place).dequeued == 0)
        return Acked::Unknown;
    const bool isNewest = m_exports.at(place).handedOut == answer;
    const QJsonObject line{{u"correlationId"_s, m_exports.at(place).correlationId},
                           {u"good"_s, isNewest},
                           {u"atUtc"_s, utcText(QDateTime::currentDateTimeUtc())}};
    if (!append(line))
        return Acked::Unknown;
    take(line);
    return isNewest ? Acked::Yes : Acked::Stale;
}

void ExportStore::endLeases()
{
    const std::lock_guard lock(m_mutex);
    for (Export &made : m_exports)
        made.leaseUntilUtc = {};
}

std::optional<Export> ExportStore::find(const QString &correlationId) const
{
    const std::lock_guard lock(m_mutex);
    const int place = placeOf(correlationId);
    return place < 0 ? std::nullopt : std::optional(m_exports.at(place));
}

std::optional<Export> ExportStore::ofExecution(const QString &executionId) const
{
    const std::lock_guard lock(m_mutex);
    const int place = m_byExecution.value(executionId, -1);
    return place < 0 ? std::nullopt : std::optional(m_exports.at(place));
}

QList<Export> ExportStore::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_exports;
}

int ExportStore::addFetch(const Fetch &fetch)
{
    const std::lock_guard lock(m_mutex);
    m_fetches.append(fetch);
    return int(m_fetches.size()) - 1;
}

void ExportStore::addServed(int fetch, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_fetches[fetch].bytes += bytes;
}

QList<Fetch> ExportStore::fetches() const
{
    const std::lock_guard lock(m_mutex);
    return m_fetches;
}

} // namespace practice
