#include "Input.h"

#include "app/files/TextEncoding.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const Utf8Check check = checkUtf8(bytes, false);
    HOLDS(check.validBytes >= 0 && check.validBytes <= bytes.size());
    HOLDS(checkUtf8(QByteArrayView(bytes).first(check.validBytes), false).valid);
    for (const TextEncoding encoding :
         {TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be, TextEncoding::Windows1252})
        HOLDS(decodeText(bytes, encoding).size() <= bytes.size());
    const EncodingFinding beginning = encodingOfBeginning(bytes);
    HOLDS(beginning.bomBytes <= bytes.size());
    const auto whole = detectEncoding(fileOf(bytes));
    HOLDS(whole && whole->bomBytes <= bytes.size() && whole->firstBadByte < bytes.size());
    HOLDS(!encodingName(*whole).isEmpty());
    return 0;
}
