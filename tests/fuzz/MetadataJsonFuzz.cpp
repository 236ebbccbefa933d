#include "Input.h"

#include "app/catalogue/Catalogue.h"
#include "app/catalogue/ServiceJson.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    CatalogueWriter writer;
    (void)readDataEntities(bytes, writer);
    (void)readServiceDocument(bytes, writer);
    (void)readPublicEntities(bytes, writer);
    (void)readEnumerations(bytes, writer);
    (void)labelsFrom(bytes);
    const qsizetype sets = writer.sets();
    const auto catalogue = Catalogue::open(writer.finish({}));
    HOLDS(catalogue && (*catalogue)->size() == sets);
    CatalogueWriter again;
    again.addSetsOf(**catalogue);
    again.addDetailsOf(**catalogue);
    HOLDS(Catalogue::open(again.finish({})));
    return 0;
}
