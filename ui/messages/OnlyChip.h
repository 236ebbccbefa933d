#pragma once

#include <QPushButton>

namespace waybill {

/// A restriction that is on, with a cross: pressing it takes the restriction away. A long name is cut at its end and
/// whole in the tooltip.
class OnlyChip final : public QPushButton
{
    Q_OBJECT

public:
    explicit OnlyChip(QWidget *parent = nullptr);

    void setName(const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

} // namespace waybill
