#include "ui/messages/EmptyTable.h"

#include "ui/messages/MessageFeed.h"
#include "ui/widgets/EmptyState.h"

#include <QCoreApplication>
#include <QPushButton>

namespace waybill {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("EmptyTable", text);
}
} // namespace

void sayWhyEmpty(EmptyState &state, const MessageFeed &feed)
{
    const bool nothingAtAll = feed.counts().all == 0;
    state.setAction(tr("Push a file"))->setVisible(nothingAtAll);
    if (nothingAtAll)
        state.setTexts(Icon::Messages, tr("Nothing has been pushed here yet"),
                       tr("Every file you push stands here with its whole life, until it is imported or explained."));
    else if (!feed.search().isEmpty())
        state.setTexts(
            Icon::Search, tr("Nothing found"),
            tr("No message under this filter has “%1” in file, job, ids or error text.").arg(feed.search()));
    else if (feed.chip() == MessageChip::NeedsAttention)
        state.setTexts(Icon::Check, tr("Nothing needs you"), tr("No message failed, hangs, or waits for a decision."));
    else if (feed.chip() == MessageChip::InFlight)
        state.setTexts(Icon::Clock, tr("Nothing is in flight"), tr("Every file that was sent has come to its end."));
    else
        state.setTexts(Icon::Messages, tr("Nothing here"), tr("No message falls under this filter."));
}

} // namespace waybill
