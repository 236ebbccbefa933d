#pragma once

#include <QMenu>

namespace waybill {

class ExploreMemory;

/// Queries with a name, and those read lately. Filled when it opens. GUI thread.
class QueryMenu final : public QMenu
{
    Q_OBJECT

public:
    /// The memory outlives this.
    explicit QueryMenu(ExploreMemory *memory, QWidget *parent = nullptr);

    void setEnvironment(const QString &environment) { m_environment = environment; }

signals:
    void chosen(const QString &text);

private:
    void fill();

    ExploreMemory *m_memory;
    QString m_environment;
};

} // namespace waybill
