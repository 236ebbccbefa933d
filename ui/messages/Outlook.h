#pragma once

#include "app/messages/UsualCourse.h"

#include <QDateTime>
#include <QString>

namespace waybill {

/// What stands below the lifecycle of a message that is followed.
struct Outlook {
    QString text;
    bool late = false; ///< unusually long where it is
    bool operator==(const Outlook &) const = default;
};

/// In words: how messages like this one usually go on, whether it takes unusually long, and when it is looked at next.
/// `nextLook` may be in the past: it is being asked about.
Outlook outlookOf(const std::optional<UsualCourse> &usual, const QDateTime &nextLook, const QDateTime &now);

} // namespace waybill
