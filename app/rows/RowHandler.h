#pragma once

#include <string_view>

namespace waybill {

/// One member of a row as the service sent it. The views end with the call that hands them over.
struct PageValue {
    enum class Kind {
        Null,
        False,
        True,
        Number, ///< checked against JSON's grammar only: any length, digit for digit
        Text,
        Nested, ///< an object or array, checked to be sound JSON of any depth
    };
    Kind kind = Kind::Null;
    /// Exactly the bytes served: a text with its quotes and escapes, a nested value as JSON text.
    std::string_view raw;
    /// A text without quotes and escapes, valid UTF-8 (PageEnvelope::loneSurrogates); of the others the same as `raw`.
    std::string_view text;
    /// The number of the name within this page, from 0 in the order in which names appear. Below PageParser::maxNames.
    int name = 0;
    /// The name begins with `@` or has an `@` after a property's name, such as `@odata.etag`: a word about the data.
    bool annotation = false;
    /// The row has had this name before. The last value counts, as nearly every reader of JSON has it.
    bool repeated = false;
    /// The same bytes as the last value of this name in the page. Told only where it is cheap to know; whoever leaves
    /// out values on their way to another handler clears it.
    bool alike = false;
};

/// Receives the rows of a page while it is read, in the thread that reads. What is handed over must not be trusted to
/// be the whole page before PageParser::parse has returned without a fault: a page that turns out to be broken has
/// handed over its first rows by then.
class RowHandler
{
public:
    virtual ~RowHandler() = default;
    virtual void beginRow() = 0;
    /// The members of a row in the order served. `name` is unescaped and stays valid until parse returns.
    virtual void value(std::string_view name, const PageValue &value) = 0;
    virtual void endRow() = 0;
};

} // namespace waybill
