#pragma once

#include "ui/widgets/DetailReading.h"

namespace waybill {

class DownloadBook;

/// How many packages of an environment need somebody, counted anew whenever the book tells of a change. Reads in a
/// thread of its own. GUI thread.
class PackagesBadge final : public QObject
{
    Q_OBJECT

public:
    explicit PackagesBadge(DownloadBook *book, QObject *parent = nullptr);

    void setEnvironment(const QString &environment);

signals:
    /// Nothing is told while it cannot be read.
    void counted(qint64 needing);

private:
    QString m_environment;
    DetailReading<QString, qint64> m_reading;
};

} // namespace waybill
