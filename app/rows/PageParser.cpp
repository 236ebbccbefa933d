#include "app/rows/PageParser.h"

#include "app/rows/PageReading.h"

#include <simdjson.h>

namespace waybill {

static_assert(PageParser::padding >= qsizetype(simdjson::SIMDJSON_PADDING));

struct PageParser::Memory {
    PageReading::Scanner scanner;
};

PageParser::PageParser() : m_memory(std::make_unique<Memory>()) {}

PageParser::~PageParser() = default;
PageParser::PageParser(PageParser &&) noexcept = default;
PageParser &PageParser::operator=(PageParser &&) noexcept = default;

tl::expected<PageEnvelope, PageFault> PageParser::parse(QByteArray bytes, RowHandler &rows, const std::stop_token &stop,
                                                        Shape shape)
{
    if (bytes.capacity() - bytes.size() < padding)
        bytes.reserve(bytes.size() + padding);
    const std::string_view whole(bytes.constData(), std::size_t(bytes.size()));
    return PageReading(whole, rows, stop, shape).read(m_memory->scanner);
}

} // namespace waybill
