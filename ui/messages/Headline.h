#pragma once

#include "app/journal/Journal.h"
#include "app/journal/Silence.h"

#include <optional>

namespace waybill {

struct Palette;

/// What the first line of the page says: the morning's question.
struct Headline {
    qint64 needYou = 0;
    qint64 inFlight = 0;
    bool heard = false;    ///< what follows of successes is known
    QDateTime lastSuccess; ///< null: none so far
    QString silentJob;     ///< a job whose newest messages did not get through; empty when there is none
    QDateTime silentSince; ///< its last success; null: it never had one
    bool anything = false; ///< there are messages at all
    bool operator==(const Headline &) const = default;
};

/// `silence`: nothing while it is not known; then nothing is said of successes.
Headline headlineOf(const std::optional<Silence> &silence, const MessageCounts &counts);

/// `06:42`, `yesterday 22:10`, `2026-11-20 08:00`, local.
QString whenText(const QDateTime &time, const QDateTime &now);

/// As rich text: what needs somebody stands out.
QString headlineHtml(const Headline &headline, const QDateTime &now, const Palette &palette);

} // namespace waybill
