#include "app/practice/relay/HttpHead.h"

namespace practice {

std::optional<HttpHead> HttpHead::parse(const QByteArray &bytes)
{
    HttpHead head;
    for (const QByteArray &part : bytes.split('\n')) {
        const QByteArray line = part.trimmed();
        if (line.isEmpty())
            continue;
        if (head.m_startLine.isEmpty()) {
            head.m_startLine = line;
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return std::nullopt;
        head.m_lines.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    if (!head.m_startLine.contains("HTTP/1.") || head.secondWord().isEmpty())
        return std::nullopt;
    return head;
}

QByteArray HttpHead::toBytes() const
{
    QByteArray bytes = m_startLine + "\r\n";
    for (const auto &[name, value] : m_lines)
        bytes += name + ": " + value + "\r\n";
    return bytes + "\r\n";
}

void HttpHead::setTarget(const QByteArray &target)
{
    QList<QByteArray> words = m_startLine.split(' ');
    words[1] = target;
    m_startLine = words.join(' ');
}

QByteArray HttpHead::value(const QByteArray &name) const
{
    for (const auto &[other, value] : m_lines)
        if (other.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

void HttpHead::remove(const QByteArray &name)
{
    m_lines.removeIf([&](const auto &line) { return line.first.compare(name, Qt::CaseInsensitive) == 0; });
}

void HttpHead::set(const QByteArray &name, const QByteArray &value)
{
    remove(name);
    m_lines.append({name, value});
}

bool HttpHead::isLast() const
{
    const QByteArray connection = value("Connection").toLower();
    return connection.contains("close") || (m_startLine.contains("HTTP/1.0") && !connection.contains("keep-alive"));
}

} // namespace practice
