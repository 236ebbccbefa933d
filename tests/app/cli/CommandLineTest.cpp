#include "app/cli/CommandLine.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
class Probe final : public Verb
{
public:
    VerbHelp help() const override { return {"push", "Send", "waybill-cli push x"}; }
    void declare(Syntax &syntax) override
    {
        syntax.arguments("FILE", "What", &files);
        syntax.option("--job", "J", "Job", &job, Syntax::Need::Required);
        syntax.option("--entity", "E", "Entity", &entity);
        syntax.list("--state", "S", "State", &states);
        syntax.flag("--wait", "Wait", &wait);
    }
    QCoro::Task<Result<ExitCode>> run(Services &) override { co_return ExitCode::Good; }

    QStringList files, states;
    QString job;
    std::optional<QString> entity;
    bool wait = false;
};
} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void takesFilesAndOptionsInAnyOrder();
    void takesWhateverIsAFileName();
    void takesGlobalOptionsBeforeAndAfter();
    void readsTimeouts();
    void refuses_data();
    void refuses();
    void seesJsonEvenInNonsense();

private:
    std::unique_ptr<CommandLine> m_line;
    Probe *m_probe = nullptr;
};

void CommandLineTest::init()
{
    std::vector<std::unique_ptr<Verb>> verbs;
    verbs.push_back(std::make_unique<Probe>());
    m_probe = static_cast<Probe *>(verbs.front().get());
    m_line = std::make_unique<CommandLine>(std::move(verbs));
}

void CommandLineTest::takesFilesAndOptionsInAnyOrder()
{
    const auto parsed = m_line->parse({u"push"_s, u"a"_s, u"--job"_s, u"J"_s, u"b"_s, u"--state"_s, u"X"_s, u"--wait"_s,
                                       u"--state"_s, u"Y"_s, u"c"_s, u"--entity"_s, u""_s});
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->verb, m_probe);
    QCOMPARE(m_probe->files, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(m_probe->states, (QStringList{u"X"_s, u"Y"_s}));
    QCOMPARE(m_probe->job, u"J"_s);
    QCOMPARE(m_probe->entity, std::optional(QString()));
    QVERIFY(m_probe->wait);
}

void CommandLineTest::takesWhateverIsAFileName()
{
    const QStringList odd{u"[a,b]"_s, u"{}"_s, u"push"_s, u"ü 日本.csv"_s, u"a b"_s, u"%%"_s, u"\"q\""_s, u"[]"_s};
    const auto parsed =
        m_line->parse(QStringList{u"push"_s} + odd + QStringList{u"--job"_s, u"[J]"_s, u"--"_s, u"--x"_s});
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(m_probe->files, odd + QStringList{u"--x"_s});
    QCOMPARE(m_probe->job, u"[J]"_s);
}

void CommandLineTest::takesGlobalOptionsBeforeAndAfter()
{
    const auto parsed = m_line->parse(
        {u"--profile"_s, u"/p"_s, u"push"_s, u"a"_s, u"--json"_s, u"--job"_s, u"J"_s, u"--environment"_s, u"E"_s});
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->options.profile, u"/p"_s);
    QCOMPARE(parsed->options.environment, u"E"_s);
    QVERIFY(parsed->options.json);
    QVERIFY(!parsed->options.timeout);
}

void CommandLineTest::readsTimeouts()
{
    const auto parsed = m_line->parse({u"push"_s, u"a"_s, u"--job"_s, u"J"_s, u"--timeout"_s, u"1.5"_s});
    QCOMPARE(parsed->options.timeout, std::chrono::milliseconds(1500));
    for (const QString &wrong : {u"0"_s, u"-1"_s, u"nan"_s, u"inf"_s, u"1e9"_s, u"x"_s, u""_s})
        QVERIFY(!m_line->parse({u"push"_s, u"a"_s, u"--job"_s, u"J"_s, u"--timeout"_s, wrong}));
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("no files") << QStringList{u"push"_s, u"--job"_s, u"J"_s};
    QTest::newRow("no job") << QStringList{u"push"_s, u"a"_s};
    QTest::newRow("two jobs") << QStringList{u"push"_s, u"a"_s, u"--job"_s, u"J"_s, u"--job"_s, u"K"_s};
    QTest::newRow("unknown") << QStringList{u"push"_s, u"a"_s, u"--job"_s, u"J"_s, u"--fast"_s};
}

void CommandLineTest::refuses()
{
    QFETCH(QStringList, arguments);
    const auto parsed = m_line->parse(arguments);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::Usage);
    QVERIFY2(parsed.error().message.contains("waybill-cli --help"_L1), qPrintable(parsed.error().message));
}

void CommandLineTest::seesJsonEvenInNonsense()
{
    QVERIFY(CommandLine::wantsJson({u"dance"_s, u"--json"_s}));
    QVERIFY(!CommandLine::wantsJson({u"push"_s, u"--"_s, u"--json"_s}));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "CommandLineTest.moc"
