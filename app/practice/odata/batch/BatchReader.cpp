#include "app/practice/odata/batch/BatchReader.h"

#include "app/practice/odata/batch/Multipart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

namespace practice::odata {
namespace {

Problem refusal(std::string message)
{
    return {400, std::move(message), false};
}

Problem tooManyParts()
{
    return refusal("The current batch message contains too many parts. Only batch messages with a maximum number of '" +
                   std::to_string(mostOperations) + "' query operations and change sets are allowed.");
}

Problem tooManyOperations()
{
    return refusal("The current batch message contains too many operations. Only batch messages with a maximum number "
                   "of '" +
                   std::to_string(mostOperations) + "' operations are allowed.");
}

/// Whether a target leads to `$batch` itself.
bool isBatch(std::string_view target)
{
    target = target.substr(0, target.find_first_of("?#"));
    target = target.substr(target.rfind('/') + 1); // npos is one before the first
    return target == "$batch" || target == "%24batch";
}

/// The three words of "GET Customers HTTP/1.1", of which the last is checked.
std::optional<Problem> readRequestLine(std::string_view line, BatchOperation &operation)
{
    static constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last - first < 2 || line.substr(last + 1) != "HTTP/1.1" ||
        std::any_of(line.begin(), line.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20; }))
        return refusal("An invalid request line was found in the batch. It is a method, an address and 'HTTP/1.1', "
                       "with a blank between them.");
    operation.method = line.substr(0, first);
    operation.target = line.substr(first + 1, last - first - 1);
    if (std::find(methods.begin(), methods.end(), operation.method) == methods.end())
        return refusal("An invalid HTTP method '" + std::string(operation.method.substr(0, 40)) +
                       "' was found in the batch.");
    if (operation.target.find(' ') != std::string_view::npos)
        return refusal("An invalid address was found in the batch: blanks in it are written as %20.");
    if (isBatch(operation.target))
        return refusal("A batch request cannot be part of a batch request.");
    return std::nullopt;
}

/// Shortens the body to the length it is said to have.
std::optional<Problem> applyLength(const MimeHead &head, BatchOperation &operation)
{
    const auto stated = head.value("Content-Length");
    if (!stated)
        return std::nullopt;
    std::size_t length = 0;
    const auto read = std::from_chars(stated->data(), stated->data() + stated->size(), length);
    if (read.ec != std::errc() || read.ptr != stated->data() + stated->size() || length > operation.body.size())
        return refusal("The Content-Length of an operation is not the length of its body.");
    operation.body = operation.body.substr(0, length);
    return std::nullopt;
}

/// `part`: the head of the part that the operation is in.
std::variant<BatchOperation, Problem> readOperation(const MimeHead &part)
{
    const auto encoding = part.value("Content-Transfer-Encoding");
    if (!encoding || !isSameWord(*encoding, "binary"))
        return refusal("The 'Content-Transfer-Encoding' header of a part is missing, or its value is not 'binary'.");
    std::string_view text = part.rest;
    const auto line = takeLine(text);
    if (!line)
        return refusal("The request line of an operation does not end.");
    BatchOperation operation;
    if (auto problem = readRequestLine(*line, operation))
        return std::move(*problem);
    auto head = readHead(text);
    if (auto *problem = std::get_if<Problem>(&head))
        return std::move(*problem);
    auto &own = std::get<MimeHead>(head);
    operation.body = own.rest;
    if (auto problem = applyLength(own, operation))
        return std::move(*problem);
    operation.contentId = part.value("Content-ID").value_or(own.value("Content-ID").value_or(""));
    operation.headers = std::move(own.lines);
    return operation;
}

/// Reads one batch.
class Reader
{
public:
    std::variant<std::vector<BatchPart>, Problem> read(std::string_view body, std::string_view boundary);

private:
    std::optional<Problem> readPart(std::string_view text);
    std::optional<Problem> readChangeSet(const MimeHead &head, std::string_view contentType);
    std::optional<Problem> addOperation(const MimeHead &head, BatchPart &part);

    std::vector<BatchPart> m_parts;
    std::set<std::string_view> m_contentIds;
    std::size_t m_operations = 0;
};

std::variant<std::vector<BatchPart>, Problem> Reader::read(std::string_view body, std::string_view boundary)
{
    auto parts = partsOf(body, boundary, mostOperations, tooManyParts());
    if (auto *problem = std::get_if<Problem>(&parts))
        return std::move(*problem);
    for (const std::string_view part : std::get<std::vector<std::string_view>>(parts))
        if (auto problem = readPart(part))
            return std::move(*problem);
    return std::move(m_parts);
}

std::optional<Problem> Reader::readPart(std::string_view text)
{
    auto head = readHead(text);
    if (auto *problem = std::get_if<Problem>(&head))
        return std::move(*problem);
    const auto &part = std::get<MimeHead>(head);
    const std::string_view contentType = part.value("Content-Type").value_or("");
    const std::string type = mediaTypeOf(contentType);
    if (type == "multipart/mixed")
        return readChangeSet(part, contentType);
    if (type != "application/http")
        return refusal("The 'Content-Type' header of a part is missing, or its value is neither 'application/http' nor "
                       "'multipart/mixed'.");
    return addOperation(part, m_parts.emplace_back());
}

std::optional<Problem> Reader::readChangeSet(const MimeHead &head, std::string_view contentType)
{
    const auto boundary = boundaryOf(contentType);
    if (!boundary)
        return refusal("The 'boundary' parameter of a change set is missing or invalid.");
    auto parts = partsOf(head.rest, *boundary, mostOperations, tooManyOperations());
    if (auto *problem = std::get_if<Problem>(&parts))
        return std::move(*problem);
    BatchPart &changes = m_parts.emplace_back();
    changes.isChangeSet = true;
    for (const std::string_view text : std::get<std::vector<std::string_view>>(parts)) {
        auto inner = readHead(text);
        if (auto *problem = std::get_if<Problem>(&inner))
            return std::move(*problem);
        const auto &part = std::get<MimeHead>(inner);
        const std::string type = mediaTypeOf(part.value("Content-Type").value_or(""));
        if (type == "multipart/mixed")
            return refusal("A change set cannot be part of a change set.");
        if (type != "application/http")
            return refusal("The 'Content-Type' header of an operation in a change set is missing, or its value is not "
                           "'application/http'.");
        if (auto problem = addOperation(part, changes))
            return problem;
    }
    return std::nullopt;
}

std::optional<Problem> Reader::addOperation(const MimeHead &head, BatchPart &part)
{
    if (++m_operations > mostOperations)
        return tooManyOperations();
    auto operation = readOperation(head);
    if (auto *problem = std::get_if<Problem>(&operation))
        return std::move(*problem);
    const auto &read = std::get<BatchOperation>(operation);
    if (part.isChangeSet && read.method == "GET")
        return refusal("An invalid HTTP method 'GET' was detected for a request in a change set. Requests in change "
                       "sets only support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'.");
    if (!read.contentId.empty() && !m_contentIds.insert(read.contentId).second)
        return refusal("The content ID '" + std::string(read.contentId.substr(0, 40)) +
                       "' was found more than once in the batch. Content IDs have to be unique.");
    part.operations.push_back(read);
    return std::nullopt;
}

} // namespace

std::variant<std::vector<BatchPart>, Problem> readBatch(std::string_view body, std::string_view boundary)
{
    return Reader().read(body, boundary);
}

} // namespace practice::odata
