#include "app/packages/FollowUpWork.h"

#include "app/base/VisibleText.h"
#include "app/environments/PackageName.h"
#include "app/packages/FilePlacing.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QSysInfo>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr qsizetype outputHead = 8 << 10, outputTail = 8 << 10; ///< bytes that are kept of what a program writes
constexpr qint64 block = 1 << 20;
constexpr std::chrono::milliseconds lookAfter = 100ms, graceOfProgram = 2s;

/// The beginning and the end of what a program wrote; what is between is counted.
class KeptOutput
{
public:
    void add(QByteArray bytes)
    {
        const QByteArray head = bytes.left(outputHead - m_head.size());
        m_head += head;
        m_tail += bytes.sliced(head.size());
        if (m_tail.size() <= outputTail)
            return;
        m_leftOut += m_tail.size() - outputTail;
        m_tail = m_tail.last(outputTail);
    }
    QString text() const
    {
        const QByteArray between =
            m_leftOut > 0 ? "\n[… " + QByteArray::number(m_leftOut) + " bytes …]\n" : QByteArray();
        return visibleText(QString::fromUtf8(m_head + between + m_tail), LineEnds::Keep, outputHead + outputTail + 100);
    }

private:
    QByteArray m_head, m_tail;
    qint64 m_leftOut = 0;
};

QString native(const QString &path)
{
    return visibleText(QDir::toNativeSeparators(path), LineEnds::AsSpaces, 500);
}

/// Copies into a file beside its place, which is then named.
Result<QString> copied(const QString &from, const QString &folder, const Download &download, std::stop_token stop)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::Storage, u"The folder is not there."_s);
    const QString name = QFileInfo(from).fileName();
    QFile source(from);
    // Many profiles, on many computers, may have this folder, and call their packages alike.
    QFile part(folder + u'/' + copyPartPrefix(from, download.key) +
               QString::number(QRandomGenerator::system()->generate64(), 36) + u".part"_s);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, u"The package cannot be read: %1."_s.arg(source.errorString()));
    // Unbuffered: what the disk does not take is told here, and not when nobody looks any more.
    if (!part.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Storage, u"It cannot be written: %1."_s.arg(part.errorString()));
    QString trouble;
    while (trouble.isEmpty() && !source.atEnd() && !stop.stop_requested()) {
        const QByteArray bytes = source.read(block);
        if (bytes.isEmpty())
            trouble = u"The package cannot be read: %1."_s.arg(source.errorString());
        else if (part.write(bytes) != bytes.size())
            trouble = u"It cannot be written: %1."_s.arg(part.errorString());
    }
    part.close();
    if (!trouble.isEmpty() || stop.stop_requested()) {
        part.remove();
        return trouble.isEmpty() ? fail(ErrorKind::Cancelled, u"It was interrupted."_s)
                                 : fail(ErrorKind::Storage, trouble);
    }
    auto placed = placeFile(part.fileName(), folder, name, download.sha256);
    if (!placed)
        part.remove();
    return placed;
}

FollowUpOutcome copy(const AfterFetch &after, const QString &file, const Download &download, std::stop_token stop)
{
    FollowUpOutcome outcome;
    outcome.what = u"copy to %1"_s.arg(native(after.copyTo));
    const auto name = copied(file, after.copyTo, download, stop);
    outcome.worked = name.has_value();
    if (!name) {
        outcome.detail = u"Not copied to %1. %2"_s.arg(native(after.copyTo), name.error().message);
    } else {
        outcome.detail = u"Copied as %1."_s.arg(native(after.copyTo + u'/' + *name));
        if (*name != QFileInfo(file).fileName())
            outcome.detail += u" Another file has its name there, and was left alone."_s;
    }
    return outcome;
}

QProcessEnvironment surroundings()
{
    QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    for (const QString &name : own.keys()) {
        if (name.startsWith("WAYBILL_"_L1, Qt::CaseInsensitive))
            own.remove(name); // secrets may be among them
    }
    return own;
}

/// A while, or until it writes or ends. What it writes is taken in at once, so that it never piles up.
void listen(QProcess &process, KeptOutput *kept)
{
    process.waitForReadyRead(int(lookAfter.count()));
    kept->add(process.readAll());
}

