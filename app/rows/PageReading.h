#pragma once

#include "app/rows/PageNames.h"
#include "app/rows/PageParser.h"

#include <simdjson.h>

#include <vector>

namespace waybill {

/// One answer being read by PageParser; behind `bytes` lie PageParser::padding more.
class PageReading
{
public:
    PageReading(std::string_view bytes, RowHandler &rows, const std::stop_token &stop)
        : m_bytes(bytes), m_rows(rows), m_stop(stop)
    {
    }

    tl::expected<PageEnvelope, PageFault> read(simdjson::ondemand::parser &parser);

private:
    using Value = simdjson::ondemand::value;
    /// A member beside `value`, kept until it is known what the answer is.
    struct Member {
        std::string name;
        std::string_view spelledName; // from behind its opening quote to the end of the answer
        PageValue::Kind kind;
        std::string_view raw;
    };

    bool members(simdjson::ondemand::object object);
    bool member(simdjson::ondemand::field &field);
    bool envelope(const std::string &name, const PageValue &value);
    bool list(simdjson::ondemand::array array);
    bool element(Value value);
    bool rowOf(simdjson::ondemand::object object);
    bool oneRow();
    bool beginRow();
    void endRow();
    /// Hands over a member of the present row; `rest` begins behind the opening quote of its name.
    bool hand(std::string_view rest, PageValue &value);
    /// Reads kind, raw and text.
    bool readValue(Value value, PageValue &into);
    bool nested(Value value, bool object, PageValue &into);

    std::string_view restAt(const char *at) const { return m_bytes.substr(std::size_t(at - m_bytes.data())); }
    /// Keeps the first fault; always false. `what` ends the sentence "The page cannot be read: at byte 7, …".
    bool broken(const char *what, std::string_view from);
    bool broken(simdjson::error_code code);
    bool serviceError(std::string_view nested);
    void fault(ErrorKind kind, const QString &message, qint64 at);

    std::string_view m_bytes;
    RowHandler &m_rows;
    const std::stop_token &m_stop;
    PageNames m_names;
    std::string m_text; // the unescaped text of the value that is being handed over
    std::vector<Member> m_members;
    bool m_listed = false; // the array `value` has been read
    simdjson::ondemand::document *m_document = nullptr;
    PageEnvelope m_envelope;
    std::optional<PageFault> m_fault;
};

} // namespace waybill
