#include "ui/explore/QueryParameters.h"

#include <QRegularExpression>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

const QRegularExpression &parameter()
{
    static const QRegularExpression expression(u"\\{([A-Za-z_][A-Za-z0-9_]{0,39})\\}"_s);
    return expression;
}

/// A value as it may stand in an address: what means something there is encoded.
QString encodedValue(const QString &value)
{
    QString encoded;
    for (const QChar c : value) {
        if (u"%&#+?"_s.contains(c))
            encoded += QString::fromLatin1(QByteArray(1, char(c.unicode())).toPercentEncoding());
        else
            encoded += c;
    }
    return encoded;
}

} // namespace

QStringList parametersIn(const QString &text)
{
    QStringList names;
    for (const QRegularExpressionMatch &match : parameter().globalMatch(text)) {
        if (!names.contains(match.captured(1)))
            names.append(match.captured(1));
    }
    return names;
}

QString withParameters(const QString &text, const QHash<QString, QString> &values)
{
    QString whole;
    qsizetype from = 0;
    qsizetype quotes = 0;
    for (const QRegularExpressionMatch &match : parameter().globalMatch(text)) {
        const QStringView before = QStringView(text).mid(from, match.capturedStart() - from);
        quotes += before.count(u'\'');
        from = match.capturedEnd();
        whole += before;
        const auto value = values.constFind(match.captured(1));
        if (value == values.cend())
            whole += match.captured();
        else
            whole += encodedValue(quotes % 2 == 1 ? QString(*value).replace(u"'"_s, u"''"_s) : *value);
    }
    return whole.append(QStringView(text).mid(from));
}

QString withStandIns(const QString &text)
{
    QString whole = text;
    for (const QRegularExpressionMatch &match : parameter().globalMatch(text))
        whole.replace(match.capturedStart(), match.capturedLength(), QString(match.capturedLength(), u'1'));
    return whole;
}

} // namespace waybill
