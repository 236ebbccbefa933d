#pragma once

#include <QListView>

namespace waybill {

/// What the rows of a TwoLineList say beside their first line, which is Qt::DisplayRole.
enum TwoLineRole {
    SecondLineRole = Qt::UserRole + 100, ///< smaller, muted
    SectionRole,                         ///< a caption above the row; empty for none
    LeadingIconRole,                     ///< an Icon before the first line
    MarkRole,                            ///< a word at the right, such as *mandatory*
    TrailingIconRole,                    ///< an Icon at the right
    StarRole,                            ///< a bool: a star that can be pressed; none where it is not valid
};

/// A list whose rows have a first line and a smaller one under it, captions between groups, marks and a star at the
/// right. Enter and a double click activate; Space and a click on the star toggle it.
class TwoLineList final : public QListView
{
    Q_OBJECT

public:
    explicit TwoLineList(QWidget *parent = nullptr);

    /// What stands there while the model has no row.
    void setEmptyText(const QString &text);
    void reset() override;

signals:
    void starToggled(const QModelIndex &index);
    /// Up on the first row: whoever stands above takes the focus.
    void leftAtTop();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    bool isEmpty() const;

    QString m_emptyText;
};

} // namespace waybill
