#include "Input.h"

#include "app/http/ServiceWords.h"
#include "app/journal/MessageState.h"

#include <array>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 400, 401, 404, 500};
    HttpAnswer answer;
    answer.status = statuses[data[0] % statuses.size()];
    answer.body = bytesOf(data + 1, size - 1);
    // A word, or an error in one of the service's many forms.
    statusWord(QString::fromUtf8(answer.body));
    HOLDS(serviceWords(answer).size() <= answer.body.size() + 4096);
    serviceCode(answer);
    answer.looksLikeHtml();
    return 0;
}
