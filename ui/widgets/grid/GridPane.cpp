#include "ui/widgets/grid/GridPane.h"

#include "ui/style/Icons.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridBar.h"
#include "ui/widgets/grid/GridColumnChooser.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridFindBar.h"
#include "ui/widgets/grid/GridFinding.h"
#include "ui/widgets/grid/GridFooter.h"
#include "ui/widgets/grid/GridHeader.h"
#include "ui/widgets/grid/GridInspector.h"
#include "ui/widgets/grid/GridJob.h"
#include "ui/widgets/grid/GridMenus.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridStatistics.h"
#include "ui/widgets/grid/GridView.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr int whileTyping = 120; ///< milliseconds until a filter that is being typed is worked out
constexpr int inspectorWidth = 320;
} // namespace

struct GridPane::Work {
    QTimer typing;
    GridOrder typed;
    GridJob<Result<QString>> copying;
};

GridPane::GridPane(QWidget *parent)
    : QWidget(parent), m_model(new GridModel(this)), m_bar(new GridBar(this)), m_view(new GridView(m_model, this)),
      m_menus(new GridMenus(m_view)), m_inspector(new GridInspector(m_view, this)), m_findBar(new GridFindBar(this)),
      m_finding(new GridFinding(m_view, m_findBar)), m_footer(new GridFooter(this)),
      m_empty(new EmptyState(Icon::Table, tr("No rows"), {}, this)), m_pages(new QStackedWidget(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_work(std::make_unique<Work>())
{
    setObjectName(u"gridPane"_s);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_inspector->hide();
    m_pages->addWidget(m_splitter);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_footer);
    m_work->typing.setSingleShot(true);
    m_work->typing.setInterval(whileTyping);
    connect(&m_work->typing, &QTimer::timeout, this, [this] { setOrder(m_work->typed); });
    setUpBar();
    setUpView();
    setUpKeys();
    showRows();
}

GridPane::~GridPane()
{
    // Hiding its parts tells of it, and would tell this pane after it is gone.
    const auto children = findChildren<QObject *>();
    for (QObject *child : children)
        child->disconnect(this);
}

void GridPane::setUpBar()
{
    connect(m_bar->search(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_work->typed.anywhere = text;
        m_work->typing.start();
    });
    connect(m_bar, &GridBar::filterRemoved, this, [this](const GridFilter &filter) {
        GridOrder order = m_model->order();
        std::erase(order.filters, filter);
        setOrder(order);
    });
    connect(m_bar, &GridBar::sortRemoved, this, [this] {
        GridOrder order = m_model->order();
        order.sort.clear();
        setOrder(order);
    });
    connect(m_bar->filterButton(), &QToolButton::toggled, m_view->filterStrip(), &QWidget::setVisible);
    connect(m_view->filterStrip(), &GridFilterStrip::shownChanged, this,
            [this] { m_bar->filterButton()->setChecked(m_view->filterStrip()->isVisibleTo(m_view)); });
    connect(m_view->filterStrip(), &GridFilterStrip::typed, this, &GridPane::typeFilter);
    connect(m_bar->columnsButton(), &QToolButton::clicked, this, [this] {
        const QToolButton *button = m_bar->columnsButton();
        chooseColumns(button->mapToGlobal(button->rect().bottomRight()));
    });
    connect(m_bar->inspectorButton(), &QToolButton::toggled, this, &GridPane::showInspector);
    connect(m_bar->chartButton(), &QToolButton::clicked, this, [this] { emit chartWanted(chartColumns()); });
}

void GridPane::setUpView()
{
    connect(m_view, &GridView::sortWanted, m_menus, &GridMenus::sortNext);
    connect(m_view, &GridView::columnMenuWanted, m_menus, &GridMenus::openColumnMenu);
    connect(m_view, &GridView::cellMenuWanted, m_menus, &GridMenus::openCellMenu);
    connect(m_view, &GridView::copyWanted, this,
            [this](bool titles) { copy(titles ? GridCopy::As::WithTitles : GridCopy::As::Plain); });
    connect(m_view, &GridView::activated, this, [this] { m_bar->inspectorButton()->setChecked(true); });
    connect(m_view, &GridView::arranged, this, &GridPane::layoutStateChanged);
    connect(m_view, &GridView::currentChanged, m_inspector, &GridInspector::look);
    connect(m_view, &GridView::selectionChanged, this, &GridPane::showSelection);
    connect(m_menus, &GridMenus::orderWanted, this, &GridPane::setOrder);
    connect(m_menus, &GridMenus::filterFieldWanted, m_view->filterStrip(), &GridFilterStrip::edit);
    connect(m_menus, &GridMenus::statisticsWanted, this, &GridPane::showStatistics);
    connect(m_menus, &GridMenus::columnsWanted, this, &GridPane::chooseColumns);
    connect(m_menus, &GridMenus::copyWanted, this, &GridPane::copy);
    connect(m_menus, &GridMenus::detailsWanted, this, [this] { m_bar->inspectorButton()->setChecked(true); });
    connect(m_menus, &GridMenus::filterWanted, this, &GridPane::filterWanted);
    connect(m_menus, &GridMenus::openRecordWanted, this, &GridPane::openRecordWanted);
    connect(m_menus, &GridMenus::relationWanted, this, &GridPane::relationWanted);
    connect(m_menus, &GridMenus::chartWanted, this, &GridPane::chartWanted);
    connect(m_inspector, &GridInspector::closed, this, [this] {
        m_bar->inspectorButton()->setChecked(false);
        m_view->setFocus();
    });
    connect(m_model, &GridModel::orderingChanged, this, [this](bool busy) {
        m_footer->setWork(!busy ? QString() : m_model->order().sort.empty() ? tr("Filtering…") : tr("Sorting…"));
        showOrder();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &GridPane::showRows);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &GridPane::showRows);
    connect(m_footer, &GridFooter::stopWanted, this, [this] {
        m_model->stopOrdering();
        m_work->copying.stop();
        m_footer->setWork({});
    });
}

void GridPane::setUpKeys()
{
    const auto key = [this](const QKeySequence &keys, auto pressed) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, pressed);
    };
    key(QKeySequence::Find, [this] { m_findBar->find(); });
    key(Qt::CTRL | Qt::Key_G, [this] { m_findBar->goToRow(m_view->rowCount()); });
    key(Qt::Key_F3, [this] { m_finding->next(); });
    key(Qt::SHIFT | Qt::Key_F3, [this] { m_finding->previous(); });
    key(Qt::CTRL | Qt::SHIFT | Qt::Key_F, [this] {
        const int column = m_view->currentColumn();
        if (m_view->filterStrip()->isVisibleTo(m_view) || column < 0)
            m_bar->filterButton()->toggle();
        else
            m_view->filterStrip()->edit(column);
    });
    connect(m_findBar, &GridFindBar::rowWanted, this, [this](int row) {
        const int column = m_view->currentColumn() >= 0         ? m_view->currentColumn()
                           : m_view->columns().shownCount() > 0 ? m_view->columns().columnAt(0)
                                                                : -1;
        m_view->setCurrent(std::min(row, m_view->rowCount() - 1), column);
    });
    connect(m_findBar, &GridFindBar::closed, this, [this] {
        m_finding->end();
        m_view->setFocus();
    });
}

void GridPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_model->isOrdering())
        m_model->stopOrdering();
    else
        QWidget::keyPressEvent(event);
}

void GridPane::setStore(std::shared_ptr<RowStore> store)
{
    m_work->typing.stop();
    m_work->typed = {};
    m_bar->search()->clear();
    m_work->typing.stop();
    m_model->setStore(std::move(store));
    m_view->suggestWidths();
    showOrder();
    showRows();
}

void GridPane::rowsAppended()
{
    const bool first = m_model->rowCount() == 0;
    m_model->takeAppended();
    if (first && m_model->rowCount() > 0)
        m_view->suggestWidths();
    showRows();
}

void GridPane::setColumns(std::vector<GridColumn> columns)
{
    m_model->setAbout(columns);
    m_view->suggestWidths();
    showOrder();
}

GridLayoutState GridPane::layoutState() const
{
    return m_model->columns().state();
}

void GridPane::restoreLayoutState(const GridLayoutState &state)
{
    m_model->columns().restore(state);
    m_view->rearrange();
    m_view->suggestWidths();
}

std::shared_ptr<const RowNumbers> GridPane::shownRows() const
{
    return m_model->permutation();
}

QStringList GridPane::shownColumns() const
{
    return m_model->columns().shownNames();
}

void GridPane::setProgress(const GridProgress &progress)
{
    m_footer->setProgress(progress);
    rowsAppended();
}

void GridPane::setEmptyTexts(const QString &title, const QString &sentence)
{
    m_empty->setTexts(Icon::Table, title, sentence);
}

void GridPane::setOrder(const GridOrder &order)
{
    m_work->typing.stop();
    m_work->typed = order;
    m_model->setOrder(order);
    showOrder();
}

