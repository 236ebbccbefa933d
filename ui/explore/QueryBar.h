#pragma once

#include "app/odata/Query.h"
#include "ui/explore/QueryDraft.h"
#include "ui/style/Icons.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QHBoxLayout;
class QMenu;
class QPushButton;
class QToolButton;

namespace waybill {

class AddressField;
class CatalogueFeed;
class ColumnChooser;
class ElidedLabel;
class FilterBuilder;
class OrderChooser;
class TonedLabel;

/// The query of a tab: its address as text, and the builder with columns, filter, order, expansion, company and top.
/// Each follows the other; an address that the builder cannot express stays and takes the builder out of use.
class QueryBar final : public QWidget
{
    Q_OBJECT

public:
    /// The feed outlives this. `base` is the environment's address.
    QueryBar(CatalogueFeed *feed, const QUrl &base, QWidget *parent = nullptr);

    void setText(const QString &text);
    const QueryDraft &draft() const { return m_draft; }
    /// Companies to offer besides the own one and all.
    void setCompanies(const QStringList &companies);
    /// Adds a condition to be filled in, or one that is whole.
    void addFilter(const QString &field);
    void addTerm(const QString &term);
    void addExpand(const QString &relation);
    void setSelect(const QStringList &columns);
    void setFewRows(int top);
    /// What reading costs, or did, in words beside the builder.
    void setCost(const QString &words);
    AddressField *addressField() const { return m_address; }
    /// Where Read and its neighbours stand, at the right of the address.
    void setActions(QWidget *actions);

signals:
    /// The query is another one.
    void edited();
    /// A person wants to read it.
    void confirmed();

private:
    QWidget *makeBuilder();
    void makeChoosers(QWidget *builder);
    void makeCompanyAndTop(QWidget *builder);
    QToolButton *makeChooserButton(QWidget *builder, Icon icon, const QString &name, const QString &tooltip);
    void textEdited(const QString &text);
    /// Changes the query by the builder; the text follows.
    template <class Change>
    void change(Change apply);
    void showQuery();
    void showFaults();
    void detailsCame();
    void fillExpand();
    const EntityDetails *details() const;
    QList<EntityProperty> properties() const;

    CatalogueFeed *m_feed;
    QueryDraft m_draft;
    QHBoxLayout *m_top;
    AddressField *m_address;
    QWidget *m_builder;
    QToolButton *m_addFilter, *m_columns, *m_order, *m_expand;
    QMenu *m_expandMenu;
    ColumnChooser *m_columnChooser;
    OrderChooser *m_orderChooser;
    QComboBox *m_company;
    QLineEdit *m_most;
    FilterBuilder *m_filter;
    TonedLabel *m_fault;
    ElidedLabel *m_cost;
    QTimer m_settle; ///< the builder follows what is typed when the fingers rest
    bool m_isShowing = false;
};

} // namespace waybill
