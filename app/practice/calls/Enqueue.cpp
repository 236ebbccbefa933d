#include "app/practice/calls/Enqueue.h"

#include "app/practice/BatchPlan.h"
#include "app/practice/ImportWorker.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/MessageIdShape.h"
#include "app/practice/calls/Parameter.h"
#include "app/practice/calls/ServerFaults.h"

#include <httplib.h>
#include <openssl/evp.h>

#include <QFile>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// SHA-256 while the bytes pass; Qt's own is ten times slower.
class Digest
{
public:
    Digest() : m_context(EVP_MD_CTX_new()) { EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr); }
    ~Digest() { EVP_MD_CTX_free(m_context); }
    Q_DISABLE_COPY_MOVE(Digest)

    void add(const char *data, size_t size) { EVP_DigestUpdate(m_context, data, size); }
    QString hex()
    {
        QByteArray bytes(32, '\0');
        EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char *>(bytes.data()), nullptr);
        return QString::fromLatin1(bytes.toHex());
    }

private:
    EVP_MD_CTX *m_context;
};

} // namespace

Enqueue::Enqueue(Context &context, const httplib::Request &request, httplib::Response &response)
    : m_context(context), m_request(request), m_response(response), m_fault(faultOf(request))
{
    m_delivery.atUtc = QDateTime::currentDateTimeUtc();
    m_delivery.activityId = QString::fromStdString(request.matches[1].str());
    m_delivery.externalIdentifier =
        QString::fromUtf8(QByteArray::fromBase64(headerOf(request, identifierHeader).toLatin1()));
}

void Enqueue::run(const httplib::ContentReader &reader)
{
    const bool refused = isRefused();
    const QString path = refused ? QString() : m_context.store.newIncomingPath();
    m_delivery.complete = receive(reader, path);
    if (!refused) {
        if (!m_delivery.complete)
            refuse(400, u"The request ended before its body was whole."_s);
        else if (m_delivery.bytes == 0)
            refuse(400, u"The request has no body: there is nothing to import."_s);
        else if (!m_written)
            refuse(500, u"The file could not be stored."_s);
        else
            store(path);
        QFile::remove(path); // not there any more when it was stored
    }
    m_delivery.status = m_delivery.complete ? m_response.status : 0;
    m_context.store.addDelivery(m_delivery);
}

bool Enqueue::refuse(int status, const QString &message)
{
    answerMessage(m_response, status, message);
    return true;
}

bool Enqueue::isRefused()
{
    if (refuseFor(m_fault, m_context, m_response) || !mayEnter(m_context, m_request, m_response))
        return true;
    const QUuid activity(m_delivery.activityId);
    if (activity.isNull())
        return refuse(400, u"The activity ID \"%1\" is not a valid GUID."_s.arg(m_delivery.activityId));
    m_delivery.activityId = activity.toString(QUuid::WithoutBraces);
    const auto job = m_context.profile.job(m_delivery.activityId);
    if (!job)
        return refuse(404, u"The activity ID %1 was not found."_s.arg(m_delivery.activityId));
    return !mayUseJob(m_context, m_request, m_response, *job) || isRefusedByJob(*job);
}

bool Enqueue::isRefusedByJob(const Job &job)
{
    const QString entity = parameter(m_request, "entity");
    m_company = parameter(m_request, "company");
    if (job.direction != "import"_L1)
        return refuse(400, u"The recurring data job \"%1\" is not an import job."_s.arg(job.name));
    if (job.package && !entity.isEmpty())
        return refuse(400, u"The recurring data job \"%1\" takes data packages; leave the entity out."_s.arg(job.name));
    if (!job.package && entity.isEmpty())
        return refuse(400, u"The entity is missing from the request."_s);
    if (!job.package && !m_context.importer.knowsEntity(entity))
        return refuse(
            400, u"The entity \"%1\" was not found. Use the entity's label, such as \"%2\"."_s.arg(entity, job.entity));
    if (!job.package && entity.compare(job.entity, Qt::CaseInsensitive) != 0)
        return refuse(400, u"The entity \"%1\" is not part of the recurring data job \"%2\"."_s.arg(entity, job.name));
    if (m_company.isEmpty())
        m_company = job.company;
    if (!m_context.importer.knowsCompany(m_company))
        return refuse(400, u"The legal entity \"%1\" does not exist."_s.arg(m_company));
    return false;
}

bool Enqueue::receive(const httplib::ContentReader &reader, const QString &path)
{
    QFile file(path);
    m_written = path.isEmpty() || file.open(QIODevice::WriteOnly);
    // The library hands over 4 KB at a time; digest and disk like larger pieces.
    QByteArray gathered;
    constexpr qsizetype piece = 256 * 1024;
    gathered.reserve(piece + 8192);
    Digest digest;
    const auto pass = [&] {
        digest.add(gathered.constData(), size_t(gathered.size()));
        if (file.isOpen() && m_written)
            m_written = file.write(gathered) == gathered.size();
        m_delivery.bytes += gathered.size();
        gathered.resize(0);
    };
    // A refused body is read to its end too: the answer must not be lost in a reset connection.
    const bool whole = reader([&](const char *data, size_t size) {
        gathered.append(data, qsizetype(size));
        if (gathered.size() >= piece)
            pass();
        return true;
    });
    pass();
    m_delivery.sha256 = digest.hex();
    m_written = m_written && (!file.isOpen() || file.flush());
    return whole;
}

void Enqueue::store(const QString &path)
{
    StoredMessage message;
    const Job job = m_context.profile.job(m_delivery.activityId).value_or(Job{});
    message.activityId = m_delivery.activityId;
    message.entity = job.entity;
    message.format = job.format;
    message.company = m_company;
    message.externalIdentifier = m_delivery.externalIdentifier;
    message.bytes = m_delivery.bytes;
    message.sha256 = m_delivery.sha256;
    message.storedUtc = QDateTime::currentDateTimeUtc();
    message.storedClock = m_context.clock.now();
    if (!m_context.store.store(message, path)) {
        refuse(500, u"The file could not be stored."_s);
        return;
    }
    m_delivery.messageId = message.messageId;
    m_context.batches.add(batchedOf(m_context.profile, m_context.settings.recurrence, message));
    m_context.worker.add(message.messageId);
    answerId(message);
}

void Enqueue::answerId(const StoredMessage &message)
{
    if (denyFor(m_fault, m_response))
        return;
    IdShape shape = IdShape(message.number % 4);
    if (m_fault && m_fault->name == "oddGuid"_L1)
        shape = shapeNamed(m_fault->text("shape"_L1)).value_or(shape);
    answerText(m_response, 200, inShape(message.messageId, shape),
               shape == IdShape::Plain || shape == IdShape::Braces ? "text/plain; charset=utf-8"
                                                                   : "application/json; charset=utf-8");
    spoilFor(m_fault, m_response);
}

} // namespace practice
