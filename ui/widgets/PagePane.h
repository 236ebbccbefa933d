#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace waybill {

/// One tab of the detail pane: scrolls when its contents are higher than it, with the page's margins.
class PagePane : public QScrollArea
{
    Q_OBJECT

public:
    PagePane(const QString &name, const QString &objectName, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    QVBoxLayout *column() const { return m_column; }

private:
    void fit();

    QVBoxLayout *m_column;
};

} // namespace waybill
