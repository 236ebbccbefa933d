#include "app/connection/CheckStep.h"

namespace waybill {
using namespace Qt::StringLiterals;

QString word(StepState state)
{
    switch (state) {
    case StepState::Passed:
        return u"passed"_s;
    case StepState::Failed:
        return u"failed"_s;
    case StepState::Warning:
        return u"warning"_s;
    case StepState::Skipped:
        break;
    }
    return u"skipped"_s;
}

QJsonObject toJson(const CheckStep &step)
{
    return {{u"id"_s, step.id},
            {u"state"_s, word(step.finding.state)},
            {u"title"_s, step.title},
            {u"seen"_s, step.finding.seen},
            {u"meaning"_s, step.finding.meaning},
            {u"fix"_s, step.finding.fix},
            {u"ms"_s, qint64(step.took.count())}};
}

} // namespace waybill
