#pragma once

#include "app/base/Error.h"

#include <QString>

#include <memory>

namespace waybill {

/// A lock file held as long as the object lives; the system lets go of it when the program dies in any way.
/// Several processes, one winner. Any thread.
class FileLock
{
public:
    ~FileLock();
    /// Nothing when another program holds it; Storage when the file cannot be made.
    static Result<std::unique_ptr<FileLock>> tryTake(const QString &path);
    /// True when some program (this one too) holds it now. Takes nothing and waits for nothing.
    static bool isHeld(const QString &path);

private:
    explicit FileLock(int handle) : m_handle(handle) {}
    int m_handle;
};

/// `sender.lock`: only its holder sends and polls.
QString senderLockPath(const QString &profileFolder);

/// Tells other programs that this one is alive: a held lock file `programs/<mark>.lock` with a random name.
class ProgramMark
{
public:
    static Result<std::unique_ptr<ProgramMark>> take(const QString &profileFolder);
    ~ProgramMark();
    const QString &text() const { return m_text; }
    /// Whether the program with this mark still lives.
    static bool isAlive(const QString &profileFolder, const QString &mark);

private:
    QString m_text;
    QString m_path;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace waybill
