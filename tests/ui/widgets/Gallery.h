#pragma once

#include <QWidget>

#include <memory>

namespace waybill {

/// All pieces of ui/widgets with believable contents on one sheet, to look at and to test against.
std::unique_ptr<QWidget> makeGallery();

} // namespace waybill
