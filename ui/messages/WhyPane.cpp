#include "ui/messages/WhyPane.h"

#include "ui/messages/EntityResultsModel.h"
#include "ui/messages/FailingRowsModel.h"
#include "ui/messages/GuiltyCellDelegate.h"
#include "ui/messages/ServiceMaterial.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/CauseCard.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/FrozenColumnTable.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTabBar>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostCards = 12;
constexpr int mostVisibleRows = 10;
constexpr int mostVisibleEntities = 6;
constexpr int widestColumn = 220;
} // namespace

WhyPane::WhyPane(QWidget *parent)
    : PagePane(tr("Why it failed"), u"whyItFailedPane"_s, parent), m_busy(new QProgressBar(this)),
      m_trouble(new Banner(BannerKind::Warning, this)), m_explanation(new QLabel(this)),
      m_entities(new EntityResultsModel(this)), m_entityTable(new RowTable(RowSize::Compact, this)),
      m_cardBox(new QWidget(this)), m_rowsTitle(new QLabel(this)), m_rowTabs(new QTabBar(this)),
      m_table(new FrozenColumnTable(RowSize::Compact, this)), m_rows(new FailingRowsModel(this)),
      m_next(new QLabel(this)), m_page(new QLabel(this)), m_material(new ServiceMaterial(this))
{
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(8);
    m_busy->setAccessibleName(tr("Asking the service why"));
    for (QLabel *label : {m_explanation, m_next}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    // Words of ours only: the address behind it is never shown, and judged where it is opened.
    m_page->setTextFormat(Qt::RichText);
    m_page->setText(u"<a href=\"page\">%1</a>"_s.arg(tr("Execution details in F&O").toHtmlEscaped()));
    m_page->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_page->setToolTip(tr("Opens the execution's page in the browser"));
    auto *cards = new QVBoxLayout(m_cardBox);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(metrics::unit);
    buildTables();
    column()->addWidget(m_busy);
    column()->addWidget(m_trouble);
    column()->addWidget(m_explanation);
    column()->addWidget(m_entityTable);
    column()->addWidget(m_cardBox);
    column()->addWidget(m_rowsTitle);
    column()->addWidget(m_rowTabs);
    column()->addWidget(m_table);
    column()->addWidget(m_next);
    column()->addWidget(m_page);
    column()->addWidget(m_material);
    column()->addStretch();
    connect(m_page, &QLabel::linkActivated, this, &WhyPane::pageWanted);
    connect(m_material, &ServiceMaterial::saveWanted, this, &WhyPane::fileWanted);
    clear();
}

void WhyPane::buildTables()
{
    m_entityTable->setObjectName(u"entityResultsTable"_s);
    m_entityTable->setAccessibleName(tr("Results by entity"));
    m_entityTable->setModel(m_entities);
    m_entityTable->setItemDelegate(new GuiltyCellDelegate(m_entityTable));
    m_entityTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_entityTable->horizontalHeader()->setSectionResizeMode(EntityResultsModel::NameColumn, QHeaderView::Stretch);
    m_entityTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rowsTitle->setFont(fonts::strong(font()));
    m_rowTabs->setObjectName(u"failingRowsTabs"_s);
    m_rowTabs->setAccessibleName(tr("Whose failing rows"));
    m_rowTabs->setExpanding(false);
    m_rowTabs->setDrawBase(false);
    m_rowTabs->setUsesScrollButtons(true);
    m_table->setObjectName(u"failingRowsTable"_s);
    m_table->setAccessibleName(tr("Failing rows"));
    m_table->setModel(m_rows);
    m_table->setItemDelegate(new GuiltyCellDelegate(m_table));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setResizeContentsPrecision(200); // rows looked at for the widths
    connect(m_rowTabs, &QTabBar::currentChanged, this, &WhyPane::showTable);
    connect(m_entityTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                for (int i = 0; i < int(m_tables.size()); ++i) {
                    if (row.isValid() && m_tables[i].placed && m_tables[i].entity == m_entities->name(row.row()))
                        m_rowTabs->setCurrentIndex(i);
                }
            });
}

void WhyPane::clear()
{
    m_busy->hide();
    m_trouble->hide();
    m_explanation->hide();
    m_cardBox->hide();
    m_next->hide();
    m_page->hide();
    m_material->clear();
    m_anyRow = false;
    showEntities({});
    showRows({});
}

void WhyPane::showLoading()
{
    clear();
    m_busy->show();
    m_explanation->setText(tr("Asking the service what became of the file…"));
    m_explanation->show();
}

void WhyPane::showTrouble(const Error &error)
{
    m_busy->hide();
    m_trouble->setKind(BannerKind::Error);
    m_trouble->setText(error.message, error.detail);
    m_trouble->show();
    m_explanation->hide();
}

