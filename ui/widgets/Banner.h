#pragma once

#include "ui/style/StatusRole.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace waybill {

class TonedLabel;

enum class BannerKind { Info, Good, Warning, Error, Undecided };

/// One or two sentences that stand where the trouble is, with what can be done about it.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(BannerKind kind, QWidget *parent = nullptr);

    void setKind(BannerKind kind);
    /// Plain text; the detail is smaller and may be empty.
    void setText(const QString &text, const QString &detail = {});
    QString text() const;
    /// A button at the right; belongs to the banner.
    QPushButton *addAction(const QString &word);
    /// Shows a cross that hides the banner and tells `closed`.
    void setClosable(bool closable);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusRole role() const;

    BannerKind m_kind;
    TonedLabel *m_text;
    QLabel *m_detail;
    QHBoxLayout *m_actions;
    QToolButton *m_close;
};

} // namespace waybill
