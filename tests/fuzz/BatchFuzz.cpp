#include "Input.h"

#include "app/practice/odata/batch/BatchReader.h"
#include "app/practice/odata/batch/Multipart.h"

#include <functional>

using namespace practice::odata;

namespace {

/// Whether what was read points into what it was read from.
bool isWithin(std::string_view part, std::string_view whole)
{
    const std::less_equal<const char *> order;
    return part.empty() ||
           (order(whole.data(), part.data()) && order(part.data() + part.size(), whole.data() + whole.size()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The first line is the Content-Type, what follows the body.
    std::string_view body(reinterpret_cast<const char *>(data), size);
    const std::string_view contentType = takeLine(body).value_or("");
    HOLDS(mediaTypeOf(contentType).size() <= contentType.size());
    const std::string boundary = boundaryOf(contentType).value_or("batch");
    HOLDS(!boundary.empty() && boundary.size() <= 70);
    const auto read = readBatch(body, boundary);
    const auto *parts = std::get_if<std::vector<BatchPart>>(&read);
    if (parts == nullptr)
        return 0;
    std::size_t operations = 0;
    for (const BatchPart &part : *parts) {
        HOLDS(part.isChangeSet ? !part.operations.empty() : part.operations.size() == 1);
        operations += part.operations.size();
        for (const BatchOperation &operation : part.operations) {
            HOLDS(isWithin(operation.method, body) && isWithin(operation.target, body));
            HOLDS(isWithin(operation.body, body) && isWithin(operation.contentId, body));
            HOLDS(!part.isChangeSet || operation.method != "GET");
            HOLDS(operation.headers.size() <= mostHeaderLines);
            // Names and values go into answers and requests: no line ends in them.
            HOLDS(operation.contentId.find_first_of("\r\n") == std::string_view::npos);
            HOLDS(operation.target.find_first_of("\r\n ") == std::string_view::npos);
        }
    }
    HOLDS(operations > 0 && operations <= mostOperations);
    return 0;
}
