#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace waybill {

class FetchRun;

/// How a fetch goes, and the button that ends it; in sight while one is under way.
class FetchBar final : public QWidget
{
    Q_OBJECT

public:
    /// The run outlives this.
    explicit FetchBar(FetchRun *run, QWidget *parent = nullptr);

private:
    void refresh();

    FetchRun *m_run;
    QLabel *m_words;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

} // namespace waybill
