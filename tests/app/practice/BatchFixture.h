// Batches as a client writes them, and what comes back, taken apart.
#pragma once

#include "ODataFixture.h"

#include <QList>

/// What came back for one operation, or for a change set.
struct BatchAnswer {
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< of the answer itself, names in lower case
    QByteArray contentId;
    QByteArray body;
    QList<BatchAnswer> set; ///< of a change set that was done

    QJsonObject json() const
    {
        Reply reply;
        reply.body = body;
        return reply.json();
    }
    QString sentence() const
    {
        return json()[QLatin1String("error")][QLatin1String("innererror")][QLatin1String("message")].toString();
    }
};

/// One operation with the head of its part.
inline QByteArray operation(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                            const QByteArray &contentId = {}, const QByteArray &headers = {})
{
    return "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n" +
           (contentId.isEmpty() ? QByteArray() : "Content-ID: " + contentId + "\r\n") + "\r\n" + method + ' ' + target +
           " HTTP/1.1\r\n" + headers + "Content-Type: application/json\r\n\r\n" + body;
}

/// Parts with a boundary around each.
inline QByteArray multipart(const QList<QByteArray> &parts, const QByteArray &boundary)
{
    QByteArray text;
    for (const QByteArray &part : parts)
        text += "--" + boundary + "\r\n" + part + "\r\n";
    return text + "--" + boundary + "--\r\n";
}

inline QByteArray changeSet(const QList<QByteArray> &operations)
{
    return "Content-Type: multipart/mixed; boundary=changes\r\n\r\n" + multipart(operations, "changes");
}

/// Takes the answer to a batch apart. An answer with status 0 stands where something is not as it must be.
inline QList<BatchAnswer> answersIn(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray before = "multipart/mixed; boundary=";
    const QByteArray delimiter = "--" + contentType.mid(before.size());
    if (!contentType.startsWith(before) || !body.startsWith(delimiter) || !body.endsWith(delimiter + "--\r\n"))
        return {BatchAnswer()};
    QList<BatchAnswer> answers;
    qsizetype begin = delimiter.size() + 2;
    while (begin < body.size() - 2) {
        const qsizetype end = body.indexOf("\r\n" + delimiter, begin);
        const QByteArray part = body.mid(begin, end - begin);
        begin = end + 2 + delimiter.size() + 2;
        const auto split = [](const QByteArray &text, QHash<QByteArray, QByteArray> &headers) {
            const qsizetype headEnd = text.indexOf("\r\n\r\n");
            for (const QByteArray &line : text.left(headEnd).split('\n'))
                headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());
            return text.mid(headEnd + 4);
        };
        BatchAnswer answer;
        QHash<QByteArray, QByteArray> mime;
        const QByteArray content = split(part, mime);
        answer.contentId = mime.value("content-id");
        if (mime.value("content-type").startsWith(before)) {
            answer.set = answersIn(mime.value("content-type"), content + "\r\n");
        } else if (mime.value("content-type") == "application/http" &&
                   mime.value("content-transfer-encoding") == "binary" && content.startsWith("HTTP/1.1 ")) {
            answer.body = split(content, answer.headers);
            answer.status = content.mid(9, 3).toInt();
        }
        answers << answer;
    }
    return answers;
}

/// A practice environment that is asked in batches.
class BatchPractice : public ODataPractice
{
public:
    Reply send(const QByteArray &body, const QByteArray &contentType = "multipart/mixed; boundary=batch",
               const QByteArray &headers = {})
    {
        return call("POST", "/data/$batch", body,
                    "Authorization: Bearer " + token() + "\r\nContent-Type: " + contentType + "\r\n" + headers);
    }
    /// The answers to these parts.
    QList<BatchAnswer> run(const QList<QByteArray> &parts, const QByteArray &headers = {})
    {
        const Reply reply = send(multipart(parts, "batch"), "multipart/mixed; boundary=batch", headers);
        return reply.status == 200 ? answersIn(reply.headers.value("content-type"), reply.body) : QList<BatchAnswer>();
    }
    static QList<int> statuses(const QList<BatchAnswer> &answers)
    {
        QList<int> all;
        for (const BatchAnswer &answer : answers)
            all << answer.status;
        return all;
    }
    /// The ids of all customer groups of usmf.
    QStringList groups() { return column(QStringLiteral("/data/CustomerGroups"), QStringLiteral("CustomerGroupId")); }
    /// Adds a customer group.
    static QByteArray addGroup(const QByteArray &id, const QByteArray &contentId = {})
    {
        return operation("POST", "CustomerGroups", R"({"CustomerGroupId":")" + id + R"(","Description":"new"})",
                         contentId);
    }
};

/// The preference with which all operations are run.
inline const QByteArray continueOnError = "Prefer: odata.continue-on-error\r\n";
