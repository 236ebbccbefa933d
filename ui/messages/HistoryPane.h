#pragma once

#include "app/journal/EventDigest.h"
#include "ui/widgets/PagePane.h"

class QLabel;

namespace waybill {

class EventModel;

/// Everything that happened to a message, and the attempts it is linked to.
class HistoryPane final : public PagePane
{
    Q_OBJECT

public:
    explicit HistoryPane(QWidget *parent = nullptr);

    void show(const Message &message, const EventDigest &events);

signals:
    void messageWanted(waybill::MessageKey key);

private:
    EventModel *m_events;
    QLabel *m_attempt;
    QLabel *m_handled;
    QLabel *m_shown; ///< how many of how many events, where not all
};

} // namespace waybill
