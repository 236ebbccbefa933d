#pragma once

#include "app/base/Error.h"

#include <QString>

#include <memory>

namespace waybill {

/// A lock file held as long as the object lives; the system lets go of it when the program dies in any way.
/// Several processes, one winner. Programs started from here do not inherit it. The file itself stays. Any thread.
class FileLock
{
public:
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// Nothing when another program (or another FileLock of this one) holds it; Storage when the file cannot be made.
    /// A refusal lasts: it blocks the calling thread up to 8 ms to be sure.
    static Result<std::unique_ptr<FileLock>> tryTake(const QString &path);
    /// One look, waiting for nothing: for whoever asks again. May refuse because another program just asks isHeld.
    static Result<std::unique_ptr<FileLock>> tryOnce(const QString &path);
    /// True when some program (this one too) holds it now. Makes no file and waits for nothing.
    static bool isHeld(const QString &path);

    /// False when the locked file was removed meanwhile, so that its name no longer stands for this lock.
    bool isStillThere() const;

private:
    static Result<std::unique_ptr<FileLock>> take(const QString &path, int attempts);
    explicit FileLock(int handle) : m_handle(handle) {}
    int m_handle;
};

} // namespace waybill
