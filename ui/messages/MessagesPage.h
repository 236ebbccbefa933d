#pragma once

#include "ui/messages/MessageFilterProxy.h"
#include "ui/messages/MessagesServices.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace waybill {

class Banner;
class DetailPane;
class EmptyState;
class FilterChip;
class MessageFeed;
class MessageTableModel;
class RowTable;
class SearchField;
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
    /// How many need somebody: the badge beside the page's name.
    qint64 needsAttention() const;

signals:
    void needsAttentionChanged(qint64 count);
    /// Nothing was pushed yet, and the operator wants to.
    void pushPageWanted();
    void pushWanted(const QStringList &files, const QString &job);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeTable();
    void refresh();
    void refreshEmpty();
    void refreshHeadline();
    void rowsLeft();
    void second();
    void tell(const Error &error);
    void chooseFirst();

    MessagesServices m_services;
    MessageTableModel *m_model;
    MessageFilterProxy *m_proxy;
    MessageFeed *m_feed;
    TrackActions *m_tracking;
    QTimer m_second;
    QLabel *m_headline;
    Banner *m_trouble;
    QButtonGroup *m_chips = nullptr;
    SearchField *m_search = nullptr;
    QSplitter *m_splitter;
    QStackedWidget *m_tableStack = nullptr;
    RowTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_detailStack;
    DetailPane *m_detail;
    qint64 m_toldAttention = -1;
    bool m_rowsLeave = false; ///< rows are being taken out of the table
};

} // namespace waybill
