#pragma once

#include <QDockWidget>

namespace waybill {

class HttpLog;

/// The dock below the pages with the last exchanges; its table is made when it is first shown.
class HttpLogDock final : public QDockWidget
{
    Q_OBJECT

public:
    /// `log` outlives this.
    explicit HttpLogDock(HttpLog *log, QWidget *parent = nullptr);

    void toggle() { setVisible(!isVisible()); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    HttpLog *m_log;
};

} // namespace waybill
