#include "BenchFigure.h"

#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/environments/ManagerDialog.h"
#include "ui/style/Appearance.h"

#include <QApplication>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

/// A profile with that many environments.
std::unique_ptr<EnvironmentsWorld> worldOf(int environments)
{
    auto world = std::make_unique<EnvironmentsWorld>();
    for (int i = 0; i < environments; ++i)
        world->environments.setTransient(EnvironmentsWorld::named(u"Environment %1"_s.arg(i)));
    return world;
}

/// Until the dialog stands on the screen.
void open(EnvironmentsWorld &world)
{
    ManagerDialog dialog(world.services(), &world.states);
    dialog.show();
    dialog.grab();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Appearance appearance(application, ThemeChoice::Light);
    const auto many = worldOf(500);
    const auto few = worldOf(5);
    bench::BenchFigure figure(u"the list of environments with 500 of them"_s, u"the same with five"_s,
                              bench::Budget::timeAtMost(1.5));
    figure.measure(
        21, [&] { open(*many); }, [&] { open(*few); });
    figure.print();
    return 0;
}
