#pragma once

#include "ui/messages/MessageChip.h"
#include "ui/messages/MessagesServices.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace waybill {

class Banner;
class DetailPane;
class EmptyState;
class FilterBar;
class MessageFeed;
class MessageTable;
class MessageTableModel;
class ScanNotice;
class TrackActions;

/// The page *Messages*: what needs somebody, every message of the environment live, and all about the chosen one.
class MessagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPage(MessagesServices services, QWidget *parent = nullptr);

    void setEnvironment(const QString &environment);
    void setChip(MessageChip chip);
    /// Chooses a message and shows it, changing the chip where it would be hidden.
    void showMessage(MessageKey key);
    /// Shows only what `only` selects of the environment (states, job, period, cause), under a chip of that name which
    /// takes the restriction away again.
    void showOnly(const MessageFilter &only, const QString &name);
    /// Whether the table has all rows of its filter and the headline all it says; the first rows are shown long
    /// before.
    bool isLoaded() const;
    /// How many need somebody: the badge beside the page's name.
    qint64 needsAttention() const;

signals:
    void needsAttentionChanged(qint64 count);
    /// Which messages are on screen.
    void visibleKeysChanged(const QList<waybill::MessageKey> &keys);
    /// Nothing was pushed yet, and the operator wants to.
    void pushPageWanted();
    void pushWanted(const QStringList &files, const QString &job);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectBar();
    QWidget *makeTable();
    void connectFeed();
    void refresh();
    void refreshEmpty();
    void refreshHeadline();
    void rowsLeave(int first, int last);
    void rowsCame();
    void chooseRow(int row);
    /// The message whose detail was asked for last.
    std::optional<MessageKey> inDetail() const;
    void showDetail(MessageKey key);
    void second();
    void tellOnScreen();
    void tell(const Error &error);

    MessagesServices m_services;
    MessageTableModel *m_model;
    MessageFeed *m_feed;
    TrackActions *m_tracking;
    QTimer m_second;
    QLabel *m_headline;
    Banner *m_trouble;
    FilterBar *m_bar;
    ScanNotice *m_scan;
    QSplitter *m_splitter;
    QStackedWidget *m_tableStack = nullptr;
    MessageTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_detailStack;
    DetailPane *m_detail = nullptr; ///< none before the first message is chosen
    qint64 m_toldAttention = -1;
    bool m_isNew = true; ///< the environment: neither its chip nor its message are chosen yet
    bool m_countedOnce = false;
    bool m_entersOnly = false;          ///< of a restriction from elsewhere: its rows have not come yet
    std::optional<MessageKey> m_sought; ///< to be chosen as soon as its row is there
    bool m_soughtEverywhere = false;
};

} // namespace waybill