void WhyPane::show(const Failure &failure)
{
    m_busy->hide();
    m_trouble->setVisible(!failure.complete);
    if (!failure.complete) {
        m_trouble->setKind(BannerKind::Warning);
        m_trouble->setText(tr("Not everything could be asked yet."));
    }
    m_explanation->setText(failure.explanation);
    m_explanation->setVisible(!failure.explanation.isEmpty());
    // Of a single file the causes say more than its one line would.
    const bool saysMore = failure.entities.size() > 1 || failure.causes.isEmpty();
    showEntities(saysMore ? failure.entities : QList<EntityResult>());
    showCauses(failure.causes);
    showNext(failure);
    m_material->show(failure);
    m_anyRow = std::any_of(failure.errors.begin(), failure.errors.end(),
                           [](const RecordError &error) { return error.line.has_value(); });
}

void WhyPane::showNext(const Failure &failure)
{
    QStringList lines;
    for (const QString &step : failure.nextSteps)
        lines << u"• "_s + step;
    m_next->setText(lines.join(u'\n'));
    m_next->setVisible(!lines.isEmpty());
    m_page->setVisible(!failure.pageUrl.isEmpty());
}

void WhyPane::showEntities(const QList<EntityResult> &entities)
{
    m_entities->setEntities(entities);
    m_entityTable->setVisible(!entities.isEmpty());
    const int row = m_entityTable->verticalHeader()->defaultSectionSize();
    const int rows = qMin(static_cast<int>(entities.size()), mostVisibleEntities);
    m_entityTable->setFixedHeight(m_entityTable->horizontalHeader()->height() + rows * row + 4);
}

void WhyPane::showRows(const FailureAnalysis::FailingRows &rows)
{
    m_tables = rows;
    const QSignalBlocker quiet(m_rowTabs);
    while (m_rowTabs->count() > 0)
        m_rowTabs->removeTab(0);
    for (const FailingRowTable &table : rows) {
        m_anyRow = m_anyRow || table.placed;
        const QString count = texts::number(table.total);
        const QString whose = !table.placed            ? tr("Without a line")
                              : table.entity.isEmpty() ? tr("Rows of the file")
                                                       : texts::oneLine(table.entity).replace(u'&', u"&&"_s);
        m_rowTabs->addTab(tr("%1 (%2)").arg(whose, count));
    }
    m_rowTabs->setVisible(rows.size() > 1);
    showTable(0);
}

void WhyPane::showRowsTrouble(const Error &error)
{
    m_trouble->setKind(BannerKind::Warning);
    // The path in the sentence names a file of the profile: the reason says more, and is not as wide.
    m_trouble->setText(tr("The failing rows cannot be shown."), error.detail.isEmpty() ? error.message : error.detail);
    m_trouble->show();
}

void WhyPane::showTable(int index)
{
    m_rows->setTable(m_tables.value(index));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_rows->columnCount(); ++column)
        m_table->setColumnWidth(column, qMin(widestColumn, m_table->columnWidth(column) + 4));
    fitTable();
    // The guilty cells are what one came to see.
    if (const int column = m_rows->firstGuiltyColumn(); column > 0)
        m_table->scrollTo(m_rows->index(0, column));
}

bool WhyPane::hasRows() const
{
    return m_anyRow;
}

void WhyPane::showCauses(const QList<Cause> &causes)
{
    const qsizetype shown = qMin(mostCards, causes.size());
    while (m_cards.size() < shown) {
        m_cards << new CauseCard(m_cardBox);
        m_cardBox->layout()->addWidget(m_cards.last());
    }
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setVisible(i < shown);
        if (i < shown)
            m_cards[i]->setCause(StatusRole::Red, texts::oneLine(causes[i].text),
                                 causes[i].count == 1 ? tr("1 row") : tr("%n rows", nullptr, int(causes[i].count)),
                                 causes[i].mend);
    }
    m_cardBox->setVisible(shown > 0);
}

void WhyPane::fitTable()
{
    const int rows = m_rows->rowCount();
    m_table->setVisible(rows > 0);
    m_rowsTitle->setVisible(rows > 0);
    m_rowsTitle->setText(
        m_rows->total() > rows
            ? tr("The first %1 of %2 failing rows").arg(texts::number(rows), texts::number(m_rows->total()))
        : rows == 1 ? tr("One failing row")
                    : tr("%n failing rows", nullptr, rows));
    const int row = m_table->verticalHeader()->defaultSectionSize();
    const int bar = m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_table->setFixedHeight(m_table->horizontalHeader()->height() + qMin(rows, mostVisibleRows) * row + bar + 4);
}

} // namespace waybill
