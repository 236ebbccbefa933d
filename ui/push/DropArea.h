#pragma once

#include <QFrame>

class QPushButton;

namespace waybill {

/// Where files are dropped; the button is the way without a mouse.
class DropArea final : public QFrame
{
    Q_OBJECT

public:
    explicit DropArea(QWidget *parent = nullptr);

signals:
    void dropped(const QStringList &paths);
    void chooseWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_over = false;
};

/// The local files among what is dragged.
QStringList droppedFiles(const QDropEvent *event);

} // namespace waybill
