#pragma once

#include <QMetaType>

namespace waybill {

/// What a status means to the eye; the only use status colours have. Never shown without an icon and a word.
enum class StatusRole {
    Quiet,   ///< waiting, or over without a verdict that matters
    Running, ///< something moves
    Green,   ///< done and good
    Amber,   ///< needs a look
    Red,     ///< failed
    Violet,  ///< undecided
};
inline constexpr int statusRoleCount = 6;

} // namespace waybill

Q_DECLARE_METATYPE(waybill::StatusRole)
