#pragma once

#include "app/http/Http.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace waybill {

/// A message that a dequeue handed out (protocol.md section 2).
struct HandedOut {
    QString correlationId;
    QString location;     ///< its address is a secret where it is signed; empty where there is none
    bool isThere = true;  ///< false: the service says itself that the file is not there
    QString trouble;      ///< its words for why not
    bool isAgain = false; ///< the service says that it was handed out before
    bool isFirst = false; ///< it says that it was not; neither where it says nothing
    QByteArray json;      ///< the whole answer, as it goes back in the acknowledgement
};

/// What came of a dequeue, which takes: an answer that did not come may have taken too.
struct DequeueAnswer {
    enum class Verdict {
        HandedOut,
        Nothing,   ///< nothing waits
        Lost,      ///< it may have been handed out
        Again,     ///< nothing was taken; may be asked again at once (the gate waits where the service said so)
        NotReached ///< nothing was taken: nobody was reached, or the service said no
    };
    Verdict verdict = Verdict::NotReached;
    std::optional<HandedOut> message = {};
    Error error = {}; ///< holds for Lost, Again and NotReached
};

DequeueAnswer judgeDequeue(const HttpOutcome &outcome);

/// The message in a dequeue's answer; nothing when it is none.
std::optional<HandedOut> handedOutFrom(const QByteArray &json);

/// The answer of a dequeue with the signature in its address and its receipt blanked; what is no JSON becomes empty.
QByteArray withoutSignature(const QByteArray &json);
/// Whether there is something to be blanked.
bool holdsSignature(const QByteArray &json);

} // namespace waybill
