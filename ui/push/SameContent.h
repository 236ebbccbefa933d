#pragma once

#include "app/journal/JournalReader.h"

#include <optional>

namespace waybill {

/// A file and one of the same content that went the same way before it.
struct Repeated {
    Message message;
    Message before;
};

/// The first of these whose content was pushed to the same job before, unless that was cancelled or refused.
std::optional<Repeated> firstRepeated(JournalReader &reader, const QList<MessageKey> &keys);

} // namespace waybill
