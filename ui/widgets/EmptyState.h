#pragma once

#include "ui/style/Icons.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace waybill {

/// What stands where nothing is: an icon, what this place is for in a sentence, and the one thing to do. Where there is
/// no room for all of it the icon goes.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent = nullptr);

    void setTexts(Icon icon, const QString &title, const QString &sentence);
    /// The one action; made on the first call. The button belongs to this widget.
    QPushButton *setAction(const QString &word);
    /// A bar below the sentence, where something is under way; made on the first call. It belongs to this widget.
    QProgressBar *setProgress();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Icon m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QWidget *m_picture;
    QPushButton *m_action = nullptr;
    QProgressBar *m_progress = nullptr;
    QVBoxLayout *m_layout;
};

} // namespace waybill
