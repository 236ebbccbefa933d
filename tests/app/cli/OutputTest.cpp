#include "app/cli/ExitCode.h"
#include "app/cli/Output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cerrno>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

using namespace waybill;
using namespace Qt::StringLiterals;

class OutputTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void alignsTables();
    void letsNoControlCharacterThrough();
    void keepsJsonTheSameValueAndHarmless();
    void writesALongListWhileItIsRead();
    void saysWhatEndedALongList();
    void printsErrorsTwiceWithJson();
    void printsNoErrorObjectAfterAValue();
    void printsAnErrorAsTheLastOfLines();
    void showsNoProgressWithoutATerminal();
    void noticesThatNobodyReads();
    void saysWhyTheOutputIsNotWritten();
    void takesAReaderThatLeftForNoTrouble();
    void ranksExitCodes();

private:
    static QByteArray content(std::FILE *file)
    {
        QByteArray bytes(65536, '\0');
        std::rewind(file);
        bytes.truncate(qsizetype(std::fread(bytes.data(), 1, size_t(bytes.size()), file)));
        return bytes;
    }
    std::FILE *m_out = nullptr;
    std::FILE *m_err = nullptr;
};

void OutputTest::init()
{
    m_out = std::tmpfile();
    m_err = std::tmpfile();
}

void OutputTest::cleanup()
{
    std::fclose(m_out);
    std::fclose(m_err);
}

void OutputTest::alignsTables()
{
    Output(false, m_out, m_err).table({u"A"_s, u"B"_s}, {{u"1"_s, u"x"_s}, {u"日本"_s, u"y"_s}, {u"üü"_s, u""_s}});
    QCOMPARE(QString::fromUtf8(content(m_out)), u"A     B\n1     x\n日本  y\nüü\n"_s);
}

void OutputTest::letsNoControlCharacterThrough()
{
    Output out(false, m_out, m_err);
    out.text(u"a\x1b]0;title\x07\nb"_s);
    out.table({u"A"_s}, {{u"x\ny\x1b[2J"_s}});
    out.fields({{u"N"_s, u"v\x9b"_s}});
    out.note(u"n\r\x1b[1m"_s);
    QVERIFY(!content(m_out).contains('\x1b') && !content(m_out).contains('\x07'));
    QVERIFY(content(m_out).contains("x y"));
    QVERIFY(!QString::fromUtf8(content(m_out)).contains(QChar(0x9b)));
    QVERIFY(!content(m_err).contains('\x1b') && !content(m_err).contains('\r'));
}

void OutputTest::keepsJsonTheSameValueAndHarmless()
{
    const QString foreign = u"a\x1b[31m"_s + QChar(0x9b) + u"2J\x7f"_s + QChar(0x202e) + u"אב <b>"_s;
    Output(true, m_out, m_err).json(QJsonObject{{u"message"_s, foreign}});
    const QByteArray written = content(m_out);
    QCOMPARE(QJsonDocument::fromJson(written)[u"message"_s].toString(), foreign);
    for (const QChar c : QString::fromUtf8(written))
        QVERIFY(c == u'\n' ||
                (c.unicode() >= 0x20 && c.unicode() != 0x7f && c.unicode() != 0x9b && c != QChar(0x202e)));
}

void OutputTest::writesALongListWhileItIsRead()
{
    // The same text as in one piece, whatever comes in one go.
    QJsonArray all;
    for (int i = 0; i < 5; ++i)
        all.append(QJsonObject{{u"what"_s, u"line\n%1"_s.arg(i)}, {u"of"_s, i}});
    const QJsonObject object{{u"a"_s, 1}, {u"events"_s, QJsonArray()}, {u"z"_s, u"\n    \"events\": [\n"_s}};
    for (const qsizetype members : {0, 1, 5}) {
        init();
        QJsonArray some;
        for (qsizetype i = 0; i < members; ++i)
            some.append(all[i]);
        QJsonObject whole = object;
        whole[u"events"_s] = some;
        Output(true, m_out, m_err).json(whole);
        const QByteArray expected = content(m_out);
        init();
        qsizetype next = 0;
        QVERIFY(Output(true, m_out, m_err).json(object, u"events"_s, [&]() -> Result<QJsonArray> {
            QJsonArray part;
            for (const qsizetype end = std::min<qsizetype>(members, next + 2); next < end; ++next)
                part.append(all[next]);
            return part;
        }));
        QCOMPARE(content(m_out), expected);
    }
}

