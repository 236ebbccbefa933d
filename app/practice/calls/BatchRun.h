// One batch being answered.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/odata/batch/BatchReader.h"
#include "app/practice/odata/batch/BatchText.h"

#include <map>
#include <string>
#include <vector>

namespace practice {

struct Context;
class ODataDesk;

namespace odata {
class ChangeSet;
}

/// Runs the operations of a batch in their order, each as a request of its own with the token of the batch's, and
/// writes their answers.
class BatchRun
{
public:
    /// All three outlive it.
    BatchRun(Context &context, ODataDesk &desk, const httplib::Request &batch);

    /// Ends with the first part that failed, unless it `continues`.
    void answer(const std::vector<odata::BatchPart> &parts, bool continues);

    std::string contentType() const { return m_text.contentType(); }
    /// The whole answer, to be taken once.
    std::string finish() { return m_text.finish(); }

private:
    bool answerOne(const odata::BatchOperation &operation);
    bool answerChangeSet(const odata::BatchPart &part);
    httplib::Response serve(const odata::BatchOperation &operation, odata::ChangeSet *changes);
    httplib::Request requestOf(const odata::BatchOperation &operation) const;
    std::string targetOf(std::string_view target) const;
    void remember(const odata::BatchOperation &operation, const httplib::Response &response);

    Context &m_context;
    ODataDesk &m_desk;
    const httplib::Request &m_batch;
    odata::BatchText m_text;
    std::map<std::string, std::string, std::less<>> m_places; ///< of the change set's records, by Content-ID
};

} // namespace practice
