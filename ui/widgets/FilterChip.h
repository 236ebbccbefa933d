#pragma once

#include <QPushButton>

namespace waybill {

/// A filter that is on or off, with the number of rows it shows where that is known. Accessible as a checkable button
/// with the chip's word as name and the count as description. Space and Enter press it.
class FilterChip final : public QPushButton
{
    Q_OBJECT

public:
    explicit FilterChip(const QString &word, QWidget *parent = nullptr);

    qint64 count() const { return m_count; }
    void setCount(qint64 count); ///< below 0: not known

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    qint64 m_count = -1;
};

} // namespace waybill
