#include "app/files/ScratchFile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryFile>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// Of the files beside `fresh` those that a program that died left behind.
void removeOldOnes(const QFileInfo &fresh)
{
    // What is saved in a scratch file's place has a second ending while it is written.
    static const QRegularExpression scratch(
        u"\\Awaybill-scratch-[A-Za-z0-9]{6}(\\.(csv|xml|txt))?(\\.[A-Za-z0-9]{6})?\\z"_s);
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto beside =
        fresh.dir().entryInfoList({u"waybill-scratch-*"_s}, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo &file : beside) {
        if (file.ownerId() == fresh.ownerId() && file.lastModified() < yesterday &&
            scratch.match(file.fileName()).hasMatch())
            QFile::remove(file.filePath());
    }
}

} // namespace

Result<std::unique_ptr<ScratchFile>> ScratchFile::make(const QString &suffix)
{
    const QString folder = QDir::tempPath();
    if (folder.isEmpty()) // so Qt says it of a folder that is not there
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::ScratchFile", "The folder for temporary files that the "
                                                                        "environment names does not exist. Make it, or "
                                                                        "name another."));
    const bool known = suffix == "csv"_L1 || suffix == "xml"_L1 || suffix == "txt"_L1;
    QTemporaryFile maker(folder + u"/waybill-scratch-XXXXXX"_s + (known ? u'.' + suffix : QString()));
    maker.setAutoRemove(false);
    const auto refused = [&folder](const QFile &file) {
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::ScratchFile", "The folder for temporary files, \"%1\", takes "
                                                                        "no file. Make room there or choose another.")
                        .arg(QDir::toNativeSeparators(folder)),
                    file.errorString());
    };
    // It may have no name before it is asked for one.
    if (!maker.open() || maker.fileName().isEmpty())
        return refused(maker);
    // A temporary file of Qt is never closed before its end, and so cannot be replaced everywhere.
    std::unique_ptr<ScratchFile> scratch(new ScratchFile(maker.fileName()));
    if (!scratch->m_file.open(QIODevice::ReadWrite))
        return refused(scratch->m_file);
    removeOldOnes(QFileInfo(scratch->path()));
    return scratch;
}

} // namespace waybill
