#pragma once

#include "app/rows/PageNames.h"
#include "app/rows/PageParser.h"

#include <simdjson.h>

#include <memory>
#include <vector>

namespace waybill {

/// One answer being read by PageParser; behind `bytes` lie PageParser::padding more, the first of them 0.
///
/// simdjson's first stage checks UTF-8 and finds where brackets, colons, commas and the first bytes of names and values
/// stand. The rest of JSON's grammar is checked here, token by token; simdjson's on-demand reading leaves as much to be
/// checked, and was slower when it was tried.
class PageReading
{
public:
    using Scanner = std::unique_ptr<simdjson::internal::dom_parser_implementation>;

    PageReading(std::string_view bytes, RowHandler &rows, const std::stop_token &stop, PageParser::Shape shape)
        : m_begin(bytes.data()), m_bytes(bytes), m_rows(rows), m_stop(stop), m_shape(shape)
    {
    }

    /// `scanner` is made, or made larger, where need be.
    tl::expected<PageEnvelope, PageFault> read(Scanner &scanner);

private:
    /// A member beside `value`, kept until it is known what the answer is.
    struct Member {
        std::string name;
        std::string_view spelledName; // from behind its opening quote to the end of the answer
        PageValue::Kind kind;
        std::string_view raw;
    };

    bool scan(Scanner &scanner);
    bool hasMore() const;
    bool root();
    bool member(std::string_view spelledName);
    bool envelope(const std::string &name, const PageValue &value);
    bool list();
    bool element();
    bool oneRow();
    /// The faults of an answer that is neither a list nor a row.
    bool noRows();
    bool beginRow();
    void endRow();
    /// Reads the members of a row, an object, the present token, and hands them over.
    bool row();
    /// The same when the present member is the same as the last time, up to what stands behind it, a comma or a
    /// bracket: that comes back. Otherwise 0, and nothing is done.
    char memberAgain();
    /// Reads and hands over any member.
    bool otherMember();
    /// Reads and hands over its value; the member began at `begin`.
    bool readMember(PageNames::Name *name, const char *begin);
    /// Null, and a fault, where it is no name or one too many.
    PageNames::Name *findName(std::string_view spelled);
    /// Hands over the name's value; always true.
    bool hand(PageNames::Name *name);
    void noteRepeated(PageNames::Name &name);
    void noteCutList(const PageNames::Name &name);
    bool bareElement();

    /// Reads an object, the present token; `member()` reads each member, name and value.
    template <class ReadMember>
    bool object(const ReadMember &member);
    /// Reads a name and the colon behind it; `spelledName` then begins behind its opening quote.
    bool beginMember(std::string_view &spelledName);
    /// Reads the value at the present token: kind, raw and text.
    bool readValue(PageValue &into);
    bool readText(PageValue &into);
    bool readNested(PageValue &into);

    /// The first byte of the present token; 0 at the end.
    char present() const { return m_bytes.data()[*m_token]; }
    bool take(char c)
    {
        if (present() != c)
            return false;
        ++m_token;
        return true;
    }
    /// The present token and the white space behind it.
    std::string_view token() const { return {m_bytes.data() + *m_token, *(m_token + 1) - *m_token}; }
    /// From the present token to the end of the answer.
    std::string_view rest() const { return m_bytes.substr(*m_token); }

    /// Keeps the first fault; always false. `what` ends the sentence "The page cannot be read: …".
    bool broken(const char *what, std::string_view from);
    bool brokenHere(const char *what);
    bool serviceError(std::string_view nested);
    bool fault(ErrorKind kind, const QString &message, qint64 at = 0);

    const char *m_begin;              // of the answer
    std::string_view m_bytes;         // without a byte order mark
    const quint32 *m_token = nullptr; // the place of the present one; behind the last the size of the answer follows
    const quint32 *m_end = nullptr;
    RowHandler &m_rows;
    const std::stop_token &m_stop;
    PageParser::Shape m_shape;
    PageNames m_names;
    std::string m_text; // the unescaped text of the value that is being handed over
    std::vector<Member> m_members;
    bool m_listed = false; // the array `value` has been read
    PageEnvelope m_envelope;
    std::optional<PageFault> m_fault;
};

template <class ReadMember>
bool PageReading::object(const ReadMember &member)
{
    ++m_token;
    if (take('}'))
        return true;
    for (;;) {
        if (!member())
            return false;
        if (take('}'))
            return true;
        if (!take(','))
            return brokenHere("a comma is missing");
    }
}

} // namespace waybill
