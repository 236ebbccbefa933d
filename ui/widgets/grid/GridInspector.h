#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTabBar;

namespace waybill {

class GridFieldsModel;
class GridForm;
class GridView;

/// The current row of a grid at its side: as a form, as JSON, and the current cell whole. It looks at the row only
/// while it is shown.
class GridInspector final : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype mostJson = 100'000; ///< bytes that are shown: as many as can be laid out at once

    explicit GridInspector(GridView *view, QWidget *parent = nullptr);

    /// The current row or cell of the view is another one.
    void look();

signals:
    void closed();

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void step(int by);
    QString json(int row) const;

    GridView *m_view;
    GridFieldsModel *m_fields;
    QLabel *m_title;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    GridForm *m_form;
    QPlainTextEdit *m_json;
    QPlainTextEdit *m_cell;
};

} // namespace waybill
