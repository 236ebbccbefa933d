// One enqueue request.
#pragma once

#include "app/practice/StoredMessage.h"
#include "app/practice/calls/HttpTypes.h"
#include "app/practice/faults/Fault.h"

namespace practice {

struct Context;
struct Job;

/// Checks a request, streams its body into the profile, stores it and answers the message id (protocol section 2).
/// Whatever happens, the delivery is counted. Lives for one request.
class Enqueue
{
public:
    Enqueue(Context &context, const httplib::Request &request, httplib::Response &response);
    void run(const httplib::ContentReader &reader);

private:
    bool refuse(int status, const QString &message);
    bool isRefused();
    bool isRefusedByJob(const Job &job);
    bool receive(const httplib::ContentReader &reader, const QString &path);
    void store(const QString &path);
    void answerId(const StoredMessage &message);

    Context &m_context;
    const httplib::Request &m_request;
    httplib::Response &m_response;
    const std::optional<Fault> m_fault;
    Delivery m_delivery;
    QString m_company;
    bool m_written = true; ///< the disk took all that came
};

} // namespace practice
