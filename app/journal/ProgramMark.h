#pragma once

#include "app/base/Error.h"

#include <QString>

#include <memory>

namespace waybill {

class FileLock;

/// Tells other programs that this one is alive: a held lock file `programs/<mark>.lock` with a random name.
/// One for each journal that is open for writing; any thread.
class ProgramMark
{
public:
    /// Makes the folder and the mark, and clears away the marks of programs that died. Storage when that fails.
    static Result<std::unique_ptr<ProgramMark>> take(const QString &profileFolder);
    ~ProgramMark();
    ProgramMark(const ProgramMark &) = delete;
    ProgramMark &operator=(const ProgramMark &) = delete;

    const QString &text() const { return m_text; }
    /// Whether the program with this mark still lives. False for an empty or malformed mark.
    static bool isAlive(const QString &profileFolder, const QString &mark);
    /// Whether any program has a mark in this profile but the one with `mine`.
    static bool othersAlive(const QString &profileFolder, const QString &mine);

private:
    ProgramMark(QString text, QString path, std::unique_ptr<FileLock> lock);

    QString m_text;
    QString m_path;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace waybill
