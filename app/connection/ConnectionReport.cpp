#include "app/connection/ConnectionReport.h"

#include "app/base/Clock.h"

#include <QJsonArray>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

bool ConnectionReport::ok() const
{
    return !stopped &&
           std::ranges::none_of(steps, [](const CheckStep &step) { return step.finding.state == StepState::Failed; });
}

const CheckStep *ConnectionReport::step(QStringView id) const
{
    const auto found = std::ranges::find_if(steps, [&](const CheckStep &step) { return step.id == id; });
    return found == steps.cend() ? nullptr : &*found;
}

QJsonObject toJson(const ConnectionReport &report)
{
    QJsonArray steps;
    for (const CheckStep &step : report.steps)
        steps.append(toJson(step));
    return {{u"environment"_s, report.environment}, {u"ok"_s, report.ok()}, {u"steps"_s, steps}};
}

QString reportText(const ConnectionReport &report)
{
    QStringList lines{u"Connection check of “%1”, %2"_s.arg(report.environment, isoUtc(report.atUtc)), {}};
    for (const CheckStep &step : report.steps) {
        lines.append(u"%1 – %2 (%3, %4 ms)"_s.arg(word(step.finding.state), step.title, step.id,
                                                  QString::number(step.took.count())));
        for (const auto &[name, text] :
             {std::pair(u"seen"_s, step.finding.seen), std::pair(u"meaning"_s, step.finding.meaning),
              std::pair(u"to do"_s, step.finding.fix)}) {
            if (!text.isEmpty())
                lines.append(u"    %1: %2"_s.arg(name, text));
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace waybill