void GridPane::typeFilter(int column, const QString &text)
{
    auto &filters = m_work->typed.filters;
    std::erase_if(filters, [column](const GridFilter &one) { return one.column == column; });
    if (!text.isEmpty())
        filters.push_back(GridFilter::typed(column, text));
    m_work->typing.start();
}

void GridPane::showOrder()
{
    if (!m_work->typing.isActive())
        m_work->typed = m_model->order();
    m_bar->setOrder(m_model->order(), m_model->columns());
    m_view->filterStrip()->showFilters();
    m_view->header()->update();
    if (!m_work->typing.isActive() && m_bar->search()->text() != m_model->order().anywhere) {
        const QSignalBlocker quiet(m_bar->search());
        m_bar->search()->setText(m_model->order().anywhere);
    }
}

void GridPane::showRows()
{
    const qint64 loaded = m_model->store() ? m_model->store()->rows() : 0;
    m_footer->setRows(loaded, m_model->rowCount(), m_model->shownOrder().isFiltered(),
                      m_model->store() ? m_model->store()->bytes() : 0);
    m_view->setEmptyText(loaded > 0 ? tr("No row passes the filters.") : QString());
    m_pages->setCurrentIndex(loaded > 0 ? 0 : 1);
    m_bar->setEnabled(loaded > 0);
    showSelection();
    if (m_inspector->isVisibleTo(this))
        goSomewhere();
    m_inspector->look();
}

void GridPane::showSelection()
{
    const GridSelection &selection = m_view->selection();
    m_footer->setSelection(selection.cells(), GridSelection::length(selection.rows()),
                           GridSelection::length(selection.places()), {});
}

void GridPane::showInspector(bool shown)
{
    m_inspector->setVisible(shown);
    if (!shown)
        return;
    if (const QList<int> sizes = m_splitter->sizes(); sizes.value(1) < inspectorWidth)
        m_splitter->setSizes({std::max(m_splitter->width() - inspectorWidth, 200), inspectorWidth});
    goSomewhere();
}

/// Details are of some row. Rows of empty objects have no column to stand in.
void GridPane::goSomewhere()
{
    if (m_view->currentRow() < 0 && m_view->rowCount() > 0 && m_view->columns().shownCount() > 0)
        m_view->setCurrent(0, m_view->columns().columnAt(0));
}

void GridPane::showStatistics(int column)
{
    if (!m_model->store() || column < 0)
        return;
    auto *statistics = new GridStatistics(m_model, column, m_view);
    connect(statistics, &GridStatistics::filterWanted, this, [this](int of, const ColumnStatistics::Value &value) {
        GridOrder order = m_model->order();
        std::erase_if(order.filters, [of](const GridFilter &one) { return one.column == of; });
        order.filters.push_back({of, GridFilter::Is::Equal, QString::fromStdString(value.text)});
        setOrder(order);
    });
    const int place = m_view->columns().placeOf(column);
    const QRect title = place >= 0 ? m_view->header()->titleRect(place) : QRect();
    statistics->open(m_view->header()->mapToGlobal(QPoint(title.left(), m_view->header()->height())));
}

void GridPane::chooseColumns(const QPoint &at)
{
    (new GridColumnChooser(m_view))->open(at);
}

QStringList GridPane::chartColumns() const
{
    const QStringList selected = selectedColumns(*m_view);
    return selected.size() <= 2 ? selected : selected.first(2);
}

void GridPane::copy(GridCopy::As as)
{
    if (!m_model->store() || m_view->selection().isEmpty())
        return;
    GridCopy what{as, *m_model->store(), m_model->permutation(), m_view->selection(), {}, {}};
    const GridColumns &columns = m_model->columns();
    for (int place = 0; place < columns.shownCount(); ++place)
        what.columns.push_back(columns.columnAt(place));
    for (int column = 0; column < columns.count(); ++column)
        what.about.push_back(columns.about(column));
    const qint64 rows = GridSelection::length(what.selection.rows());
    m_footer->setWork(tr("Copying…"));
    m_work->copying.start(
        [what = std::move(what)](const std::stop_token &stop) {
            return what.text(stop).map([](const QByteArray &text) { return QString::fromUtf8(text); });
        },
        [this, rows](const Result<QString> &text) {
            if (text) {
                QGuiApplication::clipboard()->setText(*text);
                m_footer->say(rows == 1 ? tr("Copied 1 row") : tr("Copied %1 rows").arg(texts::number(rows)));
            } else {
                m_footer->say(text.error().message);
            }
        });
}

} // namespace waybill
