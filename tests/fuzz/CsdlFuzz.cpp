#include "Input.h"

#include "app/catalogue/Catalogue.h"
#include "app/catalogue/CsdlReader.h"

#include <QBuffer>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray bytes = bytesOf(data, size);
    QBuffer device(&bytes);
    HOLDS(device.open(QIODevice::ReadOnly));
    CatalogueWriter writer;
    const auto summary = readCsdl(device, writer, {});
    // Whatever was read, also of a document that is refused, makes a catalogue that can be opened.
    const qsizetype sets = writer.sets();
    HOLDS(!summary || summary->sets == sets);
    const auto catalogue = Catalogue::open(writer.finish({}));
    HOLDS(catalogue && (*catalogue)->size() == sets);
    for (const auto &part : (*catalogue)->detailParts()) {
        const QString name = QString::fromUtf8(part.first.data(), qsizetype(part.first.size()));
        HOLDS((*catalogue)->details(name).has_value());
    }
    return 0;
}
