// The answer to a batch, as multipart/mixed.
#pragma once

#include <string>
#include <string_view>

namespace practice::odata {

/// What stands behind a status in its line: "Not Found".
std::string_view reasonOf(int status);

/// Writes the answers to operations one after the other, in the order of the batch.
class BatchText
{
public:
    /// `id` tells this answer's boundaries from all that may stand in the answers: a GUID, say.
    explicit BatchText(std::string_view id);

    /// "multipart/mixed; boundary=…"
    std::string contentType() const;
    /// `http`: a whole HTTP answer, status line and all. An empty `contentId` is left out.
    void add(std::string_view http, std::string_view contentId);
    /// What is added up to its end is the answers of one change set.
    void beginChangeSet();
    void endChangeSet();
    /// Bytes so far.
    std::size_t size() const { return m_text.size(); }
    /// The whole text, to be taken once.
    std::string finish();

private:
    const std::string m_boundary;
    const std::string m_id;
    std::string m_text;
    std::string m_changeBoundary; ///< empty outside change sets
    int m_changeSets = 0;
};

} // namespace practice::odata