/// With whatever it started itself.
void end(QProcess &process, KeptOutput *kept)
{
#ifdef Q_OS_UNIX
    const auto group = static_cast<pid_t>(process.processId());
    if (group > 0)
        ::kill(-group, SIGTERM);
    const QDeadlineTimer grace(graceOfProgram);
    while (process.state() != QProcess::NotRunning && !grace.hasExpired())
        listen(process, kept);
    if (group > 0)
        ::kill(-group, SIGKILL); // some of the group may go on although the first of it has ended
#else
    process.kill();
#endif
    const QDeadlineTimer last(graceOfProgram);
    while (process.state() != QProcess::NotRunning && !last.hasExpired())
        listen(process, kept);
}

FollowUpOutcome runProgram(const AfterFetch &after, const QString &file, const Download &download, std::stop_token stop)
{
    const QList<std::pair<QString, QString>> values{
        {u"{file}"_s, QDir::toNativeSeparators(file)},
        {u"{job}"_s, download.job.isEmpty() ? download.dataProject : download.job},
        {u"{company}"_s, download.company},
        {u"{key}"_s, QString::number(number(download.key))},
        {u"{environment}"_s, download.environment},
        {u"{correlationId}"_s, download.correlationId}};
    QStringList arguments;
    for (const QString &argument : after.arguments)
        arguments.append(withValues(argument, values));
    FollowUpOutcome outcome;
    outcome.what = u"run %1"_s.arg(native(after.program));
    if (stop.stop_requested()) {
        outcome.detail = u"Not run: it was interrupted before."_s;
        return outcome;
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setProcessEnvironment(surroundings());
    process.setWorkingDirectory(QFileInfo(file).absolutePath());
#ifdef Q_OS_UNIX
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
    const QDeadlineTimer limit(after.limit);
    process.start(after.program, arguments);
    if (!process.waitForStarted()) {
        outcome.detail = QFileInfo::exists(after.program) ? u"Not run: %1."_s.arg(process.errorString())
                                                          : u"Not run: the program is not there."_s;
        return outcome;
    }
    KeptOutput kept;
    while (process.state() != QProcess::NotRunning && !limit.hasExpired() && !stop.stop_requested())
        listen(process, &kept);
    const bool isOver = process.state() == QProcess::NotRunning;
    if (!isOver)
        end(process, &kept);
    kept.add(process.readAll());
    outcome.output = kept.text();
    if (!isOver) {
        outcome.detail = stop.stop_requested() ? u"Ended: it was interrupted."_s
                                               : u"Ended: it took longer than %1 seconds."_s.arg(after.limit.count());
    } else if (process.exitStatus() == QProcess::CrashExit) {
        outcome.detail = u"It crashed."_s;
    } else {
        outcome.worked = process.exitCode() == 0;
        outcome.detail = u"It ended with %1."_s.arg(process.exitCode());
    }
    return outcome;
}
} // namespace

QString copyPartPrefix(const QString &file, DownloadKey key)
{
    QCryptographicHash mark(QCryptographicHash::Sha256);
    mark.addData(QSysInfo::machineUniqueId());
    mark.addData(QFileInfo(file).absoluteFilePath().toUtf8());
    mark.addData(QByteArray::number(number(key))); // two downloads may share a file
    return u".waybill-%1-"_s.arg(QString::fromLatin1(mark.result().toHex().first(20)));
}

void removeCopyParts(const QString &folder, const QString &file, DownloadKey key)
{
    const QDir there(folder);
    const QStringList parts =
        folder.isEmpty() ? QStringList()
                         : there.entryList({copyPartPrefix(file, key) + u"*.part"_s}, QDir::Files | QDir::Hidden);
    for (const QString &part : parts)
        (void)QFile::remove(there.filePath(part)); // one that stays is in nobody's way
}

QList<FollowUpOutcome> doFollowUp(const AfterFetch &after, const QString &file, const Download &download,
                                  std::stop_token stop)
{
    QList<FollowUpOutcome> all;
    if (!after.copyTo.isEmpty())
        all.append(copy(after, file, download, stop));
    const bool isNothingDone = all.isEmpty() || !all.first().worked;
    if (stop.stop_requested() && isNothingDone)
        return {};
    if (!after.program.isEmpty())
        all.append(runProgram(after, file, download, stop));
    return all;
}

} // namespace waybill
