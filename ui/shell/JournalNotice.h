#pragma once

#include "app/journal/JournalCare.h"
#include "ui/widgets/Banner.h"

namespace waybill {

/// Says what happened to a damaged journal at the start, and what was found or failed while it is cared for. Once
/// closed it comes back only with something new.
class JournalNotice final : public Banner
{
    Q_OBJECT

public:
    /// Both outlive this.
    JournalNotice(const Journal *journal, JournalCare *care, QWidget *parent = nullptr);
};

} // namespace waybill
