#pragma once

#include "ui/widgets/RowTable.h"

namespace waybill {

class MessageTableModel;

/// The table of messages: tells its model which rows are on screen, and keeps what a person looks at in its place while
/// rows come, go and move above it. At the top it stays at the top, where the newest come in. A menu on its header
/// chooses the columns.
class MessageTable final : public RowTable
{
    Q_OBJECT

public:
    explicit MessageTable(MessageTableModel *model, QWidget *parent = nullptr);

    /// Typing looks for nothing here: it would read every message.
    void keyboardSearch(const QString &) override {}

protected:
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpColumns();
    void offerColumns(const QPoint &where);
    void hold();
    void settle();
    void tellShown();

    MessageTableModel *m_messages;
    QPersistentModelIndex m_held;
    int m_heldAt = 0; ///< where the held row stood, in pixels of the viewport
};

} // namespace waybill
