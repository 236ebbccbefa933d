#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QIODevice;

namespace waybill {

/// Writes a zip that appears whole or not at all: beside its place while it is written, then flushed and renamed; what
/// stands there already is replaced. Without commit() nothing is left of it. One thread; blocks.
class ZipWriter
{
public:
    /// Storage when it cannot be written there; so do the other calls.
    static Result<std::unique_ptr<ZipWriter>> open(const QString &target);
    ~ZipWriter();

    /// Packs what the device still has to give, in constant memory. Storage too when the device cannot be read to its
    /// end: such a zip is not to be committed.
    Result<void> add(const QString &name, QIODevice &content);
    Result<void> add(const QString &name, const QByteArray &content);
    /// The bytes of the whole zip.
    Result<qint64> commit();

private:
    struct Private;
    explicit ZipWriter(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace waybill
