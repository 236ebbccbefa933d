#pragma once

class QFrame;
class QLayout;
class QPushButton;
class QTabWidget;
class QWidget;

namespace waybill {

class Banner;
class ContentsPane;
class DetailStack;
class DownloadHistoryPane;
class ElidedLabel;
class HttpPane;
class LifecycleStepper;
class PreviewPane;
class StatusPill;
class TonedLabel;

/// The widgets of the pane of one download and where they stand. All belong to the pane; DownloadPane gives them life.
struct DownloadView {
    explicit DownloadView(QFrame *pane);

    DetailStack *stack; ///< all others stand in its body
    ElidedLabel *title;
    StatusPill *pill;
    ElidedLabel *facts;
    ElidedLabel *ids;
    LifecycleStepper *life;
    TonedLabel *outlook;
    Banner *told;
    Banner *reason;
    QTabWidget *tabs;
    ContentsPane *contents;
    PreviewPane *preview;
    HttpPane *http;
    DownloadHistoryPane *history;
    QPushButton *acknowledge;
    QPushButton *again;
    QPushButton *look;
    QPushButton *unpack;
    QPushButton *compare;
    QPushButton *folder;
    QPushButton *save;

private:
    QWidget *makeHead(QFrame *pane);
    QWidget *makeLife(QFrame *pane);
    QWidget *makeTabs(QFrame *pane);
    QWidget *makeActions(QFrame *pane);
};

} // namespace waybill
