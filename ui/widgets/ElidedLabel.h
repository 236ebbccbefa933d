#pragma once

#include "ui/widgets/TonedLabel.h"

namespace waybill {

/// One line of plain text, elided in the middle where it does not fit; whole in the tooltip, for screen readers and on
/// copy (Ctrl+C or the context menu).
class ElidedLabel final : public TonedLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);

    /// Shown text and the whole text behind it, such as a shortened id; an empty `whole` is the text itself.
    void setTexts(const QString &shown, const QString &whole = {}, const QString &tooltip = {});
    QString whole() const { return m_whole.isEmpty() ? text() : m_whole; }
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void copy() const;

    QString m_whole;
    QString m_tooltip;
};

} // namespace waybill
