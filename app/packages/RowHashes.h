#pragma once

#include "app/packages/KeptRows.h"
#include "app/rows/RowHandler.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace waybill {

/// A column's name as both sides of a comparison know it: told without regard to case.
QString comparedName(QStringView name);

/// Columns that may tell rows apart, by comparedName.
using RowKey = QStringList;

/// What is kept of every row of a data file: a number of its cells, and one for each key of the cells of its columns.
/// The place of a column and cells without anything in them do not count. The numbers differ from one comparison to the
/// next, so that nobody can make rows that have the same.
class RowHashes final : public RowHandler
{
public:
    struct Plan {
        quint64 seed = 0;
        QSet<QString> left;       ///< columns that do not count
        std::vector<RowKey> keys; ///< at most mostKeys
    };
    static constexpr std::size_t mostKeys = 8;

    /// `took` gets the bytes of the cells now and then. The plan outlives this.
    RowHashes(const Plan &plan, std::function<void(qint64)> took) : m_plan(plan), m_took(std::move(took)) {}

    void beginRow() override;
    void value(std::string_view name, const PageValue &value) override;
    void endRow() override;

    const std::vector<quint64> &rows() const { return m_rows; }
    const std::vector<quint64> &keys(std::size_t key) const { return m_keys[key]; }
    /// The cells themselves, while they are few enough.
    const KeptRows &kept() const { return m_kept; }
    /// The comparedName of a column of kept().
    const QString &name(int column) const { return m_columns[std::size_t(column)].name; }

private:
    struct Column {
        QString name;
        quint64 seed = 0;
        bool counts = false;
        unsigned keys = 0; // that it is part of, a bit each
    };
    void meet(std::string_view name, int column);

    const Plan &m_plan;
    std::function<void(qint64)> m_took;
    std::vector<Column> m_columns; // by PageValue::name
    std::vector<quint64> m_rows;
    std::vector<quint64> m_keys[mostKeys];
    quint64 m_row = 0;
    quint64 m_key[mostKeys] = {};
    KeptRows m_kept;
    qint64 m_bytes = 0;
};

} // namespace waybill
