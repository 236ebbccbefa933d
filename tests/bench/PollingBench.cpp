// Time from a change in the service to the screen, by whom is asked next: by plan, in turn, with a fixed back-off. A
// simulation in simulated time (polling.json says of what): its figures do not depend on the machine.
#include "tests/bench/BenchFigure.h"
#include "tests/bench/PollingWorld.h"

#include <QFile>
#include <QJsonArray>

using namespace waybill;
using namespace waybill::bench;
using namespace Qt::StringLiterals;

namespace {

/// One share of the changes: so many of a hundred are on screen by then.
struct Share {
    double share;
    BenchFigure figure;
    QStringList backOff = {};

    void add(const PollingDelays &plan, const PollingDelays &turn, const PollingDelays &back)
    {
        figure.add(plan.at(share), turn.at(share));
        backOff.append(QString::number(plan.at(share) / back.at(share), 'f', 2));
    }
    void print()
    {
        figure.setNote(u"against a fixed back-off × %1"_s.arg(backOff.join(u", × "_s)));
        figure.print();
    }
};

void tell(int seed, const char *who, const PollingDelays &delays)
{
    std::fprintf(stderr,
                 "seed %d, %-8s: median %6.1f s, 99th percentile %6.1f s, last %7.1f s; %zu changes, %lld questions\n",
                 seed, who, delays.at(0.5), delays.at(0.99), delays.at(1), delays.sorted.size(),
                 static_cast<long long>(delays.questions));
}

} // namespace

/// `PollingBench [WORKLOAD.json]`
int main(int argc, char **argv)
{
    QFile file(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"" WAYBILL_SOURCE "/tests/bench/polling.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read.\n", qPrintable(file.fileName()));
        return 1;
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const PollingWorkload workload = PollingWorkload::from(json);
    const QString reference = u"round robin in the same budget"_s;
    Share half{0.5, {u"status polling: median time from change to screen"_s, reference, Budget::timeAtMost(1.0 / 3)}};
    Share most{0.99, {u"status polling: 99th percentile of that time"_s, reference, Budget::timeAtMost(1.5)}};
    const QJsonArray seeds = json[u"seeds"_s].toArray();
    for (const QJsonValue &value : seeds) {
        const int seed = value.toInt();
        const PollingWorld world(workload, seed);
        const auto plan = watch(world, workload, *askByPlan(workload.usual(seed)));
        const auto turn = watch(world, workload, *askInTurn());
        const auto back = watch(world, workload, *askWithBackOff(workload));
        tell(seed, "by plan", plan);
        tell(seed, "in turn", turn);
        tell(seed, "back-off", back);
        half.add(plan, turn, back);
        most.add(plan, turn, back);
    }
    half.print();
    most.print();
    return 0;
}
