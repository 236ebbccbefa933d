#include "app/messages/ProgressNotes.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

ProgressNotes::ProgressNotes(QString profileFolder) : m_folder(std::move(profileFolder) + u"/hand-over"_s) {}

QString ProgressNotes::path(MessageKey key) const
{
    return u"%1/%2.json"_s.arg(m_folder, QString::number(number(key)));
}

void ProgressNotes::write(MessageKey key, const ProgressNote &note) const
{
    QJsonObject object{{u"sent"_s, note.sent}, {u"total"_s, note.total}, {u"waitingFor"_s, note.waitingFor}};
    if (note.trouble)
        object[u"trouble"_s] = toJson(*note.trouble);
    QFile file(path(key));
    if (!QDir().mkpath(m_folder) ||
        !file.open(QIODevice::WriteOnly | QIODevice::Truncate, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return;
    file.write(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<ProgressNote> ProgressNotes::read(MessageKey key) const
{
    constexpr qint64 longest = 1 << 16;
    QFile file(path(key));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(longest));
    if (!document.isObject()) // just being written
        return std::nullopt;
    const QJsonObject object = document.object();
    ProgressNote note;
    note.sent = object[u"sent"_s].toInteger();
    note.total = object[u"total"_s].toInteger();
    note.waitingFor = object[u"waitingFor"_s].toString();
    if (object[u"trouble"_s].isObject())
        note.trouble = errorFromJson(object[u"trouble"_s].toObject());
    return note;
}

void ProgressNotes::remove(MessageKey key) const
{
    QFile::remove(path(key));
}

void ProgressNotes::removeAll() const
{
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

} // namespace waybill
