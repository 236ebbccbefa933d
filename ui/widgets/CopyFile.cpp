#include "ui/widgets/CopyFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace waybill {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyFile", text);
}

} // namespace

Result<void> copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    tr("The stored file could not be read; it may have been removed "
                       "from the profile by hand."),
                    source.errorString());
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Storage, tr("%1 could not be written.").arg(QDir::toNativeSeparators(to)),
                    target.errorString());
    QByteArray block(1 << 20, Qt::Uninitialized);
    for (qint64 got = 0; (got = source.read(block.data(), block.size())) > 0;) {
        if (target.write(block.constData(), got) != got)
            break;
    }
    if (source.error() != QFileDevice::NoError || !target.commit())
        return fail(ErrorKind::Storage,
                    tr("Copying to %1 failed; nothing was changed there.").arg(QDir::toNativeSeparators(to)),
                    source.error() != QFileDevice::NoError ? source.errorString() : target.errorString());
    return {};
}

} // namespace waybill
