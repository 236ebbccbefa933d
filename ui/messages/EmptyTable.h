#pragma once

namespace waybill {

class EmptyState;
class MessageFeed;

/// Says why no message is shown, and offers to push where nothing was pushed yet.
void sayWhyEmpty(EmptyState &state, const MessageFeed &feed);

} // namespace waybill
