#include "ui/widgets/grid/GridStatistics.h"

#include "app/rows/RowOrder.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/ValueBars.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScreen>

namespace waybill {

using namespace Qt::StringLiterals;

GridStatistics::GridStatistics(const GridModel *model, int column, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_model(model), m_column(column), m_store(*model->store()),
      m_facts(new KeyValueList(this)), m_busy(new QProgressBar(this)), m_topTitle(new QLabel(this)),
      m_bars(new ValueBars(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"gridStatistics"_s);
    const QString title = model->columns().title(column);
    setAccessibleName(tr("Statistics of %1").arg(title));
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(420);
    auto *name = new QLabel(title, this);
    name->setTextFormat(Qt::PlainText);
    name->setFont(fonts::strong(font()));
    auto *where = new QLabel(model->order().isFiltered() ? tr("Of the rows that the filters leave")
                                                         : tr("Of the rows that have been read"),
                             this);
    where->setForegroundRole(QPalette::PlaceholderText);
    where->setFont(fonts::small(font()));
    m_topTitle->setFont(fonts::strong(font()));
    m_topTitle->hide();
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Counting"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, 12, metrics::margin, 12);
    layout->setSpacing(metrics::half);
    layout->addWidget(name);
    layout->addWidget(where);
    layout->addSpacing(metrics::half);
    layout->addWidget(m_busy);
    layout->addWidget(m_facts);
    layout->addSpacing(metrics::half);
    layout->addWidget(m_topTitle);
    layout->addWidget(m_bars);
    m_job.start(
        [store = m_store, order = model->permutation(), column](const std::stop_token &stop) {
            const RowNumbers all = order ? RowNumbers() : allRows(store);
            return columnStatistics(store, column, order ? *order : all, stop);
        },
        [this](const std::optional<ColumnStatistics> &found) {
            if (found)
                take(*found);
        });
}

void GridStatistics::open(const QPoint &at)
{
    const QRect area = parentWidget()->screen()->availableGeometry();
    constexpr int room = 440; // until it is known how many values there are
    move(std::clamp(at.x(), area.left(), std::max(area.left(), area.right() - width())),
         std::clamp(at.y(), area.top(), std::max(area.top(), area.bottom() - room)));
    show();
    m_bars->setFocus(Qt::PopupFocusReason);
}

void GridStatistics::take(const ColumnStatistics &found)
{
    m_busy->hide();
    const auto text = [this](quint32 row) {
        const std::string_view raw = m_store.text(qsizetype(row), m_column);
        return texts::oneLine(QString::fromUtf8(raw.data(), qsizetype(std::min<size_t>(raw.size(), 2'000))));
    };
    const auto some = [](qint64 count) { return count > 0 ? texts::number(count) : QString(); };
    QList<KeyValue> facts{{tr("Rows"), texts::number(found.rows)},
                          {tr("With a value"), texts::number(found.values)},
                          {tr("Different"), found.distinctExact
                                                ? texts::number(found.distinct)
                                                : tr("more than %1").arg(texts::number(found.distinct))},
                          {tr("null"), some(found.null)},
                          {tr("Empty"), some(found.emptyTexts)},
                          {tr("No date"), some(found.emptyDates)},
                          {tr("Without the field"), some(found.absent)},
                          {tr("Least"), found.min ? text(*found.min) : QString()},
                          {tr("Greatest"), found.max ? text(*found.max) : QString()}};
    m_facts->setRows(facts);
    QList<ValueBars::Bar> bars;
    for (const ColumnStatistics::Value &value : found.top) {
        const QString word = texts::oneLine(QString::fromStdString(value.text.substr(0, 2'000)));
        bars << ValueBars::Bar{word.isEmpty() ? tr("empty") : word, word.isEmpty(), value.count};
    }
    m_topTitle->setText(found.distinctExact ? tr("Most frequent") : tr("Most frequent of the first ones"));
    m_topTitle->setVisible(!bars.isEmpty());
    m_bars->setBars(bars, found.rows);
    connect(m_bars, &ValueBars::chosen, this, [this, top = found.top](int bar) {
        emit filterWanted(m_column, top[size_t(bar)]);
        close();
    });
    adjustSize();
}

} // namespace waybill
