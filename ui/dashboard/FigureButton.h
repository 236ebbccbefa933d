#pragma once

#include "ui/style/Icons.h"
#include "ui/style/StatusRole.h"

#include <QPushButton>

namespace waybill {

/// One figure of the present in a card that is a button: `In flight 12`. Accessible as a button with name and figure.
class FigureButton final : public QPushButton
{
    Q_OBJECT

public:
    FigureButton(Icon icon, const QString &word, QWidget *parent = nullptr);

    /// `role` tells what the figure means; `detail` is one more line and may be empty. Disabled where it opens nothing.
    void setFigure(const QString &figure, StatusRole role, const QString &detail, bool opensSomething);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Icon m_icon;
    QString m_figure, m_detail;
    StatusRole m_role = StatusRole::Quiet;
};

} // namespace waybill
