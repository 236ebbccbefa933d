#pragma once

#include <QTableView>

namespace waybill {

enum class RowSize { Normal, Compact };

/// The one table of all pages: whole rows, lines between rows only, no row numbers, one header height, text elided in
/// the middle and whole in the tooltip. Enter activates, Ctrl+C copies the selected cells' row as tab-separated text.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    explicit RowTable(RowSize size = RowSize::Normal, QWidget *parent = nullptr);

    void setRowSize(RowSize size);
    /// The selected rows as text: headers first, columns between tabs.
    QString selectedText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace waybill
