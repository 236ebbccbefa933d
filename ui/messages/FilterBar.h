#pragma once

#include "ui/messages/MessageChip.h"

#include <QWidget>

class QButtonGroup;

namespace waybill {

class OnlyChip;
class SearchField;

/// What of the messages is shown: the chips with their counts, the restriction that another page brought along, and
/// the search.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    SearchField *search() const { return m_search; }
    void setChip(MessageChip chip);
    void setCounts(const MessageCounts &counts);
    /// Says that only what is called so is shown; empty: no restriction.
    void setOnly(const QString &name);

signals:
    void chipChosen(waybill::MessageChip chip);
    /// The restriction is to be taken away.
    void onlyRemoved();
    void searchChanged(const QString &text);

private:
    QButtonGroup *m_chips;
    OnlyChip *m_only;
    SearchField *m_search;
};

} // namespace waybill