void OutputTest::saysWhatEndedALongList()
{
    Output out(true, m_out, m_err);
    const auto written =
        out.json({}, u"events"_s, []() -> Result<QJsonArray> { return fail(ErrorKind::Storage, u"Gone."_s); });
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Storage);
}

void OutputTest::printsErrorsTwiceWithJson()
{
    Output(true, m_out, m_err).error({ErrorKind::NotSignedIn, u"Signing in failed."_s, u"Wrong."_s, 401, u"AADSTS1"_s});
    QCOMPARE(content(m_err), QByteArray("Signing in failed. (AADSTS1: Wrong.)\n"));
    const QJsonObject error = QJsonDocument::fromJson(content(m_out))[u"error"_s].toObject();
    QCOMPARE(error[u"kind"_s].toString(), u"notSignedIn"_s);
    QCOMPARE(error[u"httpStatus"_s].toInt(), 401);
}

void OutputTest::printsNoErrorObjectAfterAValue()
{
    Output out(true, m_out, m_err);
    out.json(QJsonArray());
    out.error({ErrorKind::Storage, u"Disk full."_s});
    QVERIFY(QJsonDocument::fromJson(content(m_out)).isArray());
    QCOMPARE(content(m_err), QByteArray("Disk full.\n"));
}

void OutputTest::printsAnErrorAsTheLastOfLines()
{
    Output out(true, m_out, m_err);
    out.jsonLine({{u"event"_s, u"open"_s}});
    out.error({ErrorKind::NotSignedIn, u"Signing in failed."_s});
    const QByteArrayList lines = content(m_out).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(QJsonDocument::fromJson(lines.last())[u"error"_s][u"kind"_s].toString(), u"notSignedIn"_s);
    QCOMPARE(content(m_err), QByteArray("Signing in failed.\n"));
}

void OutputTest::showsNoProgressWithoutATerminal()
{
    Output(false, m_out, m_err).progress(u"50 %"_s);
    QVERIFY(content(m_out).isEmpty() && content(m_err).isEmpty());
}

void OutputTest::noticesThatNobodyReads()
{
    std::FILE *full = std::fopen("/dev/full", "w");
    if (!full)
        QSKIP("there is no /dev/full here");
    int told = 0;
    Output out(false, full, m_err, [&told] { ++told; });
    out.text(u"a"_s);
    out.text(u"b"_s);
    QCOMPARE(told, 1);
    std::fclose(full);
}

void OutputTest::saysWhyTheOutputIsNotWritten()
{
    std::FILE *full = std::fopen("/dev/full", "w");
    if (!full)
        QSKIP("there is no /dev/full here");
    Output out(true, full, m_err);
    out.note(u"a"_s);
    QCOMPARE(out.trouble(), QString());
    out.json(QJsonArray());
    QVERIFY2(out.trouble().contains(qt_error_string(ENOSPC)), qPrintable(out.trouble()));
    std::fclose(full);
}

void OutputTest::takesAReaderThatLeftForNoTrouble()
{
#ifdef Q_OS_UNIX
    ::signal(SIGPIPE, SIG_IGN);
    int ends[2] = {-1, -1};
    QVERIFY(::pipe(ends) == 0);
    ::close(ends[0]);
    std::FILE *unread = ::fdopen(ends[1], "w");
    QVERIFY(unread);
    int told = 0;
    Output out(false, unread, m_err, [&told] { ++told; });
    out.text(u"a"_s);
    QCOMPARE(told, 1);
    QCOMPARE(out.trouble(), QString());
    std::fclose(unread);
#else
    QSKIP("pipes are others here");
#endif
}

void OutputTest::ranksExitCodes()
{
    QCOMPARE(worse(ExitCode::Good, ExitCode::BadOutcome), ExitCode::BadOutcome);
    QCOMPARE(worse(ExitCode::Undecided, ExitCode::Unreachable), ExitCode::Undecided);
    QCOMPARE(exitCodeOf(Error{ErrorKind::Conflict, {}}), ExitCode::WrongUse);
    QCOMPARE(exitCodeOf(Error{ErrorKind::Secret, {}}), ExitCode::Unreachable);
    QCOMPARE(exitCodeOf(Error{ErrorKind::Cancelled, {}}), ExitCode::Undecided);
}

QTEST_GUILESS_MAIN(OutputTest)
#include "OutputTest.moc"
