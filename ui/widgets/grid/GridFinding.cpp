#include "ui/widgets/grid/GridFinding.h"

#include "app/rows/RowFilter.h"
#include "app/rows/TextSearch.h"
#include "ui/widgets/grid/GridFindBar.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <algorithm>

namespace waybill {

namespace {
constexpr int whileTyping = 150; ///< milliseconds until what was typed is looked for
}

GridFinding::GridFinding(GridView *view, GridFindBar *bar) : QObject(view), m_view(view), m_bar(bar)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(whileTyping);
    connect(&m_soon, &QTimer::timeout, this, &GridFinding::look);
    connect(bar, &GridFindBar::textChanged, this, &GridFinding::find);
    connect(bar, &GridFindBar::nextWanted, this, &GridFinding::next);
    connect(bar, &GridFindBar::previousWanted, this, &GridFinding::previous);
    const auto again = [this] {
        if (!m_text.isEmpty())
            m_soon.start();
    };
    connect(view->model(), &QAbstractItemModel::modelReset, this, again);
    connect(view->model(), &QAbstractItemModel::rowsInserted, this, again);
    connect(view, &GridView::currentChanged, this, &GridFinding::tell);
}

void GridFinding::find(const QString &text)
{
    if (text == m_text && m_found)
        return;
    m_text = text;
    m_view->setMarked(text);
    m_found.reset();
    m_job.stop();
    m_goWhenFound = !text.isEmpty();
    m_bar->setFound({}, {});
    if (!text.isEmpty())
        m_soon.start();
    else
        m_soon.stop();
}

void GridFinding::end()
{
    m_soon.stop();
    m_job.stop();
    m_found.reset();
    m_text.clear();
    m_view->setMarked({});
}

void GridFinding::look()
{
    const GridModel *model = m_view->model();
    if (m_text.isEmpty() || !model->store())
        return;
    std::vector<int> columns; // empty: all of them
    const GridColumns &all = m_view->columns();
    if (all.shownCount() < all.count()) {
        for (int place = 0; place < all.shownCount(); ++place)
            columns.push_back(all.columnAt(place));
    }
    m_job.start(
        [store = *model->store(), order = model->permutation(), columns = std::move(columns),
         text = m_text.toStdString()](const std::stop_token &stop) -> std::optional<Found> {
            Found found;
            found.has.assign(size_t(store.rows()), 0);
            const auto mark = [&](int column) {
                const RowCondition condition{.column = column, .text = text};
                const auto rows = filteredRows(store, {&condition, 1}, stop);
                for (const quint32 row : rows.value_or(RowNumbers()))
                    found.has[row] = 1;
            };
            if (columns.empty())
                mark(RowCondition::anyColumn);
            else
                std::ranges::for_each(columns, mark);
            if (stop.stop_requested())
                return std::nullopt;
            if (order)
                found.count = std::ranges::count_if(*order, [&](quint32 row) { return found.has[row] != 0; });
            else
                found.count = std::ranges::count(found.has, char(1));
            return found;
        },
        [this](std::optional<Found> found) {
            if (found)
                take(std::move(*found));
        });
}

void GridFinding::take(Found found)
{
    m_found = std::move(found);
    tell();
    if (!std::exchange(m_goWhenFound, false))
        return;
    // The first from where one stands, itself included.
    if (!has(m_view->currentRow()))
        go(true);
    m_view->viewport()->update();
}

bool GridFinding::has(int row) const
{
    if (!m_found || row < 0 || row >= m_view->rowCount())
        return false;
    const auto at = size_t(m_view->model()->storeRow(row));
    return at < m_found->has.size() && m_found->has[at];
}

void GridFinding::go(bool forward)
{
    if (!m_found || m_found->count == 0) {
        m_goWhenFound = !m_found;
        return;
    }
    const GridModel *model = m_view->model();
    const GridColumns &columns = m_view->columns();
    const TextSearch search(m_text.toStdString(), TextSearch::Case::Folded);
    const auto cellHas = [&](int row, int place) {
        return search.isIn(model->store()->text(model->storeRow(row), columns.columnAt(place)));
    };
    const int rows = m_view->rowCount(), places = columns.shownCount();
    const int step = forward ? 1 : -1;
    int row = std::max(m_view->currentRow(), 0);
    int place = m_view->currentRow() < 0 ? (forward ? -1 : places) : std::max(m_view->currentPlace(), 0);
    // From the cell behind the current one, once round.
    for (int seen = 0; seen <= rows; ++seen) {
        if (has(row)) {
            for (place += step; place >= 0 && place < places; place += step) {
                if (cellHas(row, place)) {
                    m_view->setCurrent(row, columns.columnAt(place));
                    return;
                }
            }
        }
        row = (row + step + rows) % rows;
        place = forward ? -1 : places;
    }
}

void GridFinding::tell()
{
    if (m_text.isEmpty())
        return;
    std::optional<qint64> at;
    if (has(m_view->currentRow())) {
        at = 0;
        for (int row = 0; row <= m_view->currentRow(); ++row)
            *at += has(row) ? 1 : 0;
    }
    m_bar->setFound(at, m_found ? std::optional(m_found->count) : std::nullopt);
}

} // namespace waybill
