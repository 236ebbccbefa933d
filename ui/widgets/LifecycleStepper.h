#pragma once

#include <QFrame>
#include <QList>

namespace waybill {

enum class StageState {
    Done,
    Running,   ///< here now
    Broken,    ///< failed here
    Warned,    ///< ended here, not all is well
    Undecided, ///< nobody knows: hatched
    Stopped,   ///< ended here on somebody's decision
    Ahead,     ///< not reached
};

/// One dot of the lifecycle.
struct Stage {
    QString name;
    QString time;    ///< below the name: when it began, or how long it took
    QString tooltip; ///< exact times
    StageState state = StageState::Ahead;
    bool operator==(const Stage &) const = default;
};

/// A message's life as dots on a line, the time each stage took below it. Left and Right walk the stages; the
/// accessible description tells all of them, the stage in focus first.
class LifecycleStepper final : public QFrame
{
    Q_OBJECT

public:
    explicit LifecycleStepper(QWidget *parent = nullptr);

    const QList<Stage> &stages() const { return m_stages; }
    void setStages(const QList<Stage> &stages);
    /// Whether a stage's words have to be cut at this width.
    bool isElided() const;
    /// All stages in one sentence each, as a screen reader tells them.
    QString description() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect stageRect(qsizetype stage) const;
    int wordsWidth(const Stage &stage) const;
    void setCurrent(qsizetype stage);

    QList<Stage> m_stages;
    qsizetype m_current = 0;
};

} // namespace waybill
