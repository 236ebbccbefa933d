#pragma once

#include <QIODevice>

#include <memory>

namespace waybill {

/// A request body that cannot be read twice: sequential and not to be rewound, so that QNetworkAccessManager cannot
/// send a request again by itself when the connection ends early. Counts what was handed out. One thread.
class SendOnceDevice final : public QIODevice
{
public:
    /// Takes an opened device.
    explicit SendOnceDevice(std::unique_ptr<QIODevice> source);

    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; }
    bool atEnd() const override { return m_source->atEnd(); }
    qint64 bytesAvailable() const override { return m_source->size() - m_source->pos() + QIODevice::bytesAvailable(); }
    /// The whole length in bytes.
    qint64 total() const { return m_source->size(); }
    /// Bytes that were read from it so far.
    qint64 taken() const { return m_source->pos(); }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    std::unique_ptr<QIODevice> m_source;
};

} // namespace waybill
