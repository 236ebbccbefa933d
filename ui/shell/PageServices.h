#pragma once

#include "ui/messages/MessagesServices.h"
#include "ui/push/PushServices.h"

namespace waybill {

struct Workbench;

/// What the pages get of the window's services, with dialogs that block nothing. `bench` outlives the pages.
MessagesServices messagesServices(Workbench *bench);
PushServices pushServices(Workbench *bench);

} // namespace waybill
