#pragma once

#include "app/environments/EnvironmentStore.h"

#include <QDialog>

class QPushButton;

namespace waybill {

class EnvironmentStates;
class EnvironmentTable;
class SearchField;

/// The list that drops down from the environment's badge: one types a part of the name and goes there with Enter, or
/// goes on to what can be done with environments. Closes itself, also when somebody goes back to the window. A window
/// of its own and no popup, which a screen reader would not find.
class EnvironmentSwitcher final : public QDialog
{
    Q_OBJECT

public:
    /// Both outlive this. `present` is the one that is chosen now; empty: none.
    EnvironmentSwitcher(const EnvironmentStore *environments, EnvironmentStates *states, const QString &present,
                        QWidget *parent = nullptr);

    /// Below (or where there is no room, beside) this corner, whole on its screen.
    void popUpAt(const QPoint &corner);
    /// What it drops down from, which outlives it: who goes back to the window with the mouse there presses that, and
    /// it closes this.
    void setAnchor(const QWidget *anchor) { m_anchor = anchor; }

signals:
    void environmentChosen(const QString &name);
    void checkWanted(const QString &name);
    void signInWanted(const QString &name);
    void manageWanted();
    void connectWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QPushButton *addAction(const QString &word, const QString &name, const QString &tooltip);
    void take();

    SearchField *m_search;
    EnvironmentTable *m_table;
    const QWidget *m_anchor = nullptr;
};

} // namespace waybill
