#include "ui/widgets/grid/GridModel.h"

#include "app/base/VisibleText.h"
#include "app/rows/RowStore.h"
#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"
#include "ui/widgets/grid/GridJob.h"
#include "ui/widgets/grid/GridOrderRows.h"

#include <algorithm>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
/// At most so many characters; what is cut off is not even read.
QString beginningOf(std::string_view utf8, qsizetype longest)
{
    constexpr size_t bytesACharacter = 4;
    const size_t most = size_t(longest + 1) * bytesACharacter;
    if (utf8.size() > most) {
        size_t end = most;
        while (end > 0 && (uchar(utf8[end]) & 0xC0) == 0x80)
            --end;
        utf8 = utf8.substr(0, end);
    }
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString oneLineOf(std::string_view utf8)
{
    const bool plain = utf8.size() <= size_t(GridModel::longestCell) &&
                       std::ranges::all_of(utf8, [](char c) { return c >= ' ' && c < 0x7F; });
    return plain ? QString::fromLatin1(utf8.data(), qsizetype(utf8.size()))
                 : visibleText(beginningOf(utf8, GridModel::longestCell), LineEnds::AsSpaces, GridModel::longestCell);
}

QDateTime timeOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC);
}
} // namespace

GridModel::GridModel(QObject *parent) : QAbstractTableModel(parent), m_work(std::make_unique<GridJob<GridOrdered>>())
{
    const auto tell = [this] {
        if (m_rows > 0 && columnCount() > 0)
            emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1), {Qt::DisplayRole});
    };
    connect(&TimeDisplay::ofWindow(), &TimeDisplay::changed, this, tell);
    connect(&NullDisplay::ofWindow(), &NullDisplay::changed, this, tell);
}

GridModel::~GridModel() = default;

void GridModel::setStore(std::shared_ptr<RowStore> store)
{
    m_work->stop();
    beginResetModel();
    m_store = std::move(store);
    m_order = m_shownOrder = {};
    m_permutation.reset();
    m_rows = m_store ? int(m_store->rows()) : 0;
    m_seen = m_rows;
    takeNames();
    endResetModel();
    emit columnsChanged();
    emit orderingChanged(false);
}

void GridModel::takeNames()
{
    QStringList names;
    for (int column = 0; m_store && column < m_store->columns(); ++column)
        names << QString::fromStdString(m_store->name(column));
    m_columns.setNames(names);
}

void GridModel::takeAppended()
{
    if (!m_store)
        return;
    const int columns = m_columns.count();
    if (m_store->columns() > columns) {
        beginInsertColumns({}, columns, m_store->columns() - 1);
        takeNames();
        endInsertColumns();
        emit columnsChanged();
    }
    const auto rows = int(m_store->rows());
    if (m_permutation || !m_shownOrder.isPlain()) {
        if (rows > m_seen && !m_work->isBusy())
            begin();
    } else if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        m_seen = rows;
        endInsertRows();
    }
}

void GridModel::setAbout(const std::vector<GridColumn> &about)
{
    m_columns.setAbout(about);
    if (m_columns.count() > 0)
        emit headerDataChanged(Qt::Horizontal, 0, m_columns.count() - 1);
    emit columnsChanged();
}

void GridModel::setOrder(const GridOrder &order)
{
    if (order == m_order)
        return;
    m_order = order;
    begin();
}

void GridModel::begin()
{
    if (!m_store)
        return;
    if (m_order.isPlain()) {
        m_work->stop();
        take({}, m_store->rows());
        return;
    }
    emit orderingChanged(true);
    m_work->start(
        [store = *m_store, order = m_order](const std::stop_token &stop) {
            auto rows = orderedRows(store, order, stop);
            return GridOrdered{rows ? std::make_shared<const RowNumbers>(std::move(*rows)) : nullptr, store.rows()};
        },
        [this](const GridOrdered &done) { take(done.rows, done.seen); });
}

void GridModel::take(std::shared_ptr<const RowNumbers> rows, qsizetype seen)
{
    beginResetModel();
    m_shownOrder = m_order;
    m_permutation = std::move(rows);
    m_rows = m_permutation ? int(m_permutation->size()) : int(m_store->rows());
    m_seen = m_permutation ? seen : m_store->rows();
    endResetModel();
    emit orderingChanged(false);
    takeAppended();
}

