#pragma once

#include "ui/style/StatusRole.h"

#include <QFrame>

class QLabel;

namespace waybill {

/// One cause of a failure: what it is, how many rows it hit, and the mend in a sentence. The bar at the left has the
/// colour of its role.
class CauseCard final : public QFrame
{
    Q_OBJECT

public:
    explicit CauseCard(QWidget *parent = nullptr);

    /// `count` is a short text such as *31 rows*; it and `mend` may be empty.
    void setCause(StatusRole role, const QString &title, const QString &count, const QString &mend);

    QString title() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusRole m_role = StatusRole::Red;
    QLabel *m_title;
    QLabel *m_count;
    QLabel *m_mend;
};

} // namespace waybill
