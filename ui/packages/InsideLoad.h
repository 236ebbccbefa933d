#pragma once

#include "app/packages/PackageManifest.h"

#include <QObject>

namespace waybill {

/// Looks into a package on a worker; the answer to a question that was overtaken by another is never told. GUI thread.
class InsideLoad final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void look(const QString &path);
    /// Nothing is told any more of what was asked for.
    void forget();
    bool isLooking() const { return m_isLooking; }

signals:
    void seen(const QString &path, const waybill::PackageInside &inside);
    void failed(const waybill::Error &error);

private:
    quint64 m_question = 0;
    bool m_isLooking = false;
};

} // namespace waybill
