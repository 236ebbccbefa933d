#pragma once

#include <QFrame>

class QListWidget;
class QListWidgetItem;

namespace waybill {

class GridView;
class SearchField;

/// Drops down to choose which columns of a grid are shown. Deletes itself when it closes.
class GridColumnChooser final : public QFrame
{
    Q_OBJECT

public:
    explicit GridColumnChooser(GridView *view);
    /// Its upper right corner stands at `at`.
    void open(const QPoint &at);

private:
    void take(QListWidgetItem *item);
    void narrow(const QString &text);
    void showAll(bool shown);

    GridView *m_view;
    SearchField *m_search;
    QListWidget *m_list;
};

} // namespace waybill
