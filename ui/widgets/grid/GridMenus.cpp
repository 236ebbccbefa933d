#include "ui/widgets/grid/GridMenus.h"

#include "ui/style/Icons.h"
#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridLiteral.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
QMenu *menuFor(QWidget *view)
{
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    return menu;
}

/// Foreign text as a menu's: short, and its ampersands no mnemonics.
QString quoted(const QString &text)
{
    constexpr qsizetype longest = 40;
    QString line = texts::oneLine(text);
    if (line.size() > longest)
        line = line.left(longest) + u'…';
    return line.replace(u"&"_s, u"&&"_s);
}
} // namespace

QStringList selectedColumns(const GridView &view)
{
    QStringList names;
    for (const auto &[first, last] : view.selection().places()) {
        for (int place = first; place <= last; ++place)
            names << view.columns().about(view.columns().columnAt(place)).name;
    }
    return names;
}

GridMenus::GridMenus(GridView *view) : QObject(view), m_view(view) {}

void GridMenus::setSort(int column, bool descending, bool add)
{
    GridOrder order = m_view->model()->order();
    const auto found = std::ranges::find(order.sort, column, &GridSortKey::column);
    if (!add)
        order.sort = {{column, descending}};
    else if (found == order.sort.end())
        order.sort.push_back({column, descending});
    else
        found->descending = descending;
    emit orderWanted(order);
}

void GridMenus::sortNext(int column, bool add)
{
    GridOrder order = m_view->model()->order();
    const auto found = std::ranges::find(order.sort, column, &GridSortKey::column);
    if (found == order.sort.end() || (!add && order.sort.size() > 1)) {
        setSort(column, false, add);
    } else if (!found->descending) {
        setSort(column, true, add);
    } else {
        order.sort.erase(found);
        emit orderWanted(order);
    }
}

void GridMenus::hide(int column)
{
    if (m_view->columns().setHidden(column, true)) {
        m_view->rearrange();
        emit m_view->arranged();
    }
}

void GridMenus::move(int column, int by)
{
    const int place = m_view->columns().placeOf(column);
    m_view->columns().move(place, place + by);
    m_view->rearrange();
    m_view->bringIntoSight(-1, m_view->columns().placeOf(column));
    emit m_view->arranged();
}

void GridMenus::openColumnMenu(int column, const QPoint &at)
{
    QMenu *menu = menuFor(m_view);
    GridColumns &columns = m_view->columns();
    const GridOrder order = m_view->model()->order();
    const auto sorted = std::ranges::find(order.sort, column, &GridSortKey::column);
    const auto add = [menu](Icon icon, const QString &words) {
        return icon == Icon::None ? menu->addAction(words) : menu->addAction(themedIcon(icon), words);
    };
    const bool more = !order.sort.empty() && !(order.sort.size() == 1 && sorted != order.sort.end());
    connect(add(Icon::SortUp, tr("Sort ascending")), &QAction::triggered, this,
            [=, this] { setSort(column, false, false); });
    connect(add(Icon::SortDown, tr("Sort descending")), &QAction::triggered, this,
            [=, this] { setSort(column, true, false); });
    if (more) {
        connect(add(Icon::None, tr("Then by it, ascending")), &QAction::triggered, this,
                [=, this] { setSort(column, false, true); });
        connect(add(Icon::None, tr("Then by it, descending")), &QAction::triggered, this,
                [=, this] { setSort(column, true, true); });
    }
    if (sorted != order.sort.end())
        connect(add(Icon::None, tr("Do not sort by it")), &QAction::triggered, this, [=, this] {
            GridOrder other = order;
            std::erase_if(other.sort, [column](const GridSortKey &key) { return key.column == column; });
            emit orderWanted(other);
        });
    menu->addSeparator();
    connect(add(Icon::Filter, tr("Filter…")), &QAction::triggered, this, [=, this] { emit filterFieldWanted(column); });
    connect(add(Icon::Dashboard, tr("Statistics…")), &QAction::triggered, this,
            [=, this] { emit statisticsWanted(column); });
    menu->addSeparator();
    const bool pinned = columns.isPinned(column);
    connect(add(Icon::Pin, pinned ? tr("Unpin") : tr("Pin at the left")), &QAction::triggered, this, [=, this] {
        m_view->columns().setPinned(column, !pinned);
        m_view->rearrange();
        emit m_view->arranged();
    });
    QAction *left = add(Icon::ChevronLeft, tr("Move left"));
    left->setEnabled(columns.placeOf(column) > 0);
    connect(left, &QAction::triggered, this, [=, this] { move(column, -1); });
    QAction *right = add(Icon::ChevronRight, tr("Move right"));
    right->setEnabled(columns.placeOf(column) + 1 < columns.shownCount());
    connect(right, &QAction::triggered, this, [=, this] { move(column, 1); });
    connect(add(Icon::None, tr("As wide as its values")), &QAction::triggered, this,
            [=, this] { m_view->fitColumn(column); });
    QAction *hidden = add(Icon::None, tr("Hide"));
    hidden->setEnabled(columns.shownCount() > 1);
    connect(hidden, &QAction::triggered, this, [=, this] { hide(column); });
    connect(add(Icon::Columns, tr("Choose columns…")), &QAction::triggered, this,
            [=, this] { emit columnsWanted(at); });
    menu->addSeparator();
    connect(add(Icon::None, tr("Select the column")), &QAction::triggered, this,
            [=, this] { m_view->selectColumn(column); });
    addNullMenu(menu);
    menu->popup(at);
}

