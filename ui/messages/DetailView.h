#pragma once

class QFrame;
class QLayout;
class QLineEdit;
class QPushButton;
class QString;
class QTabWidget;
class QToolButton;
class QWidget;

namespace waybill {

class Banner;
class DecisionPanel;
class DetailStack;
class ElidedLabel;
class FilePane;
class HistoryPane;
class HttpPane;
class LifecycleStepper;
class StatusPill;
class TonedLabel;
class WhyPane;

/// The widgets of the detail pane and where they stand. All belong to the pane; DetailPane gives them life.
struct DetailView {
    explicit DetailView(QFrame *pane);

    DetailStack *stack; ///< all that follows stands in its body
    ElidedLabel *title;
    StatusPill *pill;
    ElidedLabel *facts;
    ElidedLabel *ids;
    QToolButton *copyId;
    LifecycleStepper *life;
    TonedLabel *outlook;
    Banner *told;
    QPushButton *pushSaved;
    Banner *reason;
    DecisionPanel *decision;
    QTabWidget *tabs;
    WhyPane *why;
    FilePane *file;
    HttpPane *http;
    HistoryPane *history;
    QPushButton *save;
    QPushButton *again;
    QPushButton *ticket;
    QPushButton *open;
    QPushButton *sendNow;
    QPushButton *cancel;
    QWidget *handleRow;
    QLineEdit *note;
    QPushButton *handle;

private:
    QWidget *makeHead(QFrame *pane);
    QWidget *makeTabs(QFrame *pane);
    QWidget *makeActions(QFrame *pane);
};

} // namespace waybill
