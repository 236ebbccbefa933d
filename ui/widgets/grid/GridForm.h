#pragma once

#include "ui/widgets/RowTable.h"

namespace waybill {

class GridFieldsModel;

/// The fields of one row, one below the other: what a field is called, with its name and type under it, and its value.
/// Nothing can be changed. Ctrl+C copies the values of the chosen fields as served, with Shift their names too.
class GridForm final : public RowTable
{
    Q_OBJECT

public:
    explicit GridForm(GridFieldsModel *fields, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Copied { Values, Names, Both };
    void copy(Copied what) const;

    GridFieldsModel *m_fields;
};

} // namespace waybill
