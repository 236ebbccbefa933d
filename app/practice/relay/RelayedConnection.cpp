#include "app/practice/relay/RelayedConnection.h"

#include "app/practice/authority/TokenDesk.h"
#include "app/practice/relay/Flow.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 smallBody = 64 * 1024;
constexpr std::chrono::milliseconds lingering{2000};

bool is(const std::optional<Fault> &fault, QLatin1StringView name)
{
    return fault && fault->name == name;
}

/// The digest of a bearer token; of any other authorization something that is none.
QByteArray digestOf(const QByteArray &authorization)
{
    const QByteArray scheme = "bearer ";
    return authorization.toLower().startsWith(scheme) ? TokenDesk::digestOf(authorization.mid(scheme.size()).trimmed())
                                                      : QByteArray("none");
}

/// What an on-premises installation has in front of every path.
void leaveOutInstallation(HttpHead &head)
{
    const QByteArray prefix = onPremisesPath;
    const QByteArray target = head.secondWord();
    if (!target.toLower().startsWith(prefix.toLower()))
        return;
    const QByteArray rest = target.mid(prefix.size());
    if (rest.isEmpty() || rest.startsWith('/') || rest.startsWith('?'))
        head.setTarget(rest.startsWith('/') ? rest : '/' + rest);
}

/// Takes away what is between client and relay only, or ours to say, and says it.
void prepareForServer(HttpHead &head)
{
    const QByteArray encodings = head.value("Accept-Encoding");
    for (const char *hopHeader : {"Expect", "Connection", "Keep-Alive", "Accept-Encoding", faultHeader,
                                  identifierHeader, tokenHeader, encodingHeader, rangeHeader})
        head.remove(hopHeader);
    if (!encodings.isEmpty())
        head.set(encodingHeader, encodings);
    if (const QByteArray range = head.value("Range"); !range.isEmpty()) {
        head.remove("Range");
        head.set(rangeHeader, range);
    }
    if (const QByteArray authorization = head.value("Authorization"); !authorization.isEmpty()) {
        head.set(tokenHeader, digestOf(authorization));
        head.set("Authorization", "Bearer"); // that there was one is all that is left of it
    }
    if (const QByteArray identifier = head.value("x-ms-dyn-externalidentifier"); !identifier.isEmpty())
        head.set(identifierHeader, identifier.toBase64());
    head.set("Connection", "close");
}

/// Where to cut a body: `bytes`, or half of it; 1 KB where its length is not stated.
qint64 cutPoint(const Fault &fault, qint64 statedLength)
{
    return qint64(fault.number("bytes"_L1, statedLength >= 0 ? double(statedLength / 2) : 1024.0));
}

/// Every seventh byte, so that no JSON and no GUID survives.
void garble(QByteArray &bytes)
{
    for (qsizetype i = 0; i < bytes.size(); i += 7)
        bytes[i] = char(bytes[i] ^ 0x55);
}

} // namespace

RelayedConnection::RelayedConnection(Socket client, quint16 upstreamPort, const FaultChooser &chooser,
                                     const StopSignal &stop)
    : m_client(std::move(client)), m_upstreamPort(upstreamPort), m_chooser(chooser), m_stop(stop),
      m_wire(m_client, stop)
{
}

void RelayedConnection::run()
{
    while (serveOne()) {
    }
}

std::optional<Fault> RelayedConnection::chooseFault(const HttpHead &head, const BodyMeter &body)
{
    const bool isSmall = body.statedLength() > 0 && body.statedLength() <= smallBody;
    const bool isFile = callOf(head.secondWord()) == "enqueue"_L1;
    return m_chooser(head, isSmall && !isFile ? m_wire.peek(body.statedLength()) : QByteArray());
}

bool RelayedConnection::serveOne()
{
    auto head = m_wire.readHead();
    if (!head)
        return false;
    leaveOutInstallation(*head);
    const BodyMeter body = BodyMeter::ofRequest(*head);
    if (head->value("Expect").toLower() == "100-continue" && !m_wire.hasBytes() &&
        !m_client.write("HTTP/1.1 100 Continue\r\n\r\n", m_stop))
        return false;
    const auto fault = chooseFault(*head, body);
    const bool isLast = head->isLast();
    prepareForServer(*head);
    if (body.statedLength() == 0)
        head->set("Content-Length", "0");
    if (fault && placeOf(fault->name) == FaultPlace::Server)
        head->set(faultHeader, toHeaderValue(*fault));

    const Socket server = Socket::connectTo(m_upstreamPort);
    if (!server.isOpen() || !server.write(head->toBytes(), m_stop) || is(fault, "cutBeforeBody"_L1))
        return false;
    const Upload upload = passBody(body, server, fault);
    if (upload == Upload::Broken)
        return false;
    const bool mustClose = isLast || upload == Upload::Answered;
    const bool goesOn = passAnswer(*head, server, fault, mustClose) && !mustClose;
    if (upload == Upload::Answered) {
        m_client.endWriting();
        m_client.drain(lingering, m_stop);
    }
    return goesOn;
}

