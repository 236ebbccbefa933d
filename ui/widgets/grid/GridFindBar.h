#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace waybill {

class SearchField;

/// A line that opens above the footer: finding text in the rows, or going to a row by its number. Escape closes it.
class GridFindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit GridFindBar(QWidget *parent = nullptr);

    /// Opens it for finding; what was looked for last stands selected.
    void find();
    /// Opens it for going to one of `rows` rows.
    void goToRow(int rows);
    QString text() const;
    /// Which of how many rows with it is current, from 1; nothing while that is not known.
    void setFound(std::optional<qint64> at, std::optional<qint64> count);

signals:
    void textChanged(const QString &text);
    void nextWanted();
    void previousWanted();
    /// From 0.
    void rowWanted(int row);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showFor(bool finding);
    void close();

    SearchField *m_text;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_found;
    QLineEdit *m_row;
    QLabel *m_rows;
};

} // namespace waybill
