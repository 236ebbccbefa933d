#pragma once

#include <QFile>
#include <QString>

#include <string>
#include <string_view>

namespace practice {

/// A text file as a stream of UTF-8, whatever encoding it is in: UTF-8 with or without a byte
/// order mark, or UTF-16 of either order with one. Bytes that are none of these end the stream.
class TextSource
{
public:
    explicit TextSource(const QString &path);

    /// The next piece, ending between two characters; empty at the end or after a fault. It is
    /// valid until the next call.
    std::string_view read();

    /// Why the stream ended before the file did, as a sentence; empty when it did not.
    const QString &fault() const { return m_fault; }

    /// For people: "UTF-8", "UTF-16 LE" …
    const QString &encodingName() const { return m_encodingName; }

private:
    enum class Encoding { Utf8, Utf16Le, Utf16Be };

    void open();
    bool fill();
    std::string_view takeUtf8();
    std::string_view takeUtf16();
    void failAt(std::size_t positionInBuffer);

    QFile m_file;
    QString m_fault;
    QString m_encodingName;
    Encoding m_encoding = Encoding::Utf8;
    std::string m_bytes;
    std::string m_converted;
    std::size_t m_used = 0;
    qint64 m_bufferBegin = 0;
};

} // namespace practice
