#pragma once

#include "ui/messages/MessagesServices.h"

#include <QObject>

namespace waybill {

class Banner;

/// Tracking on the Messages page: the offer under the search field when a pasted id is not here, and the dialog. One
/// thread.
class TrackActions final : public QObject
{
    Q_OBJECT

public:
    /// `page` is the dialog's parent and owns this.
    TrackActions(MessagesServices services, QWidget *page);

    /// Stands above the table; shown when there is something to offer. Belongs to whoever lays it out.
    Banner *offer() { return m_offer; }
    void setEnvironment(const QString &environment);
    /// What stands in the search field: a GUID that is not in this environment can be tracked.
    void setSearch(const QString &text);
    /// Asks for one id or a list.
    void ask(const QString &ids = {});

signals:
    /// Rows that are here now, the first of them to be shown.
    void tracked(const QList<waybill::MessageKey> &keys);
    /// In a sentence: how many are new, and how many were here.
    void told(const QString &sentence);

private:
    struct Runs;
    friend struct Runs;
    void refresh();
    void showOffer(const QString &id, bool isUnknown);

    MessagesServices m_services;
    QWidget *m_page;
    Banner *m_offer;
    QString m_environment;
    QString m_search;
    QString m_offered; ///< the id that the offer is about
};

} // namespace waybill
