#pragma once

#include "tests/ui/push/PushWorld.h"
#include "ui/push/PushPage.h"
#include "ui/widgets/Banner.h"

#include <QPushButton>

#include <algorithm>
#include <memory>

namespace waybill {

/// A test of the page over a real journal and store. The desk is not the sender, so what is pushed stays *Queued*.
class PushPageCase : public QObject
{
protected:
    void open(EnvironmentKind kind = EnvironmentKind::Sandbox)
    {
        world = std::make_unique<PushWorld>(kind);
        page = std::make_unique<PushPage>(
            PushServices{world->desk.get(), &world->environments, world->clock,
                         [this](QWidget *, const std::function<void(QStringList)> &then) { then(world->chosen); }});
        page->resize(1072, 770);
        page->setEnvironment(u"UAT Europe"_s);
        page->show();
    }
    void close()
    {
        page.reset();
        world.reset();
    }
    QPushButton *button(const QString &name) const { return page->findChild<QPushButton *>(name); }
    bool told(const QString &text) const
    {
        const auto banners = page->findChildren<Banner *>();
        return std::any_of(banners.begin(), banners.end(),
                           [&](const Banner *banner) { return banner->isVisible() && banner->text().contains(text); });
    }

    std::unique_ptr<PushWorld> world;
    std::unique_ptr<PushPage> page;
};

} // namespace waybill
