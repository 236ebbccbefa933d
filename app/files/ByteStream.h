#pragma once

#include "app/base/Error.h"

#include <functional>
#include <memory>

namespace waybill {

/// Bytes that come one after the other. One thread.
class ByteStream
{
public:
    ByteStream() = default;
    ByteStream(const ByteStream &) = delete;
    ByteStream &operator=(const ByteStream &) = delete;
    virtual ~ByteStream() = default;

    /// The next bytes, at most `most` of them (more than 0); 0 at the end. After an error the stream is of no more use.
    virtual Result<qint64> read(char *to, qint64 most) = 0;
};

/// Begins a stream anew each time, for readers that look at the beginning first.
using ByteSource = std::function<Result<std::unique_ptr<ByteStream>>()>;

} // namespace waybill
