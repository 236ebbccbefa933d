#include "ui/dashboard/SavedFile.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QSaveFile>
#include <QPainter>
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

QImage captioned(const QImage &picture, const QString &title, const QString &caption, const QWidget *like)
{
    constexpr int side = metrics::margin;
    const double scale = picture.devicePixelRatio();
    const int width = qRound(picture.width() / scale);
    const QFont heading = fonts::heading(like->font());
    const QFont small = fonts::small(like->font());
    const QRect line(side, side, width - 2 * side, 10'000);
    const QRect titleAt = QFontMetrics(heading).boundingRect(line, Qt::TextWordWrap, title);
    const QRect captionAt(side, titleAt.bottom() + metrics::half, line.width(), QFontMetrics(small).height());
    const int above = captionAt.bottom() + metrics::unit;
    QImage image(picture.width(), qRound((above + side / 2) * scale) + picture.height(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    const Palette &c = paletteOf(like);
    image.fill(c.ground);
    QPainter painter(&image);
    painter.setFont(heading);
    painter.setPen(c.text);
    painter.drawText(titleAt, Qt::TextWordWrap, title);
    painter.setFont(small);
    painter.setPen(c.muted);
    painter.drawText(captionAt, Qt::AlignLeft | Qt::AlignVCenter, caption);
    painter.drawImage(QPointF(0, above), picture);
    return image;
}

} // namespace waybill
