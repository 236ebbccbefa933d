#include "app/files/ZipWriter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSaveFile>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

namespace waybill {

namespace {
constexpr qint64 writeBlock = 256 << 10;
} // namespace

struct ZipWriter::Private {
    explicit Private(const QString &target) : file(target), zip(&file)
    {
        zip.setZip64Enabled(true);
        zip.setAutoClose(false); // a QSaveFile is committed, never closed
    }

    tl::unexpected<Error> unwritable() const
    {
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::ZipWriter",
                                                "\"%1\" cannot be written. Choose another folder or make room.")
                        .arg(file.fileName()),
                    file.errorString());
    }

    QSaveFile file;
    QuaZip zip;
};

ZipWriter::ZipWriter(std::unique_ptr<Private> p) : d(std::move(p)) {}

ZipWriter::~ZipWriter() = default;

Result<std::unique_ptr<ZipWriter>> ZipWriter::open(const QString &target)
{
    auto p = std::make_unique<Private>(target);
    if (!p->file.open(QIODevice::WriteOnly) || !p->zip.open(QuaZip::mdCreate))
        return p->unwritable();
    return std::unique_ptr<ZipWriter>(new ZipWriter(std::move(p)));
}

Result<void> ZipWriter::add(const QString &name, QIODevice &content)
{
    QuaZipFile file(&d->zip);
    if (!file.open(QIODevice::WriteOnly, QuaZipNewInfo(name)))
        return d->unwritable();
    QByteArray piece(writeBlock, Qt::Uninitialized);
    for (;;) {
        const qint64 got = content.read(piece.data(), piece.size());
        if (got < 0)
            return fail(
                ErrorKind::Storage,
                QCoreApplication::translate("waybill::ZipWriter",
                                            "The content of \"%1\" cannot be read to its end, so it was not packed.")
                    .arg(name),
                content.errorString());
        if (got == 0)
            break;
        if (file.write(piece.constData(), got) != got)
            return d->unwritable();
    }
    file.close();
    return file.getZipError() == ZIP_OK ? Result<void>() : d->unwritable();
}

Result<void> ZipWriter::add(const QString &name, const QByteArray &content)
{
    QBuffer buffer;
    buffer.setData(content);
    buffer.open(QIODevice::ReadOnly);
    return add(name, buffer);
}

Result<qint64> ZipWriter::commit()
{
    d->zip.close();
    const qint64 bytes = d->file.size();
    if (d->zip.getZipError() != ZIP_OK || !d->file.commit())
        return d->unwritable();
    return bytes;
}

} // namespace waybill
