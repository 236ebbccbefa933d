#pragma once

#include "app/files/ByteStream.h"
#include "app/files/TextEncoding.h"

#include <QByteArray>

namespace waybill {

/// A stream of text in whatever encoding as UTF-8, always valid and without its mark, in constant memory. The beginning
/// decides (encodingOfBeginning); text without a mark that stops being UTF-8 is Windows-1252 from there on, and what
/// is no character is replaced.
class Utf8Stream final : public ByteStream
{
public:
    explicit Utf8Stream(std::unique_ptr<ByteStream> from) : m_from(std::move(from)) {}

    Result<qint64> read(char *to, qint64 most) override;
    /// Known from the first bytes on; becomes Windows-1252 where a late byte decides.
    const EncodingFinding &encoding() const { return m_encoding; }

private:
    Result<bool> refill();
    /// How many bytes of m_raw it has made m_ready of.
    qsizetype convert();
    qsizetype convertUtf8();
    qsizetype replaceBadBytes();
    qsizetype convertUtf16(bool swap);

    std::unique_ptr<ByteStream> m_from;
    EncodingFinding m_encoding;
    QByteArray m_raw;   // bytes as they stand in the file; those of a character that is only begun stay for later
    QByteArray m_ready; // UTF-8 that was not handed over yet, from m_given on
    qsizetype m_given = 0;
    qint64 m_offset = 0; // of m_raw in the stream
    bool m_hasBegun = false;
    bool m_isEnd = false;
};

} // namespace waybill
