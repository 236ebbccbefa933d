#pragma once

#include "ui/explore/FilterDraft.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace waybill {

class CatalogueFeed;
class FilterRow;

/// The conditions of a query as rows; a filter that rows cannot say as one line of text.
class FilterBuilder final : public QWidget
{
    Q_OBJECT

public:
    /// The feed outlives this.
    explicit FilterBuilder(CatalogueFeed *feed, QWidget *parent = nullptr);

    void setDetails(const EntityDetails *details);
    /// Rows that say the same already stay as they are, and with them what is being entered.
    void setFilter(const QString &filter);
    QString filter() const;
    /// How conditions are joined: shown beside the other choosers of a query, who takes it over.
    QComboBox *joinBox() const { return m_join; }
    /// A new row, its field empty or given; the focus goes there.
    void add(const QString &field = {});

signals:
    void edited();
    void confirmed();

private:
    FilterDraft draft() const;
    FilterRow *addRow(const FilterLine &line);
    void remove(FilterRow *row);
    void show(const FilterDraft &draft);
    void refresh();

    CatalogueFeed *m_feed;
    EntityDetails m_details; ///< empty while they are not known
    QList<FilterRow *> m_rows;
    QVBoxLayout *m_column;
    QComboBox *m_join;
    QWidget *m_textLine;
    QLineEdit *m_text;
    bool m_isText = false;
};

} // namespace waybill
