#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"
#include "app/http/TimeOuts.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace waybill {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// Whether a call may be made again by itself after a failure.
enum class Repeat {
    Safe, ///< asks only, or may happen twice without harm
    Once, ///< must not happen twice: streamed from a device that cannot rewind, on a connection of its own
};

/// One request. Values only; the body is either `body` or the content of `bodyFile`, which is streamed in constant
/// memory and goes with Repeat::Once only.
struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers = {};
    QByteArray body = {};
    QString bodyFile = {};
    /// Where the body of a good answer (2xx) is written as it comes, in constant memory and with nothing blanked; the
    /// answer then holds its first 4 kB. A file that was there is emptied. Other answers stay in memory.
    QString answerFile = {};
    /// How many bytes of the answer that file holds already: a 206 with the bytes behind them is added to it.
    qint64 answerFrom = 0;
    Repeat repeat = Repeat::Safe;
    CallType type = CallType::Query;                               ///< from which HttpClient sets the time-out
    std::chrono::milliseconds timeout = std::chrono::seconds(100); ///< without any byte in either direction
    qint64 maxAnswer = 8 << 20;             ///< bytes; a longer answer is cut there and the connection closed
    QString purpose = {};                   ///< what the call is for, in the HTTP log, such as `GetMessageStatus`
    std::optional<MessageKey> message = {}; ///< the message it belongs to
    std::optional<DownloadKey> download = {};                     ///< the download it belongs to
    std::function<void(qint64 sent, qint64 total)> progress = {}; ///< on the thread of the client
    /// The same for a good answer that goes into a file, with what the file held before; `total` is 0 while unknown.
    std::function<void(qint64 received, qint64 total)> arriving = {};
    bool answerIsSecret = false; ///< nothing of its body is shown or kept in the HTTP log
    QByteArrayList secrets = {}; ///< blanked wherever the answer repeats them: the token, the client secret
};

struct HttpAnswer {
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    bool cut = false;       ///< longer than maxAnswer
    QStringList requestIds; ///< `name: value` of the headers Microsoft's support asks for

    /// The first header of that name (without regard to case), or empty.
    QByteArray header(QByteArrayView name) const;
    /// A text that begins like a page, where JSON was to be expected.
    bool looksLikeHtml() const;
};

/// What came of one request: an answer, or an error and whether anything of the body may have reached the service.
struct HttpOutcome {
    std::optional<HttpAnswer> answer;
    Error error; ///< holds when there is no answer
    /// At least one byte of the body was handed to the connection; where there is no body: it may have reached
    /// somebody.
    bool bodyBegan = false;
};

} // namespace waybill
