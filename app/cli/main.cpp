#include "app/cli/CommandLine.h"
#include "app/cli/Interrupts.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>

using namespace waybill;

namespace {
/// What a command that came to this exits with. Whoever wanted its output must not take a part of it for all.
ExitCode exitOf(Output &output, ExitCode code)
{
    const QString trouble = output.trouble();
    if (trouble.isEmpty())
        return code;
    output.note(trouble);
    return worse(code, ExitCode::Unreachable);
}

QCoro::Task<void> runVerb(Verb *verb, Services &services)
{
    const auto done = co_await verb->run(services);
    if (!done)
        services.out().error(done.error());
    const ExitCode code = exitOf(services.out(), done ? *done : exitCodeOf(done.error()));
    Interrupts::commandIsDone(code);
    if (done)
        co_await services.care();
    QCoreApplication::exit(int(code));
}
} // namespace

int main(int argc, char **argv)
{
    holdStandardStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("waybill")); // shares the profile with the window
    QCoreApplication::setApplicationVersion(QStringLiteral(WAYBILL_VERSION));
    QNetworkProxyFactory::setUseSystemConfiguration(true);

    Interrupts interrupts;
    Deadline deadline;
    QObject::connect(&interrupts, &Interrupts::interrupted, &deadline, &Deadline::interrupt);

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    Output output(CommandLine::wantsJson(arguments), stdout, stderr, [&deadline] { deadline.interrupt(); });
    CommandLine commandLine(allVerbs());
    auto parsed = commandLine.parse(arguments);
    if (commandLine.meant() && commandLine.meant()->printsData())
        output.keepForData();
    if (!parsed) {
        output.error(parsed.error());
        return int(exitCodeOf(parsed.error()));
    }
    if (!parsed->verb) {
        output.text(parsed->text);
        return int(exitOf(output, ExitCode::Good));
    }
    auto limit = parsed->options.timeout;
    if (!limit && !parsed->verb->isEndless())
        limit = std::chrono::seconds(120);
    deadline.start(limit);

    Services services(parsed->options, &output, &deadline);
    QMetaObject::invokeMethod(
        &application, [&] { runVerb(parsed->verb, services); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
