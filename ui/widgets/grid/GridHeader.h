#pragma once

#include <QWidget>

namespace waybill {

class GridView;

/// The titles of a GridView's columns: a click sorts, Shift+click adds to the order, dragging moves a column or sizes
/// it at its right edge, a double click there makes it fit, the arrow at the right or the right button opens its menu.
/// By keyboard all of it is in that menu (Alt+Down in the grid).
class GridHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit GridHeader(GridView *view);

    QSize sizeHint() const override;
    /// What the title of a column needs with its marks.
    int titleWidth(int column) const;
    /// In coordinates of the header; null out of sight.
    QRect titleRect(int place) const;
    /// Name, key, type and what a click does.
    QString tooltip(int column) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintTitle(QPainter &painter, int place, const QRect &rect) const;
    /// The place whose right edge is near; -1 where none is.
    int edgeAt(const QPoint &point) const;
    int dropPlace(int x) const;

    GridView *m_view;
    int m_hovered = -1;
    int m_pressed = -1; ///< place
    int m_sized = -1;   ///< column
    int m_sizeOffset = 0;
    int m_moved = -1; ///< place that is being dragged
    QPoint m_pressedAt;
    QPoint m_movedTo;
};

} // namespace waybill
