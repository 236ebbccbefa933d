#include "ui/widgets/grid/GridColumns.h"

#include "ui/widgets/Texts.h"

#include <QSet>

#include <algorithm>

namespace waybill {

void GridColumns::setNames(const QStringList &names)
{
    std::vector<Column> columns;
    QHash<QString, int> byName;
    std::vector<int> order;
    for (const QString &name : names) {
        const int known = m_byName.value(name, -1);
        Column column = known >= 0 ? m_columns[size_t(known)] : Column{};
        if (known < 0) {
            column.about = m_about.value(name);
            column.about.name = name;
        }
        byName.insert(name, int(columns.size()));
        columns.push_back(std::move(column));
    }
    // Those that stay keep their order; new ones come behind.
    for (const int before : m_order) {
        if (const int now = byName.value(m_columns[size_t(before)].about.name, -1); now >= 0)
            order.push_back(now);
    }
    for (int column = 0; column < int(columns.size()); ++column) {
        if (!m_byName.contains(names[column]))
            order.push_back(column);
    }
    m_columns = std::move(columns);
    m_byName = std::move(byName);
    m_order = std::move(order);
    applyState();
    arrange();
}

void GridColumns::setAbout(const std::vector<GridColumn> &about)
{
    m_about.clear();
    for (const GridColumn &column : about)
        m_about.insert(column.name, column);
    for (Column &column : m_columns) {
        const QString name = column.about.name;
        column.about = m_about.value(name);
        column.about.name = name;
    }
}

QString GridColumns::title(int column) const
{
    const GridColumn &about = m_columns[size_t(column)].about;
    return texts::oneLine(about.label.isEmpty() ? about.name : about.label);
}

int GridColumns::placeAt(int x) const
{
    if (x < 0 || x >= totalWidth())
        return -1;
    return int(std::ranges::upper_bound(m_lefts, x) - m_lefts.begin()) - 1;
}

void GridColumns::move(int place, int to)
{
    if (place == to || place < 0 || to < 0 || place >= shownCount() || to >= shownCount())
        return;
    const int column = m_shown[size_t(place)], there = m_shown[size_t(to)];
    m_columns[size_t(column)].pinned = m_columns[size_t(there)].pinned;
    // By the order shown, or a pinned column would count where it stood before it was pinned.
    std::vector<int> order = m_shown;
    for (const int one : m_order) {
        if (m_columns[size_t(one)].hidden)
            order.push_back(one);
    }
    std::erase(order, column);
    order.insert(order.begin() + to, column);
    m_order = std::move(order);
    m_state.reset();
    arrange();
}

bool GridColumns::setHidden(int column, bool hidden)
{
    Column &one = m_columns[size_t(column)];
    if (hidden && !one.hidden && shownCount() == 1)
        return false;
    one.hidden = hidden;
    m_state.reset();
    arrange();
    return true;
}

void GridColumns::setPinned(int column, bool pinned)
{
    m_columns[size_t(column)].pinned = pinned;
    m_state.reset();
    arrange();
}

void GridColumns::setWidth(int column, int width)
{
    Column &one = m_columns[size_t(column)];
    one.width = std::clamp(width, leastWidth, mostWidth);
    one.sized = true;
    if (m_state)
        m_state->widths.insert(one.about.name, one.width); // or a column that comes would take it back
    arrange();
}

void GridColumns::suggestWidths(const std::vector<int> &widths)
{
    for (size_t column = 0; column < std::min(widths.size(), m_columns.size()); ++column) {
        if (!m_columns[column].sized && widths[column] > 0)
            m_columns[column].width = std::clamp(widths[column], leastWidth, mostWidth);
    }
    arrange();
}

GridLayoutState GridColumns::state() const
{
    if (m_state && m_columns.empty())
        return *m_state;
    GridLayoutState state;
    for (const int column : m_order) {
        const Column &one = m_columns[size_t(column)];
        state.order << one.about.name;
        if (one.hidden)
            state.hidden << one.about.name;
        if (one.pinned)
            state.pinned << one.about.name;
        if (one.sized)
            state.widths.insert(one.about.name, one.width);
    }
    return state;
}

void GridColumns::restore(const GridLayoutState &state)
{
    m_state = state;
    for (Column &column : m_columns)
        column.hidden = column.pinned = column.sized = false;
    applyState();
    arrange();
}

void GridColumns::applyState()
{
    if (!m_state)
        return;
    QHash<QString, int> rank;
    for (const QString &name : m_state->order)
        rank.insert(name, int(rank.size()));
    std::ranges::stable_sort(
        m_order, {}, [&](int column) { return rank.value(m_columns[size_t(column)].about.name, int(rank.size())); });
    const QSet<QString> hidden(m_state->hidden.begin(), m_state->hidden.end());
    const QSet<QString> pinned(m_state->pinned.begin(), m_state->pinned.end());
    for (Column &column : m_columns) {
        const QString &name = column.about.name;
        column.hidden = hidden.contains(name);
        column.pinned = pinned.contains(name);
        if (const auto width = m_state->widths.constFind(name); width != m_state->widths.cend()) {
            column.width = std::clamp(*width, leastWidth, mostWidth);
            column.sized = true;
        }
    }
}

QStringList GridColumns::shownNames() const
{
    QStringList names;
    for (const int column : m_shown)
        names << m_columns[size_t(column)].about.name;
    return names;
}

void GridColumns::arrange()
{
    // A grid without a column says nothing: hiding all of them is no arrangement.
    if (!m_columns.empty() && std::ranges::all_of(m_columns, &Column::hidden))
        m_columns[size_t(m_order.front())].hidden = false;
    m_shown.clear();
    for (const bool pinned : {true, false}) {
        for (const int column : m_order) {
            const Column &one = m_columns[size_t(column)];
            if (!one.hidden && one.pinned == pinned)
                m_shown.push_back(column);
        }
        if (pinned)
            m_pinned = shownCount();
    }
    m_places.assign(m_columns.size(), -1);
    m_lefts.assign(1, 0);
    for (int place = 0; place < shownCount(); ++place) {
        const int column = m_shown[size_t(place)];
        m_places[size_t(column)] = place;
        m_lefts.push_back(m_lefts.back() + m_columns[size_t(column)].width);
    }
}

} // namespace waybill
