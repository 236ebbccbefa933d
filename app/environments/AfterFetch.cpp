#include "app/environments/AfterFetch.h"

#include "app/environments/PackageName.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds longest{3600};
constexpr qsizetype mostArguments = 100, longestText = 4000;

/// Whether Windows would give it to a shell, which takes arguments apart by rules of its own.
bool isScriptOfAShell(const QString &program)
{
    return program.endsWith(".bat"_L1, Qt::CaseInsensitive) || program.endsWith(".cmd"_L1, Qt::CaseInsensitive);
}

Result<void> checkPath(const QString &path, const QString &what)
{
    if (path.isEmpty())
        return {};
    if (path.size() > longestText || path.contains(QChar(u'\0')))
        return fail(ErrorKind::BadInput, u"%1 is no name that a file can have."_s.arg(what));
    if (!QDir::isAbsolutePath(path)) {
        return fail(ErrorKind::BadInput,
                    u"%1 “%2” has to be given whole, from the root on."_s.arg(what, path.left(200)));
    }
    return {};
}
} // namespace

QStringList afterFetchWords()
{
    return {u"{file}"_s, u"{job}"_s, u"{company}"_s, u"{key}"_s, u"{environment}"_s, u"{correlationId}"_s};
}

Result<void> check(const AfterFetch &after)
{
    if (auto folder = checkPath(after.copyTo, u"The folder for copies of packages"_s); !folder)
        return folder;
    if (auto program = checkPath(after.program, u"The program to run after a fetch"_s); !program)
        return program;
    if (isScriptOfAShell(after.program)) {
        return fail(ErrorKind::BadInput, u"“%1” is a script of a shell, which would read the arguments its own way. "
                                         u"Name a program instead."_s.arg(after.program));
    }
    if (after.limit.count() < 1 || after.limit > longest) {
        return fail(ErrorKind::BadInput,
                    u"%1 seconds are no time for the program after a fetch. Give a number from 1 to %2."_s.arg(
                        QString::number(after.limit.count()), QString::number(longest.count())));
    }
    if (after.arguments.size() > mostArguments)
        return fail(ErrorKind::BadInput, u"The program after a fetch takes at most %1 arguments."_s.arg(mostArguments));
    for (const QString &argument : after.arguments) {
        if (argument.size() > longestText || argument.contains(QChar(u'\0'))) {
            return fail(ErrorKind::BadInput,
                        u"The argument “%1…” is too long, or holds what no program can take."_s.arg(
                            argument.left(60).remove(QChar(u'\0'))));
        }
        if (const QString word = unknownWord(argument, afterFetchWords()); !word.isEmpty()) {
            return fail(ErrorKind::BadInput,
                        u"%1 stands for nothing that is known after a fetch. An argument may hold %2."_s.arg(
                            word, afterFetchWords().join(u", "_s)));
        }
    }
    return {};
}

Result<void> checkOnDisk(const AfterFetch &after)
{
    if (!after.copyTo.isEmpty() && !QFileInfo(after.copyTo).isDir()) {
        return fail(ErrorKind::BadInput,
                    u"%1 is no folder that is there. Make it first."_s.arg(QDir::toNativeSeparators(after.copyTo)));
    }
    const QFileInfo program(after.program);
    if (!after.program.isEmpty() && !(program.isFile() && program.isExecutable())) {
        return fail(ErrorKind::BadInput, u"%1 is no program that may be run. Check its name and your rights."_s.arg(
                                             QDir::toNativeSeparators(after.program)));
    }
    return {};
}

QJsonObject toJson(const AfterFetch &after)
{
    return {{u"copyTo"_s, after.copyTo},
            {u"program"_s, after.program},
            {u"arguments"_s, QJsonArray::fromStringList(after.arguments)},
            {u"limit"_s, qint64(after.limit.count())}};
}

AfterFetch afterFetchFromJson(const QJsonObject &object)
{
    AfterFetch after;
    after.copyTo = object[u"copyTo"_s].toString();
    after.program = object[u"program"_s].toString();
    for (const QJsonValue &argument : object[u"arguments"_s].toArray())
        after.arguments.append(argument.toString());
    after.limit = std::chrono::seconds(object[u"limit"_s].toInteger(after.limit.count()));
    return after;
}

QStringList argumentsIn(const QString &line)
{
    QStringList all;
    QString word;
    bool isQuoted = false, isBegun = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'\\' && i + 1 < line.size() && line[i + 1] == u'"') {
            word += line[++i];
            isBegun = true;
        } else if (c == u'"') {
            isQuoted = !isQuoted;
            isBegun = true;
        } else if (c.isSpace() && !isQuoted) {
            if (isBegun)
                all.append(word);
            word.clear();
            isBegun = false;
        } else {
            word += c;
            isBegun = true;
        }
    }
    if (isBegun)
        all.append(word);
    return all;
}

QString lineOf(const QStringList &arguments)
{
    QStringList words;
    for (QString word : arguments) {
        const bool isParted =
            word.isEmpty() || std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isSpace(); });
        // Those that end it stand behind the quote, which they would take for a sign of the argument.
        qsizetype end = word.size();
        while (end > 0 && word[end - 1] == u'\\')
            --end;
        const QString last = isParted ? word.sliced(end) : QString();
        word.chop(last.size());
        word.replace(u'"', "\\\""_L1);
        words.append(isParted ? u'"' + word + u'"' + last : word);
    }
    return words.join(u' ');
}

} // namespace waybill
