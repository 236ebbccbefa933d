#include "ui/widgets/grid/GridBar.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridButton.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// What filters or sorts, in words; pressing it takes it away.
class Chip final : public QPushButton
{
public:
    Chip(const QString &words, QWidget *parent) : QPushButton(words, parent)
    {
        setFont(fonts::small(font()));
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        return {std::min(fontMetrics().horizontalAdvance(text()) + 42, 280), fontMetrics().height() + 9};
    }
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Palette &c = paletteOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool marked = underMouse() || hasFocus();
        painter.setPen(QPen(marked ? c.accent : mixed(c.line, c.accent, 0.4), hasFocus() ? 2 : 1));
        painter.setBrush(c.selection);
        const QRectF body = QRectF(rect()).adjusted(1, 1, -1, -1);
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
        painter.setPen(c.text);
        const QRect room = rect().adjusted(11, 0, -25, 0);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, room.width()));
        paintIcon(&painter, QRectF(width() - 22, (height() - 12) / 2.0, 12, 12), Icon::Close,
                  marked ? c.accent : c.muted);
    }
};

QString wordsOf(const GridFilter &filter, const QString &title)
{
    using Is = GridFilter::Is;
    const QString value = texts::oneLine(filter.text);
    switch (filter.is) {
    case Is::Containing:
        return GridBar::tr("%1 has “%2”").arg(title, value);
    case Is::NotContaining:
        return GridBar::tr("%1 has no “%2”").arg(title, value);
    case Is::Equal:
        return filter.text.isEmpty() ? GridBar::tr("%1 is empty").arg(title) : u"%1 = %2"_s.arg(title, value);
    case Is::NotEqual:
        return filter.text.isEmpty() ? GridBar::tr("%1 is not empty").arg(title) : u"%1 ≠ %2"_s.arg(title, value);
    case Is::Less:
        return u"%1 < %2"_s.arg(title, value);
    case Is::AtMost:
        return u"%1 ≤ %2"_s.arg(title, value);
    case Is::Greater:
        return u"%1 > %2"_s.arg(title, value);
    case Is::AtLeast:
        return u"%1 ≥ %2"_s.arg(title, value);
    case Is::Null:
        return GridBar::tr("%1 is null").arg(title);
    case Is::NotNull:
        return GridBar::tr("%1 is not null").arg(title);
    }
    return {};
}

} // namespace

GridBar::GridBar(QWidget *parent)
    : QWidget(parent), m_search(new SearchField(tr("Filter the rows"), this)), m_chipArea(new QWidget(this)),
      m_chips(new FlowLayout(m_chipArea)),
      m_filters(
          gridButton(Icon::Filter, tr("Filter fields"), tr("A filter field for each column (Ctrl+Shift+F)"), this)),
      m_columns(gridButton(Icon::Columns, tr("Columns"), tr("Choose columns"), this)),
      m_chart(gridButton(Icon::Dashboard, tr("Chart"), tr("A chart of the selected columns"), this)),
      m_inspector(gridButton(Icon::Panel, tr("Row details"), tr("The current row as a form and as JSON (Enter)"), this))
{
    m_filters->setCheckable(true);
    m_inspector->setCheckable(true);
    setObjectName(u"gridBar"_s);
    m_search->setObjectName(u"gridSearch"_s);
    m_search->setAccessibleName(tr("Filter the rows"));
    m_search->setToolTip(tr("Leaves the rows in which some column has this text"));
    m_search->setMinimumWidth(140);
    m_search->setMaximumWidth(260);
    m_filters->setObjectName(u"gridFilterFields"_s);
    m_columns->setObjectName(u"gridColumns"_s);
    m_chart->setObjectName(u"gridChart"_s);
    m_inspector->setObjectName(u"gridInspectorButton"_s);
    m_chips->setContentsMargins(0, 2, 0, 2);
    m_chips->setSpacing(metrics::half);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    m_chipArea->setSizePolicy(policy);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::unit, 5, metrics::unit, 5);
    layout->setSpacing(metrics::unit);
    layout->addWidget(m_search, 1, Qt::AlignTop);
    layout->addWidget(m_chipArea, 3);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton *one : {m_filters, m_columns, m_chart, m_inspector})
        buttons->addWidget(one, 0, Qt::AlignTop);
    layout->addLayout(buttons);
}

void GridBar::addChip(const QString &words, const QString &tip, const std::function<void()> &pressed)
{
    auto *chip = new Chip(words, m_chipArea);
    chip->setAccessibleName(words);
    chip->setToolTip(texts::plainTooltip(words + u'\n' + tip));
    connect(chip, &QPushButton::clicked, this, pressed);
    m_chips->addWidget(chip);
    chip->show();
}

void GridBar::setOrder(const GridOrder &order, const GridColumns &columns)
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const GridFilter &filter : order.filters) {
        const QString title = filter.column < columns.count() ? columns.title(filter.column) : QString();
        addChip(wordsOf(filter, title), tr("Press to take the filter away"),
                [this, filter] { emit filterRemoved(filter); });
    }
    if (order.sort.size() > 1) {
        QStringList titles;
        for (const GridSortKey &key : order.sort)
            titles << columns.title(key.column) + (key.descending ? u" ↓"_s : u" ↑"_s);
        addChip(tr("By %1").arg(titles.join(u", "_s)), tr("Press to show the rows as they came"),
                [this] { emit sortRemoved(); });
    }
    m_chipArea->updateGeometry();
}

void GridBar::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    painter.fillRect(0, height() - 1, width(), 1, c.line);
}

} // namespace waybill
