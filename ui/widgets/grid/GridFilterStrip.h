#pragma once

#include <QHash>
#include <QWidget>

class QLineEdit;

namespace waybill {

class GridView;

/// A field below each title in which a filter for that column is typed. Only fields of columns on screen exist.
class GridFilterStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit GridFilterStrip(GridView *view);

    QSize sizeHint() const override;
    /// Puts the fields where their columns are.
    void arrange();
    /// Shows itself and gives the column's field the focus.
    void edit(int column);
    /// Shows what the filters of the model are, in fields that are not being typed in.
    void showFilters();

signals:
    void shownChanged();
    /// While somebody types; an empty text is no filter.
    void typed(int column, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *fieldOf(int column);
    QString filterText(int column) const;

    GridView *m_view;
    QHash<int, QLineEdit *> m_fields; ///< by column
};

} // namespace waybill
