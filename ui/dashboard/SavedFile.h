#pragma once

#include "app/base/Error.h"

class QByteArray;
class QImage;
class QWidget;

namespace waybill {

/// Writes a whole file or none: what stood there before stays when it fails. Storage.
Result<void> saveBytes(const QString &path, const QByteArray &bytes);
Result<void> savePng(const QString &path, const QImage &image);

/// The widget as it stands, at twice its size, so that it can be enlarged; what has scrolled out of sight too when the
/// widget is the content of a scroll area.
QImage pictureOf(QWidget *widget);

/// The same with a line above that says what it is a picture of, and one of where and when; in the fonts and colours of
/// `like`.
QImage captioned(const QImage &picture, const QString &title, const QString &caption, const QWidget *like);

} // namespace waybill
