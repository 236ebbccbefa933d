#include "app/cli/Terminal.h"

#include "app/base/Sleep.h"

#include <QSocketNotifier>
#include <QStringDecoder>

#include <cstdio>
#include <iostream>
#include <string>
#include <utility>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr qsizetype longestSecret = 64 << 10; ///< bytes

enum class Until { LineEnd, EndOfInput };

#ifdef Q_OS_UNIX
/// Switches the echo of standard input off as long as it lives.
class NoEcho
{
public:
    NoEcho()
    {
        if (::tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        m_changed = true;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho()
    {
        if (m_changed)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(NoEcho)

private:
    termios m_before = {};
    bool m_changed = false;
};

/// Bytes of standard input without blocking the event loop; nothing when stopped.
QCoro::Task<std::optional<QByteArray>> readInput(Until until, qsizetype longest, std::stop_token stop)
{
    QByteArray bytes;
    std::stop_source wake; // asked by `stop` and by the end of what is read
    const std::stop_callback chain(stop, [wake]() mutable { wake.request_stop(); });
    bool ended = false;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [&] {
        char buffer[1 << 16];
        const auto got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got > 0)
            bytes.append(buffer, got);
        ended = got <= 0 || bytes.size() > longest || (until == Until::LineEnd && bytes.contains('\n'));
        if (ended) {
            notifier.setEnabled(false);
            wake.request_stop();
        }
    });
    while (!wake.stop_requested())
        co_await sleepFor(24h, wake.get_token());
    if (!ended)
        co_return std::nullopt;
    co_return std::optional<QByteArray>(bytes);
}
#else
class NoEcho
{
};

QCoro::Task<std::optional<QByteArray>> readInput(Until until, qsizetype longest, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return std::nullopt;
    std::string line, all;
    while (std::getline(std::cin, line)) {
        all += line + '\n';
        if (until == Until::LineEnd || all.size() > size_t(longest))
            break;
    }
    co_return std::optional<QByteArray>(QByteArray::fromStdString(all));
}
#endif

QCoro::Task<std::optional<QByteArray>> askLine(QString question, std::stop_token stop)
{
    std::fprintf(stderr, "%s", question.toUtf8().constData());
    std::fflush(stderr);
    std::optional<QByteArray> line;
    {
        const NoEcho silent;
        line = co_await readInput(Until::LineEnd, longestSecret, stop);
    }
    std::fprintf(stderr, "\n");
    co_return line;
}

Result<QString> secretOf(QByteArray bytes)
{
    if (bytes.size() > longestSecret)
        return fail(ErrorKind::BadInput, u"What came on standard input is too long for a secret."_s);
    if (bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    if (bytes.isEmpty()) {
        return fail(ErrorKind::BadInput, u"The secret on standard input is empty; nothing was saved. Pass its "
                                         u"value, such as with: printf %s \"$SECRET\" | waybill-cli …"_s);
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString secret = decoder(bytes);
    if (decoder.hasError() || secret.contains(QChar(0)))
        return fail(ErrorKind::BadInput, u"The secret on standard input is not text (UTF-8); nothing was saved."_s);
    return secret;
}

/// One line each; nothing may be left over.
Result<QStringList> secretsOf(const QByteArray &bytes, qsizetype count)
{
    QByteArrayList lines = bytes.split('\n');
    if (lines.size() > 1 && lines.last().isEmpty())
        lines.removeLast();
    if (lines.size() != count) {
        return fail(ErrorKind::BadInput,
                    u"Standard input holds %1 lines instead of %2, one for each secret; nothing was saved."_s
                        .arg(lines.size())
                        .arg(count));
    }
    QStringList secrets;
    for (const QByteArray &line : std::as_const(lines)) {
        const auto secret = secretOf(line + '\n');
        if (!secret)
            return fail(secret.error());
        secrets.append(*secret);
    }
    return secrets;
}
} // namespace

bool Terminal::isThere()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
#else
    return false;
#endif
}

QCoro::Task<std::optional<QString>> Terminal::askSecret(QString question, std::stop_token stop)
{
    if (!isThere())
        co_return std::nullopt;
    auto line = co_await askLine(question, stop);
    if (!line)
        co_return std::nullopt;
    const auto secret = secretOf(*line);
    if (!secret)
        co_return std::nullopt;
    co_return std::optional<QString>(*secret);
}

QCoro::Task<Result<QStringList>> Terminal::readSecrets(QStringList questions, std::stop_token stop)
{
    const auto interrupted =
        fail(ErrorKind::Cancelled, u"Reading the secrets from standard input was interrupted; nothing was saved."_s);
    if (!isThere()) {
        const auto bytes = co_await readInput(Until::EndOfInput, longestSecret, stop);
        if (!bytes)
            co_return interrupted;
        co_return secretsOf(*bytes, questions.size());
    }
    QStringList secrets;
    for (const QString &question : questions) {
        const auto line = co_await askLine(question, stop);
        if (!line)
            co_return interrupted;
        const auto secret = secretOf(*line);
        if (!secret)
            co_return fail(secret.error());
        secrets.append(*secret);
    }
    co_return secrets;
}

QCoro::Task<Result<QByteArray>> Terminal::readAll(qint64 longest, std::stop_token stop)
{
    auto bytes = co_await readInput(Until::EndOfInput, longest, stop);
    if (!bytes)
        co_return fail(ErrorKind::Cancelled, u"Reading standard input was interrupted."_s);
    if (bytes->size() > longest) {
        co_return fail(ErrorKind::BadInput,
                       u"What came on standard input is longer than %1 MB."_s.arg(longest >> 20));
    }
    co_return *bytes;
}

} // namespace waybill
