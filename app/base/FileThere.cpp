#include "app/base/FileThere.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>

namespace waybill {
using namespace Qt::StringLiterals;

Result<bool> isThere(const QString &path)
{
    std::error_code hidden;
    const bool there = std::filesystem::exists(QFileInfo(path).filesystemFilePath(), hidden);
    if (!hidden)
        return there;
    return fail(ErrorKind::Storage, u"%1 cannot be read: %2. Check whose profile folder it is."_s.arg(
                                        QDir::toNativeSeparators(path), QString::fromStdString(hidden.message())));
}

} // namespace waybill
