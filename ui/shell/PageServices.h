#pragma once

#include "ui/dashboard/DashboardServices.h"
#include "ui/environments/EnvironmentsServices.h"
#include "ui/explore/ExploreServices.h"
#include "ui/messages/MessagesServices.h"
#include "ui/packages/PackagesServices.h"
#include "ui/push/PushServices.h"

namespace waybill {

struct Workbench;

/// What the pages get of the window's services, with dialogs that block nothing. `bench` outlives the pages.
MessagesServices messagesServices(Workbench *bench);
PushServices pushServices(Workbench *bench);
PackagesServices packagesServices(Workbench *bench);
DashboardServices dashboardServices(Workbench *bench);
ExploreServices exploreServices(Workbench *bench);
EnvironmentsServices environmentsServices(Workbench *bench);

} // namespace waybill
