#include "ui/dashboard/ChartCard.h"

#include "ui/dashboard/ChartLegend.h"
#include "ui/dashboard/FiguresModel.h"
#include "ui/dashboard/RowBars.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/ProxyStyle.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

ChartCard::ChartCard(const QString &name, const QString &title, BarsView *bars, QWidget *parent)
    : QFrame(parent), m_title(title), m_bars(bars), m_model(new FiguresModel(this)), m_legend(new ChartLegend(this)),
      m_table(new RowTable(RowSize::Compact, this)), m_nothing(new QLabel(this)), m_more(new QPushButton(this)),
      m_stack(new QStackedWidget(this)), m_asTable(new QToolButton(this)), m_save(new QToolButton(this))
{
    setObjectName(name + u"Card"_s);
    setAccessibleName(title);
    m_bars->setObjectName(name + u"Chart"_s);
    m_bars->setAccessibleName(tr("%1, chart").arg(title));
    m_table->setObjectName(name + u"Table"_s);
    m_table->setAccessibleName(title);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems); // each cell opens its own messages
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setToolTip(tr("Enter or a double click shows the messages behind a number"));
    m_table->horizontalHeader()->setMinimumSectionSize(48);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_more->setObjectName(name + u"More"_s);
    setButtonKind(m_more, ButtonKind::Flat);
    m_more->hide();
    for (QWidget *page :
         {static_cast<QWidget *>(m_bars), static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_nothing)})
        m_stack->addWidget(page);
    makeTools(name);

    auto *heading = new QLabel(title, this);
    heading->setFont(fonts::strong(font()));
    heading->setTextFormat(Qt::PlainText);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::half);
    head->addWidget(heading, 1);
    head->addWidget(m_asTable);
    head->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 10);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_legend);
    column->addWidget(m_stack, 1);
    column->addWidget(m_more, 0, Qt::AlignLeft);

    connect(m_bars, &BarsView::opened, this, &ChartCard::opened);
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex &cell) { emit opened(Opening(m_model->opening(cell))); });
    connect(m_more, &QPushButton::clicked, m_asTable, [this] { m_asTable->setChecked(true); });
}

void ChartCard::makeTools(const QString &name)
{
    m_asTable->setObjectName(name + u"AsTable"_s);
    m_asTable->setIcon(themedIcon(Icon::Table));
    m_asTable->setCheckable(true);
    m_asTable->setAutoRaise(true);
    m_asTable->setAccessibleName(tr("%1 as a table").arg(m_title));
    m_asTable->setToolTip(tr("The same figures as a table"));
    connect(m_asTable, &QToolButton::toggled, this, &ChartCard::arrange);
    m_save->setObjectName(name + u"Save"_s);
    m_save->setIcon(themedIcon(Icon::Save));
    m_save->setAutoRaise(true);
    m_save->setAccessibleName(tr("Save %1").arg(m_title));
    m_save->setToolTip(tr("Save this chart as a picture, or the numbers behind it"));
    auto *menu = new QMenu(m_save);
    menu->addAction(tr("Picture (PNG)…"), this, &ChartCard::pictureWanted)->setObjectName(name + u"Png"_s);
    menu->addAction(tr("Numbers (CSV)…"), this, &ChartCard::numbersWanted)->setObjectName(name + u"Csv"_s);
    // Shown by hand: the style's mark of a menu would stand on the icon.
    connect(m_save, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_save->mapToGlobal(QPoint(0, m_save->height()))); });
}

const ChartFigures &ChartCard::figures() const
{
    return m_model->figures();
}

void ChartCard::setFigures(const ChartFigures &figures, const QString &nothing)
{
    const bool resized = figures.series != m_model->figures().series;
    m_model->setFigures(figures);
    m_bars->setFigures(figures);
    m_legend->setFigures(figures);
    m_nothing->setText(nothing);
    const qsizetype left = figures.categories.size() - RowBars::most;
    const bool hides = qobject_cast<RowBars *>(m_bars) && left > 0;
    if (hides) {
        m_more->setText(tr("%n more in the table", nullptr, int(left)));
        m_more->setToolTip(tr("Shows all of them as a table"));
        m_more->setAccessibleName(tr("%1: %2").arg(m_title, m_more->text()));
    }
    m_hides = hides;
    if (resized) {
        QHeaderView *header = m_table->horizontalHeader();
        for (int column = 1; column < m_model->columnCount(); ++column)
            header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        header->setSectionResizeMode(FiguresModel::CategoryColumn, QHeaderView::Stretch);
    }
    arrange();
}

void ChartCard::setWaiting(const QString &text)
{
    setFigures({}, text);
}

void ChartCard::arrange()
{
    const bool empty = figures().isEmpty();
    const bool table = m_asTable->isChecked();
    m_stack->setCurrentWidget(empty   ? static_cast<QWidget *>(m_nothing)
                              : table ? static_cast<QWidget *>(m_table)
                                      : m_bars);
    qsizetype drawn = 0;
    for (const ChartSeries &series : figures().series)
        drawn += series.drawn ? 1 : 0;
    m_legend->setVisible(!empty && !table && drawn > 1); // one kind of bar says what it is in the title
    m_more->setVisible(!empty && !table && m_hides);
    m_asTable->setEnabled(!empty);
    m_save->setEnabled(!empty);
}

void ChartCard::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    paint::box(&painter, rect(), c.surface, c.line, metrics::radius);
}

} // namespace waybill
