#include "Input.h"

#include "app/base/VisibleText.h"
#include "app/http/Redaction.h"
#include "app/http/SecretScrubber.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    // A log line or an error, as it is shown: nothing in it steers a terminal or turns the line.
    const QString shown = visibleText(QString::fromUtf8(bytes), LineEnds::AsSpaces);
    for (const QChar c : shown)
        HOLDS(c.unicode() >= 0x20 && c.unicode() != 0x7f && !turnsDirection(c));
    HOLDS(visibleText(QString::fromUtf8(bytes), LineEnds::Keep, 100).size() <= 100 * 8 + 1);
    // What the HTTP log keeps of an answer.
    HOLDS(redactedBody(bytes, 512).size() <= 512);
    redactedUrl(QUrl::fromEncoded(bytes));
    const HttpHeaders headers{{"Location", bytes}, {"Set-Cookie", bytes}, {"X-Other", bytes}};
    const HttpHeaders safe = redactedHeaders(headers);
    HOLDS(safe.size() == headers.size() && safe[1].second == "(hidden)");
    const QByteArray secret = "s3cret/of\"eighteen";
    const QByteArray clean = SecretScrubber({secret}).bytes(bytes + secret + bytes);
    HOLDS(!clean.contains(secret));
    return 0;
}
