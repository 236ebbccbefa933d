#include "app/environments/PackageName.h"

#include <QRegularExpression>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestPart = 120; ///< characters; at most 255 bytes with what is put behind them, in most scripts
constexpr qsizetype longestPartBytes = 220;
constexpr qsizetype longestTemplate = 300, deepestTemplate = 8;

QList<std::pair<QString, QString>> valuesOf(const PackageNaming &naming)
{
    const QDateTime time = naming.timeUtc.toUTC();
    return {{u"{environment}"_s, naming.environment},
            {u"{job}"_s, naming.job},
            {u"{company}"_s, naming.company},
            {u"{date}"_s, time.toString(u"yyyyMMdd"_s)},
            {u"{time}"_s, time.toString(u"HHmmss"_s)},
            {u"{key}"_s, QString::number(naming.key)},
            {u"{correlationId}"_s, naming.correlationId}};
}
} // namespace

QString standardPackageName()
{
    return u"{job}/{date}-{time} {correlationId}.zip"_s;
}

QStringList packageNameWords()
{
    QStringList words;
    for (const auto &[word, value] : valuesOf({}))
        words.append(word);
    return words;
}

QString unknownWord(const QString &text, const QStringList &known)
{
    static const QRegularExpression word(u"\\{[^{}]*\\}"_s);
    for (auto found = word.globalMatch(text); found.hasNext();) {
        const QString one = found.next().captured();
        if (!known.contains(one))
            return one.left(60);
    }
    return {};
}

QString withValues(const QString &text, const QList<std::pair<QString, QString>> &values)
{
    QString made;
    for (qsizetype at = 0; at < text.size();) {
        const auto found = std::ranges::find_if(
            values, [&](const auto &value) { return QStringView(text).sliced(at).startsWith(value.first); });
        made += found == values.cend() ? QString(text[at]) : found->second;
        at += found == values.cend() ? 1 : found->first.size();
    }
    return made;
}

Result<void> checkPackageName(const QString &nameTemplate)
{
    const auto refused = [](const QString &why) {
        return fail(ErrorKind::BadInput,
                    u"%1 The names of packages are made of text, / between folders, and %2; such as %3."_s.arg(
                        why, packageNameWords().join(u", "_s), standardPackageName()));
    };
    if (nameTemplate.size() > longestTemplate)
        return refused(u"The name template is longer than %1 characters."_s.arg(longestTemplate));
    if (const QString word = unknownWord(nameTemplate, packageNameWords()); !word.isEmpty())
        return refused(u"%1 stands for nothing in the name of a package."_s.arg(word));
    if (nameTemplate.startsWith(u'/') || nameTemplate.contains(u'\\') || nameTemplate.contains(u':'))
        return refused(u"Packages lie below the folder of the profile: a name begins with no / or drive, and has no "
                       u"\\ or : in it."_s);
    const QStringList parts = nameTemplate.split(u'/');
    if (parts.size() > deepestTemplate)
        return refused(u"The name template has more than %1 folders."_s.arg(deepestTemplate - 1));
    for (const QString &part : nameTemplate.isEmpty() ? QStringList() : parts) {
        const QString bare = withValues(part, valuesOf({}));
        if (part.trimmed().isEmpty() || part == "."_L1 || part == ".."_L1)
            return refused(u"A folder or file cannot be called “%1”."_s.arg(part));
        // A value may be anything; the text around it is what can be told to be wrong.
        if (std::ranges::any_of(bare, [](QChar c) { return c < u' ' || QStringView(u"<>\"|?*").contains(c); }))
            return refused(u"“%1” holds a sign that no file name can have on every system."_s.arg(part.left(100)));
    }
    return {};
}

QString legalNamePart(const QString &text)
{
    QString part;
    for (const QChar c : QString::fromUtf8(text.toUtf8())) { // halves of characters become signs
        const bool isSign = QStringView(u"<>:\"/\\|?*").contains(c);
        const bool isHidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
                              c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
        part += isSign || isHidden ? u'_' : c;
    }
    part.truncate(longestPart);
    while (part.toUtf8().size() > longestPartBytes || (!part.isEmpty() && part.back().isHighSurrogate()))
        part.chop(1);
    while (part.endsWith(u' ') || part.endsWith(u'.'))
        part.chop(1);
    while (part.startsWith(u' ') || part.startsWith(u'.')) // neither hidden nor `..`
        part.remove(0, 1);
    static const QRegularExpression device(
        u"\\A(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\.|\\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (device.match(part).hasMatch())
        part.prepend(u'_');
    return part.isEmpty() ? u"_"_s : part;
}

QString namedAfter(const QString &nameTemplate, const PackageNaming &naming)
{
    const auto values = valuesOf(naming);
    QStringList parts;
    const QString &used = nameTemplate.isEmpty() ? standardPackageName() : nameTemplate;
    for (const QString &part : used.split(u'/', Qt::SkipEmptyParts))
        parts.append(legalNamePart(withValues(part, values))); // values with slashes stay one part
    if (parts.isEmpty())
        parts.append(QString::number(naming.key));
    if (!parts.last().endsWith(".zip"_L1, Qt::CaseInsensitive))
        parts.last() += ".zip"_L1;
    return parts.join(u'/');
}

QString exampleName(const QString &nameTemplate, const QString &environment)
{
    const QDateTime time(QDate(2026, 11, 27), QTime(6, 30), Qt::UTC);
    return namedAfter(nameTemplate, {environment, u"Customers export"_s, u"usmf"_s,
                                     u"8f3c2d1e-5a4b-4c3d-9e8f-7a6b5c4d3e2f"_s, time, 7});
}

} // namespace waybill