RelayedConnection::Upload RelayedConnection::passBody(BodyMeter body, const Socket &server,
                                                      const std::optional<Fault> &fault)
{
    Flow flow(server, m_stop);
    if (is(fault, "cutInBody"_L1))
        flow.cutAfter(cutPoint(*fault, body.statedLength()));
    if (is(fault, "slowUpload"_L1))
        flow.limitSpeed(fault->number("bytesPerSecond"_L1, 10000));
    while (!body.isDone() && !flow.isCut()) {
        if (!m_wire.hasBytes()) {
            const int readable = waitForEither(m_client, server, m_stop);
            if (readable != 1)
                return readable == 2 ? Upload::Answered : Upload::Broken;
        }
        const QByteArrayView bytes = m_wire.read();
        if (bytes.isEmpty())
            return Upload::Broken;
        const qsizetype taken = body.take(bytes.data(), bytes.size());
        m_wire.unread(bytes.size() - taken);
        if (!flow.pass(bytes.data(), taken))
            return Upload::Broken;
    }
    return flow.isCut() ? Upload::Broken : Upload::Done;
}

bool RelayedConnection::passAnswer(const HttpHead &request, const Socket &server, const std::optional<Fault> &fault,
                                   bool isLast)
{
    Wire wire(server, m_stop);
    auto head = wire.readHead();
    if (!head || is(fault, "cutAfterBody"_L1))
        return false;
    if (is(fault, "noAnswer"_L1)) {
        waitForClient();
        return false;
    }
    if (is(fault, "delay"_L1) &&
        !m_stop.pause(std::chrono::milliseconds(qint64(fault->number("seconds"_L1, 1) * 1000))))
        return false;
    const BodyMeter body = BodyMeter::ofAnswer(*head, request.firstWord());
    head->remove("Keep-Alive");
    head->remove("Connection");
    if (isLast || body.endsWithConnection())
        head->set("Connection", "close");
    const QByteArray bytes = head->toBytes();
    if (is(fault, "cutInStatusLine"_L1) || is(fault, "cutInHeaders"_L1))
        return cutInHead(bytes, *fault);
    return m_client.write(bytes, m_stop) && passAnswerBody(wire, body, fault) && !body.endsWithConnection();
}

bool RelayedConnection::cutInHead(const QByteArray &head, const Fault &fault)
{
    const qsizetype line = head.indexOf('\n') + 1;
    const qsizetype cut =
        fault.name == "cutInStatusLine"_L1 ? std::min<qsizetype>(10, line / 2) : line + (head.size() - line) / 2;
    m_client.write(head.constData(), cut, m_stop);
    return false;
}

bool RelayedConnection::passAnswerBody(Wire &wire, BodyMeter body, const std::optional<Fault> &fault)
{
    Flow flow(m_client, m_stop);
    if (is(fault, "cutInAnswer"_L1) || is(fault, "stall"_L1))
        flow.cutAfter(cutPoint(*fault, body.statedLength()));
    if (is(fault, "slowAnswer"_L1))
        flow.limitSpeed(fault->number("bytesPerSecond"_L1, 20));
    while (!body.isDone() && !flow.isCut()) {
        const QByteArrayView view = wire.read();
        if (view.isEmpty())
            return false;
        const qsizetype taken = body.take(view.data(), view.size());
        if (is(fault, "garble"_L1)) {
            QByteArray bytes(view.data(), taken);
            garble(bytes);
            if (!flow.pass(bytes.constData(), bytes.size()))
                return false;
        } else if (!flow.pass(view.data(), taken)) {
            return false;
        }
    }
    if (is(fault, "stall"_L1))
        waitForClient();
    return !flow.isCut();
}

void RelayedConnection::waitForClient()
{
    while (!m_wire.read().isEmpty()) {
    }
}

} // namespace practice
