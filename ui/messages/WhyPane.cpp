#include "ui/messages/WhyPane.h"

#include "ui/messages/FailingRowsModel.h"
#include "ui/messages/GuiltyCellDelegate.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/CauseCard.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QScrollBar>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostCards = 12;
constexpr int mostVisibleRows = 10;
constexpr int widestColumn = 220;
} // namespace

WhyPane::WhyPane(QWidget *parent)
    : PagePane(tr("Why it failed"), u"whyItFailedPane"_s, parent), m_busy(new QProgressBar(this)),
      m_trouble(new Banner(BannerKind::Warning, this)), m_explanation(new QLabel(this)), m_cardBox(new QWidget(this)),
      m_rowsTitle(new QLabel(this)), m_table(new RowTable(RowSize::Compact, this)), m_rows(new FailingRowsModel(this)),
      m_next(new QLabel(this))
{
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(8);
    m_busy->setAccessibleName(tr("Asking the service why"));
    for (QLabel *label : {m_explanation, m_next}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    }
    m_explanation->setTextFormat(Qt::PlainText);
    m_next->setTextFormat(Qt::RichText);
    m_rowsTitle->setFont(fonts::strong(font()));
    auto *cards = new QVBoxLayout(m_cardBox);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(metrics::unit);
    m_table->setObjectName(u"failingRowsTable"_s);
    m_table->setAccessibleName(tr("Failing rows"));
    m_table->setModel(m_rows);
    m_table->setItemDelegate(new GuiltyCellDelegate(m_table));
    m_table->horizontalHeader()->setStretchLastSection(true);
    column()->addWidget(m_busy);
    column()->addWidget(m_trouble);
    column()->addWidget(m_explanation);
    column()->addWidget(m_cardBox);
    column()->addWidget(m_rowsTitle);
    column()->addWidget(m_table);
    column()->addWidget(m_next);
    column()->addStretch();
    connect(m_next, &QLabel::linkActivated, this, &WhyPane::pageWanted);
    clear();
}

void WhyPane::clear()
{
    m_busy->hide();
    m_trouble->hide();
    m_explanation->hide();
    m_cardBox->hide();
    m_next->hide();
    m_errors.clear();
    m_rows->clear();
    fitTable();
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
    showCauses(failure.causes);
    m_errors = failure.errors;
    if (m_rows->total() == 0 && !m_errors.isEmpty()) {
        m_rows->setErrors(m_errors);
        fitTable();
    }
    QStringList lines;
    for (const QString &step : failure.nextSteps)
        lines << u"• "_s + step.toHtmlEscaped();
    if (!failure.pageUrl.isEmpty())
        lines << u"<a href=\"%1\">%2</a>"_s.arg(failure.pageUrl.toHtmlEscaped(),
                                                tr("Execution details in F&O").toHtmlEscaped());
    m_next->setText(lines.join(u"<br>"_s));
    m_next->setVisible(!lines.isEmpty());
}

void WhyPane::showRows(const FailureAnalysis::FailingRows &rows)
{
    if (rows.rows.isEmpty())
        return;
    m_rows->setRows(rows);
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
    return std::any_of(m_errors.begin(), m_errors.end(),
                       [](const RecordError &error) { return error.line.has_value(); });
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
            m_cards[i]->setCause(StatusRole::Red, causes[i].text,
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