void GridMenus::addNullMenu(QMenu *menu)
{
    using As = NullDisplay::As;
    QMenu *below = menu->addMenu(tr("Show null as"));
    auto *group = new QActionGroup(below);
    for (const auto &[as, words] :
         std::array{std::pair(As::Word, tr("the word null")), std::pair(As::Sign, tr("the sign ∅")),
                    std::pair(As::Nothing, tr("nothing, as an empty text"))}) {
        QAction *action = below->addAction(words);
        action->setCheckable(true);
        action->setChecked(NullDisplay::ofWindow().as() == as);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [as = as] { NullDisplay::ofWindow().set(as); });
    }
}

void GridMenus::narrow(const GridFilter &filter)
{
    GridOrder order = m_view->model()->order();
    const bool excludes = filter.is == GridFilter::Is::NotEqual || filter.is == GridFilter::Is::NotNull;
    if (!excludes)
        std::erase_if(order.filters, [&](const GridFilter &one) { return one.column == filter.column; });
    if (!std::ranges::count(order.filters, filter))
        order.filters.push_back(filter);
    emit orderWanted(order);
}

void GridMenus::addFilters(QMenu *menu, int row, int column)
{
    const GridModel *model = m_view->model();
    const RowStore &store = *model->store();
    const qsizetype at = model->storeRow(row);
    const CellKind kind = store.kind(at, column);
    const std::string_view raw = store.text(at, column);
    constexpr size_t longest = 2'000;
    if (kind == CellKind::Nested || raw.size() > longest)
        return;
    using Is = GridFilter::Is;
    const bool missing = kind == CellKind::Null || kind == CellKind::Absent;
    const QString text = QString::fromUtf8(raw.data(), qsizetype(raw.size()));
    const QString shown = missing ? u"null"_s : text.isEmpty() ? tr("empty") : u'“' + quoted(text) + u'”';
    connect(menu->addAction(themedIcon(Icon::Filter), tr("Show only %1").arg(shown)), &QAction::triggered, this,
            [=, this] {
                narrow({column, missing ? Is::Null : Is::Equal, text});
            });
    connect(menu->addAction(tr("Leave out %1").arg(shown)), &QAction::triggered, this, [=, this] {
        narrow({column, missing ? Is::NotNull : Is::NotEqual, text});
    });
    const GridColumn &about = m_view->columns().about(column);
    for (const bool equal : {true, false}) {
        const QString term = gridTerm(about, kind, raw, equal);
        QAction *query = menu->addAction(equal ? tr("Add to the query") : tr("Leave out in the query"));
        query->setToolTip(texts::plainTooltip(term));
        connect(query, &QAction::triggered, this, [=, this] { emit filterWanted(term); });
    }
    menu->addSeparator();
}

void GridMenus::openCellMenu(const QPoint &at)
{
    const int row = m_view->currentRow(), column = m_view->currentColumn();
    if (row < 0 || column < 0)
        return;
    QMenu *menu = menuFor(m_view);
    using As = GridCopy::As;
    const auto copies = [this](QMenu *in, const QString &words, As as) {
        QAction *action = in->addAction(words);
        connect(action, &QAction::triggered, this, [this, as] { emit copyWanted(as); });
        return action;
    };
    copies(menu, tr("Copy"), As::Plain)->setIcon(themedIcon(Icon::Copy));
    menu->actions().constLast()->setShortcut(QKeySequence::Copy);
    copies(menu, tr("Copy with titles"), As::WithTitles)->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    QMenu *others = menu->addMenu(tr("Copy as"));
    copies(others, tr("CSV"), As::Csv);
    copies(others, tr("JSON"), As::Json);
    copies(others, tr("Markdown"), As::Markdown);
    copies(others, tr("$filter"), As::Filter);
    menu->addSeparator();
    addFilters(menu, row, column);
    const qsizetype stored = m_view->model()->storeRow(row);
    const GridColumn about = m_view->columns().about(column);
    connect(menu->addAction(themedIcon(Icon::Panel), tr("Row details")), &QAction::triggered, this,
            &GridMenus::detailsWanted);
    connect(menu->addAction(themedIcon(Icon::OpenExternal), tr("Open the record in F&&O")), &QAction::triggered, this,
            [=, this] { emit openRecordWanted(stored); });
    if (about.relation)
        connect(menu->addAction(themedIcon(Icon::Link), tr("Follow to its record")), &QAction::triggered, this,
                [=, this] { emit relationWanted(stored, about.name); });
    connect(menu->addAction(themedIcon(Icon::Dashboard), tr("Statistics of the column…")), &QAction::triggered, this,
            [=, this] { emit statisticsWanted(column); });
    if (const QStringList names = selectedColumns(*m_view); names.size() >= 1 && names.size() <= 2)
        connect(menu->addAction(tr("Chart…")), &QAction::triggered, this, [=, this] { emit chartWanted(names); });
    menu->addSeparator();
    addNullMenu(menu);
    menu->popup(at);
}

} // namespace waybill
