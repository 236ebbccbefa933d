#include "Input.h"

#include "app/catalogue/Catalogue.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The end is what every whole file has: without it nothing of the rest would be looked at.
    const auto catalogue = Catalogue::open(bytesOf(data, size) + ",\n\"whole\":true}\n");
    if (!catalogue)
        return 0;
    for (qsizetype i = 0; i < (*catalogue)->size(); ++i)
        HOLDS(!(*catalogue)->set(i).name.isNull());
    for (const auto &part : (*catalogue)->detailParts())
        (void)(*catalogue)->details(QString::fromUtf8(part.first.data(), qsizetype(part.first.size())));
    for (const auto &part : (*catalogue)->enumParts())
        (void)(*catalogue)->enumType(QString::fromUtf8(part.first.data(), qsizetype(part.first.size())));
    return 0;
}
