#pragma once

#include <QPushButton>

namespace waybill {

/// Where we work, at the top of the window's left side: name, kind and connection, with the kind's colour as a bar. A
/// button: its menu switches the environment.
class EnvironmentBadge final : public QPushButton
{
    Q_OBJECT

public:
    explicit EnvironmentBadge(QWidget *parent = nullptr);

    /// `kind` is the environment kind's word and picks the colour, unless `colour` (`#rrggbb`) is another; `lines` stand
    /// below the name, muted.
    void setEnvironment(const QString &name, const QString &kind, const QStringList &lines, const QString &colour = {});
    /// Nothing is sent there: a lock beside the name.
    void setLocked(bool locked);

    /// The first letter beside the bar, for narrow windows; everything else stands in the tooltip.
    void setCompact(bool compact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_kind;
    QStringList m_lines;
    QString m_colour;
    bool m_locked = false;
    bool m_compact = false;
};

} // namespace waybill
