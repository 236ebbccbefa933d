#include "app/cli/OutputFile.h"

#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
Result<qint64> copied(const QString &from, const QString &to, const std::stop_token &stop)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    u"The stored copy of the file cannot be read. It may have been removed from the "
                    u"profile."_s,
                    source.errorString());
    QSaveFile target(to);
    const auto failed = [&target, &to] {
        return fail(ErrorKind::Storage,
                    u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(to), target.errorString()));
    };
    if (!target.open(QIODevice::WriteOnly))
        return failed();
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    qint64 total = 0;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled,
                        u"Writing %1 was ended; nothing was left there."_s.arg(QDir::toNativeSeparators(to)));
        const qint64 got = source.read(buffer.data(), buffer.size());
        if (got < 0)
            return fail(ErrorKind::Storage, u"The stored copy of the file cannot be read."_s, source.errorString());
        if (got == 0)
            break;
        if (target.write(buffer.constData(), got) != got)
            return failed();
        total += got;
    }
    if (!target.commit())
        return failed();
    return total;
}
} // namespace

Result<void> checkOutputFile(const QString &path)
{
    const QFileInfo file(path);
    if (path.isEmpty() || file.isDir()) {
        return fail(ErrorKind::BadInput,
                    u"“%1” is a folder. Give the name of a file to write."_s.arg(QDir::toNativeSeparators(path)));
    }
    if (!file.absoluteDir().exists()) {
        return fail(ErrorKind::BadInput, u"The folder %1 does not exist. Make it first."_s.arg(
                                             QDir::toNativeSeparators(file.absolutePath())));
    }
    return {};
}

QCoro::Task<Result<qint64>> copyFile(QString from, QString to, std::stop_token stop)
{
    // No lambda here: g++ 12 destroys what one in a coroutine captured twice.
    const auto copying = QtConcurrent::run(&copied, from, to, stop);
    auto done = co_await copying;
    co_return done;
}

void showWritten(Output &out, MessageKey key, const QString &path, const QString &what, qint64 count)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    if (out.isJson())
        out.json(QJsonObject{{u"key"_s, number(key)}, {u"output"_s, file}, {what, count}});
    else
        out.text(u"%1: %2 %3."_s.arg(QDir::toNativeSeparators(file), QString::number(count), what));
}

} // namespace waybill