bool GridModel::isOrdering() const
{
    return m_work->isBusy();
}

void GridModel::stopOrdering()
{
    if (!m_work->isBusy())
        return;
    m_work->stop();
    m_order = m_shownOrder;
    emit orderingChanged(false);
}

qsizetype GridModel::storeRow(int row) const
{
    return m_permutation ? qsizetype((*m_permutation)[size_t(row)]) : row;
}

int GridModel::rowOf(qsizetype storeRow) const
{
    if (!m_permutation)
        return storeRow < m_rows ? int(storeRow) : -1;
    const auto found = std::ranges::find(*m_permutation, quint32(storeRow));
    return found == m_permutation->end() ? -1 : int(found - m_permutation->begin());
}

bool GridModel::isNumeric(int column) const
{
    const ColumnType type = m_store->type(column);
    if (type == ColumnType::None) {
        const GridColumn::Type known = m_columns.about(column).type;
        return known == GridColumn::Type::Integer || known == GridColumn::Type::Decimal;
    }
    return type == ColumnType::Integer || type == ColumnType::Decimal;
}

GridCell GridModel::cell(int row, int column) const
{
    const qsizetype at = storeRow(row);
    const std::string_view raw = m_store->text(at, column);
    switch (m_store->kind(at, column)) {
    case CellKind::Absent:
        return {GridCell::Kind::Absent, {}};
    case CellKind::Null:
        return {GridCell::Kind::Null, {}};
    case CellKind::Boolean:
        return {GridCell::Kind::Boolean, oneLineOf(raw)};
    case CellKind::Integer:
    case CellKind::Decimal:
        return {GridCell::Kind::Number, oneLineOf(raw)};
    case CellKind::Time:
        return {GridCell::Kind::Time, m_store->isEmptyDate(at, column) ? QString() : timeText(at, column)};
    case CellKind::Date:
        return {GridCell::Kind::Time, oneLineOf(raw)};
    case CellKind::Nested:
        return {GridCell::Kind::Nested, oneLineOf(raw)};
    case CellKind::Text:
        break;
    }
    return {GridCell::Kind::Text, oneLineOf(raw)};
}

QString GridModel::timeText(qsizetype row, int column) const
{
    const std::string_view raw = m_store->text(row, column);
    const std::optional<Instant> instant = m_store->instant(row, column);
    if (!instant)
        return oneLineOf(raw);
    if (m_columns.about(column).type == GridColumn::Type::Date) // noon or midnight in UTC stands for the day
        return oneLineOf(raw.substr(0, 10));
    const QDateTime time = timeOf(*instant);
    QString text = TimeDisplay::ofWindow().shown(time).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    if (const int rest = time.time().msec(); rest > 0)
        text += u'.' + QString::number(rest).rightJustified(3, u'0');
    return text;
}

QString GridModel::whole(int row, int column, qsizetype longest) const
{
    const qsizetype at = storeRow(row);
    return visibleText(beginningOf(m_store->text(at, column), longest), LineEnds::Keep, longest);
}

QString GridModel::tooltip(int row, int column) const
{
    const qsizetype at = storeRow(row);
    switch (m_store->kind(at, column)) {
    case CellKind::Absent:
        return tr("This row has no such field.");
    case CellKind::Null:
        return tr("null: the service has no value here.");
    case CellKind::Time: {
        const QString served = tr("As served: %1").arg(whole(row, column, longestCell));
        const std::optional<Instant> instant = m_store->instant(at, column);
        if (m_store->isEmptyDate(at, column))
            return tr("No date.") + u'\n' + served;
        return instant ? texts::timeTooltip(timeOf(*instant)) + u'\n' + served : served;
    }
    default: {
        const QString label = m_columns.about(column).enumLabels.value(whole(row, column, longestCell));
        return label;
    }
    }
}

int GridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns.count();
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column()).text;
    case Qt::ToolTipRole: {
        const QString words = tooltip(index.row(), index.column());
        return words.isEmpty() ? QVariant(whole(index.row(), index.column(), longestTooltip)) : QVariant(words);
    }
    case Qt::TextAlignmentRole:
        return QVariant((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= m_columns.count())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns.title(section);
    if (role == Qt::ToolTipRole)
        return m_columns.about(section).name;
    return {};
}

} // namespace waybill
