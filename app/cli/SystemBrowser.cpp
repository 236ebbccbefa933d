#include "app/cli/SystemBrowser.h"

#include <QProcess>

namespace waybill {
using namespace Qt::StringLiterals;

bool SystemBrowser::open(const QUrl &address)
{
    QStringList arguments{address.toString(QUrl::FullyEncoded)};
#if defined(Q_OS_WIN)
    const QString program = u"rundll32.exe"_s;
    arguments.prepend(u"url.dll,FileProtocolHandler"_s);
#elif defined(Q_OS_MACOS)
    const QString program = u"open"_s;
#else
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return false;
    const QString program = u"xdg-open"_s;
#endif
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("WAYBILL_SECRET_"_L1))
            environment.remove(name); // not a browser's business
    }
    process.setProcessEnvironment(environment);
    process.setProgram(program);
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    return process.startDetached();
}

} // namespace waybill
