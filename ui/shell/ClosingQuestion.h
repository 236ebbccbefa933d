#pragma once

#include <functional>

class QWidget;

namespace waybill {

class PushQueue;

/// Closes the window by `close`: at once when nothing of ours waits to be sent, else when the operator says so in a
/// dialog over `window`. What other programs handed over is theirs: they, or the next sender, go on with it.
void closeUnlessUnsent(QWidget *window, const PushQueue &queue, const std::function<void()> &close);

} // namespace waybill
