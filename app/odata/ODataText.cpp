#include "app/odata/ODataText.h"

#include <QByteArray>
#include <QUrl>

namespace waybill::odata {
using namespace Qt::StringLiterals;

namespace {
/// Calls `see(place, depth)` for each character outside of quotes until it answers false.
template <class See>
void walk(QStringView text, See see)
{
    bool quotes = false;
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\'') {
            quotes = !quotes; // a doubled quote leaves and enters again
            continue;
        }
        if (quotes)
            continue;
        if (c == u')')
            --depth;
        if (!see(i, depth))
            return;
        if (c == u'(')
            ++depth;
    }
}

bool isWordEnd(QStringView text, qsizetype at)
{
    return at < 0 || at >= text.size() || text[at].isSpace() || text[at] == u'(' || text[at] == u')';
}
} // namespace

QString quoted(const QString &text)
{
    QString doubled = text;
    return u'\'' + doubled.replace(u'\'', u"''"_s) + u'\'';
}

std::optional<QString> unquoted(QStringView literal)
{
    if (literal.size() < 2 || !literal.startsWith(u'\'') || !literal.endsWith(u'\''))
        return std::nullopt;
    const QStringView inner = literal.sliced(1, literal.size() - 2);
    QString text;
    for (qsizetype i = 0; i < inner.size(); ++i) {
        if (inner[i] == u'\'' && (++i >= inner.size() || inner[i] != u'\''))
            return std::nullopt;
        text += inner[i];
    }
    return text;
}

QStringList split(const QString &text, QChar separator)
{
    QStringList pieces;
    qsizetype begin = 0;
    walk(text, [&](qsizetype at, int depth) {
        if (depth == 0 && text[at] == separator) {
            pieces.append(text.sliced(begin, at - begin).trimmed());
            begin = at + 1;
        }
        return true;
    });
    pieces.append(text.sliced(begin).trimmed());
    pieces.removeAll(QString());
    return pieces;
}

qsizetype indexOutsideQuotes(QStringView text, QChar c, qsizetype from)
{
    qsizetype found = -1;
    walk(text, [&](qsizetype at, int) {
        if (at >= from && text[at] == c)
            found = at;
        return found < 0;
    });
    return found;
}

bool hasOperator(QStringView text, QStringView word)
{
    bool found = false;
    walk(text, [&](qsizetype at, int depth) {
        found = depth == 0 && text.sliced(at).startsWith(word) && isWordEnd(text, at - 1) &&
                isWordEnd(text, at + word.size());
        return !found;
    });
    return found;
}

bool isInBrackets(QStringView text)
{
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return false;
    qsizetype closed = -1;
    walk(text, [&](qsizetype at, int depth) {
        if (text[at] == u')' && depth == 0)
            closed = at;
        return closed < 0;
    });
    return closed == text.size() - 1;
}

QByteArray encoded(const QString &value)
{
    return QUrl::toPercentEncoding(value, "'()*,/:=$@!~");
}

QByteArray encodedPart(const QString &part)
{
    return QUrl::toPercentEncoding(part, "'()*,:=$@!~");
}

QString decoded(QStringView value)
{
    QByteArray bytes = value.toUtf8();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

} // namespace waybill::odata
