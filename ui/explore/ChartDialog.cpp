#include "ui/explore/ChartDialog.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QBoxLayout>
#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QEvent>
#include <QFutureWatcher>
#include <QHorizontalBarSeries>
#include <QLabel>
#include <QPushButton>
#include <QValueAxis>
#include <QtConcurrentRun>

#include <cmath>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr int mostBars = 20;

ChartFigure figureOf(std::shared_ptr<const RowStore> store, int by, int of, ChartMeasure measure, std::stop_token stop)
{
    return chartFigure(*store, by, of, measure, mostBars, stop);
}

bool isNumeric(const RowStore &store, int column)
{
    return store.type(column) == ColumnType::Integer || store.type(column) == ColumnType::Decimal;
}

} // namespace

ChartDialog::ChartDialog(std::shared_ptr<const RowStore> store, const QStringList &columns, QWidget *parent)
    : QDialog(parent), m_store(std::move(store)), m_view(new QChartView(this)), m_note(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"chartDialog"_s);
    setWindowTitle(tr("Chart"));
    m_view->setObjectName(u"rowChart"_s);
    m_view->setAccessibleName(tr("Chart"));
    m_view->setToolTip(tr("The largest groups; the longest bar is the first"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_note->setObjectName(u"chartNote"_s);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setFont(fonts::small(font()));
    auto *close = new QPushButton(tr("Close"), this);
    close->setToolTip(tr("Close the chart (Esc)"));
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::unit);
    column->addWidget(makeChoices(columns));
    column->addWidget(m_view, 1);
    column->addLayout(foot);
    resize(720, 560);
    refresh();
}

ChartDialog::~ChartDialog()
{
    m_stop.request_stop();
}

QWidget *ChartDialog::makeChoices(const QStringList &columns)
{
    auto *choices = new QWidget(this);
    m_by = new QComboBox(choices);
    m_by->setObjectName(u"chartBy"_s);
    m_by->setAccessibleName(tr("Group by"));
    m_by->setToolTip(tr("The column whose values make the groups"));
    m_measure = new QComboBox(choices);
    m_measure->setObjectName(u"chartMeasure"_s);
    m_measure->setAccessibleName(tr("Show"));
    m_measure->setToolTip(tr("How long a bar is"));
    m_measure->addItem(tr("Number of rows"), -1);
    QString by, of;
    for (int i = 0; i < m_store->columns(); ++i) {
        const QString name = QString::fromStdString(m_store->name(i));
        m_by->addItem(name, i);
        if (isNumeric(*m_store, i)) {
            m_measure->addItem(tr("Sum of %1").arg(name), i);
            m_measure->addItem(tr("Average of %1").arg(name), i);
        }
        if (!columns.contains(name))
            continue;
        if (isNumeric(*m_store, i) && of.isEmpty() && columns.size() > 1)
            of = name;
        else if (by.isEmpty())
            by = name;
    }
    m_by->setCurrentIndex(qMax(0, m_by->findText(by)));
    m_measure->setCurrentIndex(of.isEmpty() ? 0 : qMax(0, m_measure->findText(tr("Sum of %1").arg(of))));
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    auto *byLabel = new QLabel(tr("By"), choices);
    byLabel->setBuddy(m_by);
    auto *showLabel = new QLabel(tr("show"), choices);
    showLabel->setBuddy(m_measure);
    row->addWidget(byLabel);
    row->addWidget(m_by, 1);
    row->addWidget(showLabel);
    row->addWidget(m_measure, 1);
    connect(m_by, &QComboBox::currentIndexChanged, this, &ChartDialog::refresh);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &ChartDialog::refresh);
    return choices;
}

void ChartDialog::refresh()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const int of = m_measure->currentData().toInt();
    const ChartMeasure measure =
        of < 0 ? ChartMeasure::Rows
        : m_measure->currentText() == tr("Sum of %1").arg(QString::fromStdString(m_store->name(of)))
            ? ChartMeasure::Sum
            : ChartMeasure::Average;
    m_note->setText(tr("Counting…"));
    auto *watcher = new QFutureWatcher<ChartFigure>(this);
    const std::stop_token stop = m_stop.get_token();
    connect(watcher, &QFutureWatcher<ChartFigure>::finished, this, [this, watcher, stop] {
        watcher->deleteLater();
        if (stop.stop_requested())
            return;
        m_figure = watcher->result();
        draw();
        emit drawn();
    });
    watcher->setFuture(QtConcurrent::run(&figureOf, m_store, m_by->currentData().toInt(), of, measure, stop));
}

void ChartDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_figure)
        draw(); // its colours are its own
}

void ChartDialog::draw()
{
    const ChartFigure &figure = *m_figure;
    const Palette &c = paletteOf(this);
    auto *chart = new QChart;
    chart->setBackgroundVisible(false);
    chart->legend()->hide();
    chart->setMargins({});
    auto *set = new QBarSet(m_measure->currentText());
    set->setColor(c.accent);
    set->setBorderColor(c.accent);
    QStringList names, said;
    // A horizontal series begins at the bottom.
    for (auto bar = figure.bars.crbegin(); bar != figure.bars.crend(); ++bar) {
        *set << bar->value;
        const QString name = bar->name.isEmpty() ? tr("(empty)") : texts::oneLine(bar->name).left(40);
        names.append(names.contains(name) ? tr("%1 (%2)").arg(name).arg(names.size()) : name);
        said.prepend(tr("%1: %2").arg(name, texts::locale().toString(bar->value, 'g', 12)));
    }
    auto *series = new QHorizontalBarSeries;
    series->setBarWidth(0.7);
    series->append(set);
    chart->addSeries(series);
    auto *groups = new QBarCategoryAxis;
    groups->append(names);
    groups->setGridLineVisible(false);
    auto *values = new QValueAxis;
    values->setGridLineColor(c.line);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(groups), static_cast<QAbstractAxis *>(values)}) {
        axis->setLabelsColor(c.text);
        axis->setLinePenColor(c.line);
        axis->setLabelsFont(fonts::small(font()));
    }
    chart->addAxis(groups, Qt::AlignLeft);
    chart->addAxis(values, Qt::AlignBottom);
    series->attachAxis(groups);
    series->attachAxis(values);
    values->applyNiceNumbers();
    const double step = (values->max() - values->min()) / qMax(1, values->tickCount() - 1);
    const int decimals = step > 0 && step < 1 ? int(std::ceil(-std::log10(step) - 1e-9)) : 0;
    values->setLabelFormat(u"%'.%1f"_s.arg(decimals));
    const std::unique_ptr<QChart> before(m_view->chart());
    m_view->setChart(chart);
    m_view->setAccessibleDescription(said.join(u"; "_s));
    QString note = figure.groups > figure.bars.size()
                       ? tr("The largest %1 of %2 groups").arg(figure.bars.size()).arg(texts::number(figure.groups))
                   : figure.groups == 1 ? tr("1 group")
                                        : tr("%1 groups").arg(texts::number(figure.groups));
    if (figure.leftOut > 0)
        note = tr("%1, which are too many: %2 rows of others are left out").arg(note, texts::number(figure.leftOut));
    m_note->setText(note);
}

} // namespace waybill
