#include "ui/explore/MemoryFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr int longestWait = 5'000; ///< milliseconds for another window that writes

QString tr(const char *text)
{
    return QCoreApplication::translate("MemoryFile", text);
}

tl::unexpected<Error> notKept(const QString &path, const QString &how)
{
    return fail(ErrorKind::Storage,
                tr("Tabs, kept queries and history of the Explore page could not be kept: the file %1 could not be "
                   "written.")
                    .arg(QDir::toNativeSeparators(path)),
                how);
}

/// The objects of an array by what tells them apart.
QJsonObject byName(const QJsonArray &array, const QString &name)
{
    QJsonObject named;
    for (const QJsonValue &one : array)
        named[one[name].toString()] = one;
    return named;
}

QJsonArray mergedQueries(const QJsonArray &theirs, const QJsonArray &known, const QJsonArray &ours, bool isNamed)
{
    const QString name = isNamed ? u"name"_s : u"text"_s;
    const QJsonObject there = byName(theirs, name), before = byName(known, name), here = byName(ours, name);
    QList<QJsonObject> merged;
    for (const QJsonValue &one : ours) {
        const QString key = one[name].toString();
        const QJsonValue counts = one == before[key] ? there[key] : one;
        if (counts.isObject())
            merged.append(counts.toObject());
    }
    const qsizetype own = merged.size();
    for (const QJsonValue &one : theirs) {
        const QString key = one[name].toString();
        if (one.isObject() && !here.contains(key) && !before.contains(key))
            merged.append(one.toObject());
    }
    if (merged.size() > own) {
        std::stable_sort(merged.begin(), merged.end(), [isNamed](const QJsonObject &a, const QJsonObject &b) {
            return isNamed ? a[u"name"_s].toString().compare(b[u"name"_s].toString(), Qt::CaseInsensitive) < 0
                           : a[u"at"_s].toString() > b[u"at"_s].toString();
        });
    }
    QJsonArray array;
    for (const QJsonObject &one : std::as_const(merged))
        array.append(one);
    return array;
}

QJsonValue mergedValue(const QString &name, const QJsonValue &theirs, const QJsonValue &known, const QJsonValue &ours)
{
    if (ours == known)
        return theirs;
    if (ours.isObject() && theirs.isObject())
        return mergedMemory(theirs.toObject(), known.toObject(), ours.toObject());
    const bool isNamed = name == "named"_L1;
    if (ours.isArray() && theirs.isArray() && (isNamed || name == "history"_L1))
        return mergedQueries(theirs.toArray(), known.toArray(), ours.toArray(), isNamed);
    return ours;
}

} // namespace

QJsonObject mergedMemory(const QJsonObject &theirs, const QJsonObject &known, const QJsonObject &ours)
{
    QJsonObject merged;
    QStringList names = theirs.keys() + ours.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const QJsonValue value = mergedValue(name, theirs.value(name), known.value(name), ours.value(name));
        if (!value.isUndefined())
            merged[name] = value;
    }
    return merged;
}

MemoryFile::MemoryFile(const QString &profileFolder) : m_path(QDir(profileFolder).filePath(u"explore.json"_s)) {}

QString MemoryFile::besidePath() const
{
    QString beside = m_path + u".unreadable"_s;
    for (int n = 2; QFile::exists(beside); ++n)
        beside = m_path + u".unreadable%1"_s.arg(n);
    return beside;
}

Result<QJsonObject> MemoryFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return QJsonObject();
    QString how;
    if (file.open(QIODevice::ReadOnly)) {
        QJsonParseError fault;
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &fault);
        if (document.isObject() && file.error() == QFileDevice::NoError)
            return document.object();
        how = file.error() != QFileDevice::NoError ? file.errorString() : fault.errorString();
    } else {
        how = file.errorString();
    }
    return fail(ErrorKind::Storage,
                tr("What the Explore page kept in %1 cannot be read: tabs, kept queries and history begin anew. "
                   "The file stays beside the new one, as %2.")
                    .arg(QDir::toNativeSeparators(m_path), QDir::toNativeSeparators(besidePath())),
                how);
}

Result<void> MemoryFile::write(const QJsonObject &memory)
{
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(longestWait)) {
        if (lock.error() == QLockFile::LockFailedError)
            return fail(ErrorKind::Busy, tr("Tabs, kept queries and history of the Explore page are not kept yet: "
                                            "another program is writing %1.")
                                             .arg(QDir::toNativeSeparators(m_path)));
        return notKept(m_path, tr("Its folder cannot be written."));
    }
    const auto theirs = read();
    if (!theirs && !QFile::rename(m_path, besidePath()))
        return notKept(m_path, tr("It cannot be read, and could not be put aside."));
    const QByteArray bytes =
        QJsonDocument(mergedMemory(theirs.value_or(QJsonObject()), theirs ? m_known : QJsonObject(), memory)).toJson();
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return notKept(m_path, file.errorString());
    m_known = memory;
    return {};
}

} // namespace waybill
