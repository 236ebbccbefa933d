// The head of an HTTP/1.1 message, as the relay reads and changes it.
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

#include <optional>

namespace practice {

/// Start line and header lines; names are compared without regard to case, order is kept.
class HttpHead
{
public:
    /// From the bytes up to and with the empty line; nothing when they are no HTTP head.
    static std::optional<HttpHead> parse(const QByteArray &bytes);
    QByteArray toBytes() const;

    /// "GET", or "HTTP/1.1" in an answer.
    QByteArray firstWord() const { return word(0); }
    /// The request's target, or the answer's status.
    QByteArray secondWord() const { return word(1); }

    /// Of a request.
    void setTarget(const QByteArray &target);

    /// Empty when there is no such line.
    QByteArray value(const QByteArray &name) const;
    void remove(const QByteArray &name);
    void set(const QByteArray &name, const QByteArray &value);

    /// True when the sender means to close the connection after this message.
    bool isLast() const;

private:
    QByteArray word(int index) const { return m_startLine.split(' ').value(index); }

    QByteArray m_startLine;
    QList<QPair<QByteArray, QByteArray>> m_lines;
};

} // namespace practice
