#pragma once

#include <QLineEdit>

namespace waybill {

/// A field to find things: magnifier at the left, a cross to clear, Escape clears too.
class SearchField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace waybill
