#pragma once

#include "ui/style/Icons.h"

#include <QPointer>
#include <QStackedWidget>
#include <QTimer>

class QFrame;
class QPushButton;

namespace waybill {

class EmptyState;

/// The content of a pane that follows a choice, and what stands in its place until the content is that of the row that
/// is wanted. What shows another row stays to be seen for a moment, as most answers come at once, but nothing of it can
/// be used; after that the pane says that it reads.
class DetailStack final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit DetailStack(Icon icon, QWidget *parent = nullptr);

    /// What holds the content; its focus proxy gets the keyboard where who had it is gone.
    QFrame *body() const { return m_body; }
    /// The content is not that of the row that is wanted; that is being read.
    void setReading();
    /// The content is that of the row that is wanted. Whoever had the keyboard has it again.
    void setReady();
    /// The row that is wanted cannot be shown, and why; `mayPass`: to try again is offered.
    void setTrouble(const QString &title, const QString &sentence, bool mayPass);

signals:
    void againWanted();

private:
    void sayInstead(Icon icon, const QString &title, const QString &sentence);

    Icon m_icon;
    QFrame *m_body;
    EmptyState *m_instead;
    QPushButton *m_again;
    QTimer m_late;
    bool m_isReading = false;
    QPointer<QWidget> m_focus; ///< what had the keyboard in the body before it was out of use
};

} // namespace waybill
