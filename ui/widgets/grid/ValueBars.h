#pragma once

#include <QList>
#include <QWidget>

namespace waybill {

/// The most frequent values of a column, a bar each with its count and its share. Arrow keys go from bar to bar; Enter,
/// Space or a click choose one.
class ValueBars final : public QWidget
{
    Q_OBJECT

public:
    struct Bar {
        QString word;
        bool quiet = false; ///< no value itself, such as *empty*
        qint64 count = 0;
    };

    explicit ValueBars(QWidget *parent = nullptr);

    /// `all`: what the shares are of.
    void setBars(const QList<Bar> &bars, qint64 all);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(int bar);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    int lineHeight() const;
    int barAt(int y) const;
    QString share(qint64 count) const;
    void describe();

    QList<Bar> m_bars;
    qint64 m_all = 0;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace waybill
