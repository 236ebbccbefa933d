#include "app/practice/calls/BatchRun.h"

#include "app/practice/authority/Realm.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ODataDesk.h"
#include "app/practice/odata/ChangeSet.h"
#include "app/practice/odata/batch/Multipart.h"
#include "app/practice/relay/CallChooser.h"

#include <httplib.h>

#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr std::size_t longestTarget = CPPHTTPLIB_REQUEST_URI_MAX_LENGTH; ///< as for a request of its own
constexpr std::size_t mostAnswered = 256 << 20; ///< bytes of answers after which no operation is run

bool isGood(const httplib::Response &response)
{
    return response.status < 300 || response.status == 304;
}

/// The answer as it would stand on a connection.
std::string httpOf(const httplib::Response &response)
{
    std::string text = "HTTP/1.1 " + std::to_string(response.status);
    text.append(1, ' ').append(odata::reasonOf(response.status)).append("\r\n");
    for (const auto &[name, value] : response.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text.append("\r\n").append(response.body);
}

/// What only the relay or the batch itself may say of an operation.
bool isReserved(std::string_view header)
{
    constexpr std::string_view own = "x-practice-";
    return odata::isSameWord(header.substr(0, own.size()), own) || odata::isSameWord(header, "Authorization");
}

/// What an address has behind its host, if that is one of these; empty if it is not.
std::string_view behindHost(std::string_view address, std::initializer_list<std::string_view> hosts)
{
    address.remove_prefix(address.find("://") + 3);
    const std::size_t end = std::min(address.find_first_of("/?"), address.size());
    const std::string_view host = address.substr(0, end);
    const bool isOurs =
        std::any_of(hosts.begin(), hosts.end(), [&](std::string_view each) { return odata::isSameWord(each, host); });
    return isOurs ? address.substr(end) : std::string_view();
}

/// Without what an on-premises installation has in front of every path.
std::string_view withoutInstallation(std::string_view path)
{
    constexpr std::string_view prefix = onPremisesPath;
    const bool has = odata::isSameWord(path.substr(0, prefix.size()), prefix) && path.substr(prefix.size(), 1) == "/";
    return has ? path.substr(prefix.size()) : path;
}

} // namespace

BatchRun::BatchRun(Context &context, ODataDesk &desk, const httplib::Request &batch)
    : m_context(context), m_desk(desk), m_batch(batch),
      m_text(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
{
}

void BatchRun::answer(const std::vector<odata::BatchPart> &parts, bool continues)
{
    for (const odata::BatchPart &part : parts) {
        const bool isDone = part.isChangeSet ? answerChangeSet(part) : answerOne(part.operations.front());
        if (!isDone && !continues)
            return;
    }
}

bool BatchRun::answerOne(const odata::BatchOperation &operation)
{
    const httplib::Response response = serve(operation, nullptr);
    m_text.add(httpOf(response), operation.contentId);
    return isGood(response);
}

bool BatchRun::answerChangeSet(const odata::BatchPart &part)
{
    std::vector<std::pair<std::string, std::string_view>> answers;
    m_places.clear();
    {
        odata::ChangeSet changes(m_context.odata);
        for (const odata::BatchOperation &operation : part.operations) {
            const httplib::Response response = serve(operation, &changes);
            if (!isGood(response)) {
                m_text.add(httpOf(response), operation.contentId); // alone it stands for all of them
                m_places.clear();
                return false;
            }
            remember(operation, response);
            answers.emplace_back(httpOf(response), operation.contentId);
        }
        changes.keep();
    }
    m_places.clear();
    m_text.beginChangeSet();
    for (const auto &[http, contentId] : answers)
        m_text.add(http, contentId);
    m_text.endChangeSet();
    return true;
}

httplib::Response BatchRun::serve(const odata::BatchOperation &operation, odata::ChangeSet *changes)
{
    httplib::Response response;
    const httplib::Request request = requestOf(operation);
    if (request.target.size() > longestTarget)
        answerODataError(response, 414, u"The address of the operation is too long."_s);
    else if (m_text.size() > mostAnswered)
        answerODataError(response, 500, u"The answers to the operations before this one are longer than 256 MB."_s);
    else
        m_desk.answer(request, response, changes);
    return response;
}

httplib::Request BatchRun::requestOf(const odata::BatchOperation &operation) const
{
    httplib::Request request;
    request.method = operation.method;
    request.target = targetOf(operation.target);
    request.path = httplib::detail::decode_url(request.target.substr(0, request.target.find('?')), false);
    request.body = operation.body;
    for (const auto &[name, value] : operation.headers)
        if (!isReserved(name))
            request.headers.emplace(name, value);
    request.headers.emplace(tokenHeader, m_batch.get_header_value(tokenHeader));
    const auto fault = faultOfOperation(m_context.faults, m_context.store, QByteArray::fromStdString(request.target),
                                        QByteArray::fromStdString(request.body));
    if (fault)
        request.headers.emplace(faultHeader, toHeaderValue(*fault).toStdString());
    return request;
}

/// A path of this environment, or the address as it is where it is of another one.
std::string BatchRun::targetOf(std::string_view target) const
{
    target = target.substr(0, target.find('#'));
    if (target.starts_with('$')) {
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        const auto place = m_places.find(target.substr(1, end - 1));
        if (place != m_places.end())
            return place->second + std::string(target.substr(end));
    }
    if (target.starts_with("http://") || target.starts_with("https://")) {
        const std::string url = m_context.url.toStdString();
        const std::string host = m_batch.get_header_value("Host");
        const std::string_view path = behindHost(target, {host, std::string_view(url).substr(url.find("://") + 3)});
        return std::string(path.empty() ? target : withoutInstallation(path));
    }
    return target.starts_with('/') ? std::string(withoutInstallation(target)) : "/data/" + std::string(target);
}

/// The record that the operation was about, for what comes later in the change set.
void BatchRun::remember(const odata::BatchOperation &operation, const httplib::Response &response)
{
    if (operation.contentId.empty())
        return;
    const std::string added = response.get_header_value("Location");
    const std::string place = targetOf(added.empty() ? operation.target : std::string_view(added));
    m_places.emplace(operation.contentId, place.substr(0, place.find('?')));
}

} // namespace practice
