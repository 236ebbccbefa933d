#pragma once

#include <QByteArray>

#include <tl/expected.hpp>

namespace waybill {

/// Why packed bytes were not unpacked.
enum class PackedFault {
    Damaged,  ///< no stream, one that ends early, or less than its beginning says
    TooLarge, ///< says more than `largestUnpacked`, or holds more than it says
};

/// Bytes that nothing of ours packs in one piece, and that every computer can hold.
constexpr qint64 largestUnpacked = qint64(256) << 20;

/// What qCompress packed. The size at its beginning is taken at its word: never more memory than that, whatever the
/// stream holds. Any thread.
tl::expected<QByteArray, PackedFault> unpacked(const QByteArray &packed);

} // namespace waybill
