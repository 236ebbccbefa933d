#include "Answer.h"

#include "app/auth/TokenAnswer.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 302, 400, 401, 429, 500, 503};
    const HttpAnswer answer = answerFrom(statuses, data, size);
    const auto token = readTokenAnswer(answer, QUrl(QStringLiteral("https://login.contoso.example")));
    HOLDS(!token || (!token->text.isEmpty() && answer.status < 300));
    HOLDS(!token || (token->life > std::chrono::milliseconds(0) && token->life <= std::chrono::hours(7 * 24)));
    HOLDS(token || !token.error().message.isEmpty());
    return 0;
}
