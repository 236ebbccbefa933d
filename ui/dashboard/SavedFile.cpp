#include "ui/dashboard/SavedFile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QSaveFile>
#include <QWidget>

namespace waybill {

Result<void> saveBytes(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("SavedFile", "%1 could not be written; nothing was changed there. "
                                                             "Choose another place, or make room.")
                        .arg(QDir::toNativeSeparators(path)),
                    file.errorString());
    }
    return {};
}

Result<void> savePng(const QString &path, const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return saveBytes(path, bytes);
}

QImage pictureOf(QWidget *widget)
{
    constexpr int scale = 2;
    QImage image(widget->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(widget->palette().color(QPalette::Window));
    widget->render(&image);
    return image;
}

} // namespace waybill
