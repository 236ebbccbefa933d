#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace waybill::test {

/// Client certificates made for one test with the openssl program.
class MadeCertificate
{
public:
    /// A certificate `name` of its own key, valid for `days` from now. False when openssl did not.
    bool make(const QString &name, int days = 365, const QString &key = QStringLiteral("rsa:2048"))
    {
        QStringList arguments{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-nodes"),
                              QStringLiteral("-subj"), QStringLiteral("/CN=") + name};
        arguments << QStringLiteral("-days") << QString::number(days) << QStringLiteral("-newkey") << key
                  << QStringLiteral("-keyout") << file(name + QStringLiteral(".key")) << QStringLiteral("-out")
                  << file(name + QStringLiteral(".crt"));
        if (key.startsWith(QLatin1String("ec")))
            arguments << QStringLiteral("-pkeyopt") << QStringLiteral("ec_paramgen_curve:prime256v1");
        return run(arguments) && write(name + QStringLiteral(".pem"),
                                       bytes(name + QStringLiteral(".key")) + bytes(name + QStringLiteral(".crt")));
    }
    /// The same as a PFX file NAME.pfx; `more` are options of openssl pkcs12.
    bool makePfx(const QString &name, const QString &passphrase, const QStringList &more = {})
    {
        return run(QStringList{QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-inkey"),
                               file(name + QStringLiteral(".key")), QStringLiteral("-in"),
                               file(name + QStringLiteral(".crt")), QStringLiteral("-out"),
                               file(name + QStringLiteral(".pfx")), QStringLiteral("-passout"),
                               QStringLiteral("pass:") + passphrase} +
                   more);
    }

    QString file(const QString &name) const { return m_folder.filePath(name); }
    QByteArray bytes(const QString &name) const
    {
        QFile opened(file(name));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    bool write(const QString &name, const QByteArray &content) const
    {
        QFile opened(file(name));
        return opened.open(QIODevice::WriteOnly) && opened.write(content) == content.size();
    }
    bool run(const QStringList &arguments, QByteArray *output = nullptr) const
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        const bool ended = openssl.waitForFinished() && openssl.exitCode() == 0;
        if (output)
            *output = openssl.readAllStandardOutput();
        return ended;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace waybill::test
