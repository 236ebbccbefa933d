#pragma once

#include "app/cli/Services.h"
#include "app/cli/Verb.h"
#include "app/files/ArchiveLimits.h"

#include <QStringList>

namespace waybill {

/// A verb on one package: `FILE`, and `--limit NAME=VALUE`, any number of times, for what the package may ask for.
class ArchiveVerb : public Verb
{
public:
    bool isEndless() const override { return true; }
    void declare(Syntax &syntax) override;
    QCoro::Task<Result<ExitCode>> run(Services &services) final;

protected:
    /// Does it, once the limits are known to be some.
    virtual QCoro::Task<Result<ExitCode>> work(Services &services, ArchiveLimits limits) = 0;
    const QString &file() const { return m_file; }

private:
    Result<ArchiveLimits> limits() const;

    QString m_file;
    QStringList m_limits;
};

} // namespace waybill
