#pragma once

#include <QMenu>

namespace waybill {

class RowMemory;

/// How much memory rows may take, to be chosen. Filled when it opens. GUI thread.
class RowMemoryMenu final : public QMenu
{
    Q_OBJECT

public:
    /// The memory outlives this.
    explicit RowMemoryMenu(RowMemory *memory, QWidget *parent = nullptr);

signals:
    /// Bytes.
    void chosen(qint64 limit);

private:
    void fill();

    RowMemory *m_memory;
};

} // namespace waybill
