#pragma once

#include "app/connection/CheckStep.h"
#include "app/environments/Environment.h"
#include "app/http/Transport.h"

#include <qcorotask.h>

#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// The questions that the connection check puts: each changes nothing on the other side, is sent once and is never
/// repeated by itself. One thread.
class CheckCalls
{
public:
    CheckCalls(Environment environment, std::shared_ptr<Transport> transport);

    /// `{url}/data` without a token: how F&O shows itself to strangers.
    QCoro::Task<HttpOutcome> knock(std::stop_token stop) const;
    /// What the authority publishes about the tenant (`{authority}/{tenant}/v2.0/.well-known/openid-configuration`).
    QCoro::Task<HttpOutcome> tenant(std::stop_token stop) const;
    /// The probe: dequeue for an activity id of all zeros, which no job has (protocol.md section 3).
    QCoro::Task<HttpOutcome> probe(QByteArray token, std::stop_token stop) const;
    /// The list of OData's entity sets, `{url}/data`.
    QCoro::Task<HttpOutcome> entitySets(QByteArray token, std::stop_token stop) const;
    /// The status of a message that cannot be there, asked of one recurring data job.
    QCoro::Task<HttpOutcome> jobStatus(ActivityId job, QByteArray token, std::stop_token stop) const;

private:
    QCoro::Task<HttpOutcome> ask(QUrl url, QString purpose, QByteArray token, std::stop_token stop) const;
    QUrl at(const QString &path) const;

    Environment m_environment;
    std::shared_ptr<Transport> m_transport;
};

/// A question that nobody answered.
Finding noAnswer(const Error &error);
/// Where a redirect points to, or an invalid address.
QUrl redirectTarget(const HttpAnswer &answer);
/// Whether an answer of the environment sends the caller to a page to sign in: of its authority, of one of Microsoft's
/// clouds, or one whose address says so.
bool leadsToSignIn(const HttpAnswer &answer, const Environment &environment);
/// What only another environment than the saved one would answer; nothing for any other answer.
std::optional<Finding> anotherEnvironment(const HttpAnswer &answer, const Environment &environment);
/// One line of what came: the status, and the service's own words where there are some. No secrets.
QString seenOf(const HttpAnswer &answer);

} // namespace waybill
