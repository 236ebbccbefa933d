#include "app/practice/odata/batch/BatchText.h"

#include <algorithm>
#include <array>
#include <utility>

namespace practice::odata {

std::string_view reasonOf(int status)
{
    static constexpr std::array<std::pair<int, std::string_view>, 20> all{{{200, "OK"},
                                                                           {201, "Created"},
                                                                           {204, "No Content"},
                                                                           {302, "Found"},
                                                                           {304, "Not Modified"},
                                                                           {400, "Bad Request"},
                                                                           {401, "Unauthorized"},
                                                                           {403, "Forbidden"},
                                                                           {404, "Not Found"},
                                                                           {405, "Method Not Allowed"},
                                                                           {408, "Request Timeout"},
                                                                           {412, "Precondition Failed"},
                                                                           {413, "Content Too Large"},
                                                                           {414, "URI Too Long"},
                                                                           {415, "Unsupported Media Type"},
                                                                           {429, "Too Many Requests"},
                                                                           {500, "Internal Server Error"},
                                                                           {501, "Not Implemented"},
                                                                           {503, "Service Unavailable"},
                                                                           {504, "Gateway Timeout"}}};
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.first == status; });
    return found == all.end() ? std::string_view() : found->second;
}

BatchText::BatchText(std::string_view id) : m_boundary("batchresponse_" + std::string(id)), m_id(id) {}

std::string BatchText::contentType() const
{
    return "multipart/mixed; boundary=" + m_boundary;
}

void BatchText::add(std::string_view http, std::string_view contentId)
{
    m_text.append("--").append(m_changeBoundary.empty() ? m_boundary : m_changeBoundary);
    m_text.append("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
    if (!contentId.empty())
        m_text.append("Content-ID: ").append(contentId).append("\r\n");
    m_text.append("\r\n").append(http).append("\r\n");
}

void BatchText::beginChangeSet()
{
    m_changeBoundary = "changesetresponse_" + m_id + '_' + std::to_string(++m_changeSets);
    m_text.append("--").append(m_boundary);
    m_text.append("\r\nContent-Type: multipart/mixed; boundary=").append(m_changeBoundary).append("\r\n\r\n");
}

void BatchText::endChangeSet()
{
    m_text.append("--").append(m_changeBoundary).append("--\r\n");
    m_changeBoundary.clear();
}

std::string BatchText::finish()
{
    m_text.append("--").append(m_boundary).append("--\r\n");
    return std::move(m_text);
}

} // namespace practice::odata
