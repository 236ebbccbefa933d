#pragma once

#include "app/base/Clock.h"
#include "app/journal/Silence.h"
#include "ui/messages/MessageChip.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <optional>
#include <stop_token>

namespace waybill {

class MessageTableModel;
class PushQueue;
class ViewWorker;
struct ViewUpdate;

/// Keeps a MessageTableModel filled with what an environment, a chip, a search and a sorting select of the journal, and
/// with every change the journal tells of; counts for the chips. All reading is done in a thread of its own. GUI
/// thread.
class MessageFeed final : public QObject
{
    Q_OBJECT

public:
    /// `queue` tells how far uploads are; may be null.
    MessageFeed(Journal *journal, PushQueue *queue, MessageTableModel *model, std::shared_ptr<const Clock> clock,
                QObject *parent = nullptr);
    ~MessageFeed() override;

    const QString &environment() const { return m_environment; }
    /// Empties the model and counts; counted() comes, then the rows, then heard().
    void setEnvironment(const QString &environment);
    MessageChip chip() const { return m_chip; }
    void setChip(MessageChip chip);
    const QString &search() const { return m_search; }
    void setSearch(const QString &search);
    /// What besides holds for every message shown; its environment and search are not looked at.
    const MessageFilter &only() const { return m_only; }
    void setOnly(const MessageFilter &only);
    /// To be called when midnight may have passed.
    void refreshToday();
    /// Reads no further: what was found so far stays.
    void stop();

    /// Whether the rows are all there are.
    bool isComplete() const { return m_complete || m_environment.isEmpty(); }
    const MessageCounts &counts() const { return m_counts; }
    /// Nothing while it is not known: it comes after the first rows.
    const std::optional<Silence> &silence() const { return m_silence; }

signals:
    /// The first rows of a view came, in place of those before.
    void renewed();
    /// Rows changed.
    void updated();
    /// The counts of the environment are known anew.
    void counted();
    /// When something last went well is known anew.
    void heard();
    /// A view takes long: how many messages were looked at, of how many (0: not known).
    void progressed(qint64 looked, qint64 expected);
    void failed(const waybill::Error &error);

private:
    void connectWorker(Journal *journal);
    void show();
    void askForView();
    void apply(const ViewUpdate &update);
    void goOn();
    void take(const QList<MessageKey> &keys);
    void sendChanges();
    void count();
    void endCounting();
    void listen();

    template <class Call>
    void ask(Call call);

    MessageTableModel *m_model;
    std::shared_ptr<const Clock> m_clock;
    std::shared_ptr<std::atomic<quint64>> m_token = std::make_shared<std::atomic<quint64>>(0);
    std::stop_source m_end;
    QThread m_thread;
    ViewWorker *m_worker = nullptr; ///< lives in m_thread and ends with it

    QString m_environment;
    MessageChip m_chip = MessageChip::All;
    QString m_search;
    MessageFilter m_only;
    MessageSort m_sort = MessageSort::Age;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QDateTime m_today;

    bool m_complete = false;
    bool m_showing = false;     ///< a view is about to be asked for
    bool m_countsKnown = false; ///< of this environment
    bool m_listening = false;   ///< its last success was asked for
    MessageCounts m_counts;
    std::optional<Silence> m_silence;
    QSet<MessageKey> m_changed; ///< told by the journal, not yet by us
    bool m_changesUnderWay = false;
    QTimer m_changesSoon;
    QTimer m_countSoon;
    QElapsedTimer m_counting; ///< while it is done
};

} // namespace waybill
