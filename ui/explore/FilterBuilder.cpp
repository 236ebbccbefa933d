#include "ui/explore/FilterBuilder.h"

#include "ui/explore/FilterRow.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace waybill {
using namespace Qt::StringLiterals;

FilterBuilder::FilterBuilder(CatalogueFeed *feed, QWidget *parent) : QWidget(parent), m_feed(feed)
{
    setObjectName(u"filterBuilder"_s);
    m_join = new QComboBox(this);
    m_join->setObjectName(u"filterJoin"_s);
    m_join->setAccessibleName(tr("How conditions are joined"));
    m_join->setToolTip(tr("Whether all conditions must hold, or any of them"));
    m_join->addItem(tr("All hold"));
    m_join->addItem(tr("Any holds"));
    m_textLine = new QWidget(this);
    auto *caption = new QLabel(tr("Filter as text"), m_textLine);
    caption->setForegroundRole(QPalette::PlaceholderText);
    m_text = new QLineEdit(m_textLine);
    m_text->setObjectName(u"filterText"_s);
    m_text->setAccessibleName(tr("Filter as text"));
    m_text->setToolTip(tr("Rows of the builder cannot say this filter; it is sent as it stands here"));
    m_text->setFont(fonts::fixed(font()));
    caption->setBuddy(m_text);
    auto *text = new QHBoxLayout(m_textLine);
    text->setContentsMargins(0, 0, 0, 0);
    text->setSpacing(metrics::unit);
    text->addWidget(caption);
    text->addWidget(m_text, 1);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    m_column->addWidget(m_textLine);
    connect(m_join, &QComboBox::activated, this, &FilterBuilder::edited);
    connect(m_text, &QLineEdit::textEdited, this, &FilterBuilder::edited);
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBuilder::confirmed);
    refresh();
}

void FilterBuilder::setDetails(const EntityDetails *details)
{
    m_details = details ? *details : EntityDetails();
    for (FilterRow *row : std::as_const(m_rows))
        row->setDetails(&m_details);
}

FilterDraft FilterBuilder::draft() const
{
    FilterDraft draft{m_join->currentIndex() == 1, {}};
    for (const FilterRow *row : m_rows)
        draft.lines.append(row->line());
    return draft;
}

QString FilterBuilder::filter() const
{
    return m_isText ? m_text->text() : filterTextOf(draft());
}

void FilterBuilder::setFilter(const QString &filter)
{
    if (filter == this->filter())
        return;
    const auto wanted = filterDraftFrom(filter);
    m_isText = !wanted;
    if (m_isText)
        m_text->setText(filter);
    else if (filterTextOf(*wanted) != filterTextOf(draft())) // blanks and brackets apart
        show(*wanted);
    refresh();
}

void FilterBuilder::show(const FilterDraft &draft)
{
    if (draft.lines.size() > 1)
        m_join->setCurrentIndex(draft.any ? 1 : 0);
    while (m_rows.size() > draft.lines.size())
        m_rows.takeLast()->deleteLater();
    for (qsizetype i = 0; i < draft.lines.size(); ++i) {
        if (i < m_rows.size())
            m_rows[i]->setLine(draft.lines[i]);
        else
            addRow(draft.lines[i]);
    }
}

FilterRow *FilterBuilder::addRow(const FilterLine &line)
{
    auto *row = new FilterRow(m_feed, this);
    row->setDetails(&m_details);
    row->setLine(line);
    m_rows.append(row);
    m_column->addWidget(row);
    connect(row, &FilterRow::edited, this, &FilterBuilder::edited);
    connect(row, &FilterRow::confirmed, this, &FilterBuilder::confirmed);
    connect(row, &FilterRow::removeWanted, this, [this, row] { remove(row); });
    return row;
}

void FilterBuilder::remove(FilterRow *row)
{
    const qsizetype at = m_rows.indexOf(row);
    m_rows.removeAt(at);
    row->deleteLater();
    row->hide();
    if (!m_rows.isEmpty())
        m_rows[qMin(at, m_rows.size() - 1)]->focusField();
    refresh();
    emit edited();
}

void FilterBuilder::add(const QString &field)
{
    if (m_isText)
        return;
    FilterLine line;
    line.field = field;
    for (const EntityProperty &property : m_details.properties) {
        if (property.name != field)
            continue;
        const ValueKind kind{valueTypeOf(property), property.enumeration ? property.type : QString(), {}};
        line.value = ValueEditor::initial(kind);
        line.compares = operatorsOf(kind.type).first();
    }
    if (field.isEmpty())
        line.compares = FilterOperator::Contains;
    FilterRow *row = addRow(line);
    refresh();
    if (field.isEmpty())
        row->focusField();
    else
        row->focusValue();
    emit edited();
}

void FilterBuilder::refresh()
{
    m_join->setVisible(!m_isText && m_rows.size() > 1);
    m_textLine->setVisible(m_isText);
    for (FilterRow *row : std::as_const(m_rows))
        row->setVisible(!m_isText);
    setVisible(m_isText || !m_rows.isEmpty());
}

} // namespace waybill
