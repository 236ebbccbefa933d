#include "Input.h"

#include "app/environments/exchange/ExportedEnvironments.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto imported = importedFrom(bytesOf(data, size), QStringLiteral("file"));
    HOLDS(imported || (imported.error().kind == ErrorKind::BadInput && !imported.error().message.isEmpty()));
    if (!imported)
        return 0;
    HOLDS(!imported->environments.isEmpty() || imported->source == ImportedEnvironments::Source::Waybill);
    QStringList names;
    for (const Environment &environment : imported->environments) {
        HOLDS(check(environment) && !names.contains(environment.name) && !environment.certificate.contains(u'/'));
        names.append(environment.name);
    }
    for (const QString &name : imported->secrets.keys())
        HOLDS(names.contains(name));
    // What was taken in can be given on, and is the same then.
    const auto again = importedFrom(exportOf(imported->environments), QString());
    HOLDS(again && again->environments == imported->environments && again->secrets.isEmpty());
    return 0;
}
