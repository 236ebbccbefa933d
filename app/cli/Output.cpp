#include "app/cli/Output.h"

#include "app/base/VisibleText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cerrno>
#include <utility>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
bool isTerminal([[maybe_unused]] std::FILE *stream)
{
#ifdef Q_OS_UNIX
    return ::isatty(::fileno(stream)) == 1;
#else
    return false;
#endif
}

/// JSON that is the same value and carries no character that a terminal obeys: its writer leaves DEL, the controls
/// above it and the marks of direction as they are.
QString harmlessJson(const QByteArray &json)
{
    const auto isPlain = [](char c) { return static_cast<unsigned char>(c) < 0x7f; };
    if (std::ranges::all_of(json, isPlain))
        return QString::fromLatin1(json); // nearly always, and worth it in a list of a million
    const QString text = QString::fromUtf8(json);
    QString harmless;
    harmless.reserve(text.size());
    for (const QChar c : text) {
        const bool obeyed = (c.unicode() >= 0x7f && c.unicode() < 0xa0) || turnsDirection(c);
        if (obeyed)
            harmless += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            harmless += c;
    }
    return harmless;
}

QString unwritable(int error)
{
    return u"The output cannot be written: %1."_s.arg(qt_error_string(error));
}

QString padded(const QString &text, qsizetype columns)
{
    return text + QString(std::max<qsizetype>(0, columns - displayColumns(text)), u' ');
}
} // namespace

void holdStandardStreams()
{
#ifdef Q_OS_UNIX
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) == -1)
            (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY); // the lowest number that is free
    }
#endif
}

QString plainLine(const QString &text)
{
    return visibleText(text, LineEnds::AsSpaces).trimmed();
}

Output::Output(bool json, std::FILE *out, std::FILE *err, std::function<void()> broken)
    : m_json(json), m_out(out), m_err(err), m_broken(std::move(broken)),
      m_isTerminal(isTerminal(out) && isTerminal(err))
{
}

bool Output::write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    errno = 0;
    if (std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size()) &&
        std::fflush(stream) == 0)
        return true;
    const int error = errno;
    if (stream != m_out)
        return false;
    if (!m_writeError)
        m_writeError = error;
    if (m_broken)
        std::exchange(m_broken, {})();
    return false;
}

QString Output::trouble() const
{
    return m_writeError && *m_writeError != EPIPE ? unwritable(*m_writeError) : QString();
}

void Output::json(const QJsonValue &value)
{
    progress({});
    m_valueWritten = true;
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    write(m_out, harmlessJson(document.toJson(QJsonDocument::Indented)));
}

Result<void> Output::json(const QJsonObject &object, const QString &list, std::function<Result<QJsonArray>()> next)
{
    // The same text as in one piece: an empty list in it shows where the members stand, one level deeper.
    QJsonObject frame = object;
    frame[list] = QJsonArray();
    const QString text = harmlessJson(QJsonDocument(frame).toJson(QJsonDocument::Indented));
    const QString opening = u"\n    \"%1\": [\n"_s.arg(list);
    const qsizetype place = text.indexOf(opening) + opening.size();
    progress({});
    m_valueWritten = true;
    bool isRead = write(m_out, text.first(place));
    bool isFirst = true;
    while (isRead) {
        const auto members = next();
        if (!members)
            return fail(members.error());
        if (members->isEmpty())
            break;
        QString lines = harmlessJson(QJsonDocument(*members).toJson(QJsonDocument::Indented));
        lines = lines.sliced(2).chopped(3); // its brackets
        lines.replace(u'\n', u"\n    "_s);
        isRead = write(m_out, (isFirst ? u"    "_s : u",\n    "_s) + lines);
        isFirst = false;
    }
    write(m_out, (isFirst ? QString() : u"\n"_s) + text.sliced(place));
    return {};
}

void Output::jsonLine(const QJsonObject &object)
{
    progress({});
    m_lineWritten = true;
    write(m_out, harmlessJson(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Output::text(const QString &text)
{
    progress({});
    write(m_out, visibleText(text) + u'\n');
}

void Output::table(const QStringList &header, const QList<QStringList> &rows)
{
    QList<QStringList> lines{header};
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(plainLine(cell));
        lines.append(cells);
    }
    QList<qsizetype> widths(header.size(), 0);
    for (const QStringList &line : std::as_const(lines)) {
        for (qsizetype i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], displayColumns(line.value(i)));
    }
    QString all;
    for (const QStringList &line : std::as_const(lines)) {
        QString one;
        for (qsizetype i = 0; i < widths.size(); ++i)
            one += padded(line.value(i), widths[i] + 2);
        while (one.endsWith(u' '))
            one.chop(1);
        all += one + u'\n';
    }
    progress({});
    write(m_out, all);
}

void Output::fields(const QList<std::pair<QString, QString>> &fields)
{
    qsizetype width = 0;
    for (const auto &[name, value] : fields)
        width = std::max(width, value.isEmpty() ? 0 : displayColumns(name));
    QString all;
    for (const auto &[name, value] : fields) {
        if (!value.isEmpty())
            all += padded(name + u':', width + 2) + plainLine(value) + u'\n';
    }
    progress({});
    write(m_out, all);
}

Result<void> Output::data(std::string_view bytes)
{
    QByteArray harmless;
    if (isTerminal(m_out)) {
        harmless = visibleText(QString::fromUtf8(bytes.data(), qsizetype(bytes.size()))).toUtf8();
        bytes = {harmless.constData(), size_t(harmless.size())};
    }
    errno = 0;
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_out) == bytes.size() && std::fflush(m_out) == 0)
        return {};
    if (errno == EPIPE)
        return fail(ErrorKind::Cancelled, u"Nobody reads the output any more."_s);
    return fail(ErrorKind::Storage, unwritable(errno));
}

int Output::width() const
{
#ifdef Q_OS_UNIX
    winsize size{};
    if (isTerminal(m_out) && ::ioctl(::fileno(m_out), TIOCGWINSZ, &size) == 0)
        return size.ws_col;
#endif
    return 0;
}

void Output::note(const QString &text)
{
    progress({});
    write(m_err, plainLine(text) + u'\n');
}

void Output::terminalNote(const QString &text)
{
    if (isTerminal(m_err))
        note(text);
}

void Output::error(const Error &error)
{
    QString sentence = plainLine(error.message);
    QStringList more;
    if (!error.serviceCode.isEmpty() && !sentence.contains(error.serviceCode))
        more.append(error.serviceCode);
    if (!error.detail.isEmpty() && !sentence.contains(error.detail))
        more.append(plainLine(error.detail).left(300));
    if (!more.isEmpty())
        sentence += u" ("_s + more.join(u": "_s) + u')';
    note(sentence);
    if (!m_json || m_valueWritten)
        return;
    const QJsonObject object{{u"error"_s, toJson(error)}};
    if (m_lineWritten)
        jsonLine(object);
    else
        json(object);
}

void Output::progress(const QString &text)
{
    if (!m_isTerminal || (text.isEmpty() && !m_progressShown))
        return;
    write(m_err, u"\r\x1b[K"_s + plainLine(text));
    m_progressShown = !text.isEmpty();
}

} // namespace waybill
