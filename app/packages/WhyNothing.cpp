#include "app/packages/WhyNothing.h"

namespace waybill {
using namespace Qt::StringLiterals;

QStringList whyNothingWaited(const DataJob &job, const QDateTime &leasedUntilUtc)
{
    QStringList sentences;
    if (leasedUntilUtc.isValid()) {
        sentences.append(u"The answer to an earlier dequeue was lost: what it may have handed out comes back after "
                         u"%1."_s.arg(leasedUntilUtc.toUTC().toString(Qt::ISODate)));
    }
    if (job.direction == JobDirection::Import) {
        sentences.append(
            u"The job “%1” is saved as one that imports: from such a job nothing can be fetched."_s.arg(job.name));
    }
    sentences.append(u"F&O has written no package for this job since the last one was acknowledged: see its recurrence "
                     u"under *Manage scheduled data jobs*."_s);
    sentences.append(u"An export of no records makes no package where the job says to prevent uploads of zero records, "
                     u"though its execution succeeds."_s);
    sentences.append(u"Another program may fetch from the same job: what it took and does not acknowledge comes back "
                     u"after its lease."_s);
    return sentences;
}

} // namespace waybill
