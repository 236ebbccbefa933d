#include "Input.h"

#include "app/environments/EnvironmentFile.h"
#include "app/environments/EnvironmentStore.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const EnvironmentFile file(fileOf(bytesOf(data, size), QStringLiteral("environments.json")),
                               EnvironmentStore::schemaVersion);
    const auto root = file.read();
    HOLDS(root || !root.error().message.isEmpty());
    if (!root)
        return 0;
    const auto environments = file.environments(*root);
    HOLDS(environments || !environments.error().message.isEmpty());
    if (!environments)
        return 0;
    for (const Environment &environment : *environments)
        HOLDS(!environment.name.isEmpty() && environment.url.isValid());
    return 0;
}
