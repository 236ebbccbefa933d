#include "ui/explore/FilterRow.h"

#include "ui/explore/CatalogueFeed.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

QComboBox *makeFieldBox(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    box->setMaxVisibleItems(16);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return box;
}

void setFields(QComboBox *box, const QList<EntityProperty> &properties, const CatalogueFeed &feed)
{
    const QSignalBlocker quiet(box);
    const QString text = box->currentText();
    box->clear();
    for (const EntityProperty &property : properties) {
        box->addItem(property.key ? themedIcon(Icon::Key) : QIcon(), property.name);
        box->setItemData(box->count() - 1, feed.label(property.label, property.labelId), Qt::ToolTipRole);
    }
    box->setCurrentIndex(box->findText(text, Qt::MatchFixedString | Qt::MatchCaseSensitive));
    box->setEditText(text);
}

FilterRow::FilterRow(CatalogueFeed *feed, QWidget *parent) : QWidget(parent), m_feed(feed)
{
    m_field = makeFieldBox(this);
    m_field->setObjectName(u"filterField"_s);
    m_field->setAccessibleName(tr("Field"));
    m_field->setToolTip(tr("The field to compare; type a part of its name"));
    m_field->lineEdit()->setPlaceholderText(tr("Field"));
    m_operator = new QComboBox(this);
    m_operator->setObjectName(u"filterOperator"_s);
    m_operator->setAccessibleName(tr("Comparison"));
    m_operator->setToolTip(tr("How the field is compared with the value"));
    m_operator->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_operator->setMinimumContentsLength(9);
    m_value = new ValueEditor(this);
    m_remove = new QToolButton(this);
    m_remove->setObjectName(u"removeFilter"_s);
    m_remove->setIcon(themedIcon(Icon::Close));
    m_remove->setAutoRaise(true);
    m_remove->setAccessibleName(tr("Remove this condition"));
    m_remove->setToolTip(tr("Remove this condition"));
    m_remove->setFocusPolicy(Qt::TabFocus);
    setFixedHeight(metrics::controlHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    row->addWidget(m_field, 4);
    row->addWidget(m_operator, 2);
    row->addWidget(m_value, 5);
    row->addWidget(m_remove);
    // Whatever each holds, the same parts of all rows stand below each other.
    for (QWidget *part : std::initializer_list<QWidget *>{m_field, m_operator, m_value})
        part->setSizePolicy(QSizePolicy::Ignored, part->sizePolicy().verticalPolicy());
    refreshOperators();

    connect(m_field, &QComboBox::activated, this, [this] { fieldChosen(m_field->currentText()); });
    connect(m_field->lineEdit(), &QLineEdit::editingFinished, this, [this] { fieldChosen(m_field->currentText()); });
    connect(m_operator, &QComboBox::activated, this, [this](int index) {
        m_line.compares = static_cast<FilterOperator>(m_operator->itemData(index).toInt());
        emit edited();
    });
    connect(m_value, &ValueEditor::edited, this, [this] {
        m_line.value = m_value->value();
        emit edited();
    });
    connect(m_value, &ValueEditor::confirmed, this, &FilterRow::confirmed);
    connect(m_remove, &QToolButton::clicked, this, &FilterRow::removeWanted);
    connect(m_feed, &CatalogueFeed::enumKnown, this, [this](const QString &type) {
        const EntityProperty *now = property();
        if (now && plainTypeName(now->type) == type)
            refreshKind();
    });
}

const EntityProperty *FilterRow::property() const
{
    for (const EntityProperty &one : m_properties) {
        if (one.name == m_line.field)
            return &one;
    }
    return nullptr;
}

void FilterRow::setDetails(const EntityDetails *details)
{
    const QList<EntityProperty> properties = details ? details->properties : QList<EntityProperty>();
    if (properties != m_properties || m_field->count() == 0) {
        m_properties = properties;
        setFields(m_field, m_properties, *m_feed);
    }
    refreshKind();
    refreshOperators();
}

void FilterRow::setLine(const FilterLine &line)
{
    if (line == m_line)
        return;
    m_line = line;
    m_field->setEditText(line.field);
    refreshKind();
    m_value->setValue(line.value);
    refreshOperators();
}

void FilterRow::fieldChosen(const QString &field)
{
    if (field == m_line.field)
        return;
    m_line.field = field;
    const ValueKind before = m_value->kind();
    refreshKind();
    if (before.type != m_value->kind().type || before.enumType != m_value->kind().enumType) {
        m_line.value = ValueEditor::initial(m_value->kind());
        m_value->setValue(m_line.value);
        m_line.compares = operatorsOf(m_value->kind().type).first();
    }
    refreshOperators();
    emit edited();
}

void FilterRow::refreshKind()
{
    ValueKind kind;
    if (const EntityProperty *now = property()) {
        kind.type = valueTypeOf(*now);
        if (kind.type == ValueType::Enumeration) {
            kind.enumType = now->type;
            if (const EnumType *type = m_feed->enumType(now->type)) {
                for (const EnumMember &member : type->members)
                    kind.choices.append({member.name, m_feed->label(member.label, member.labelId)});
            }
        }
    } else if (m_line.value.kind != FilterValue::Kind::Text) {
        return; // not known what it is: it stays as it was written
    }
    m_value->setKind(kind);
    // The first member, once they are known, of a value that nobody has entered yet.
    if (kind.type == ValueType::Enumeration && m_line.value.kind == FilterValue::Kind::Enum &&
        m_line.value.text.isEmpty() && !kind.choices.isEmpty()) {
        m_line.value = ValueEditor::initial(kind);
        m_value->setValue(m_line.value);
        emit edited();
    }
}

void FilterRow::refreshOperators()
{
    QList<FilterOperator> operators = operatorsOf(m_value->kind().type);
    if (!operators.contains(m_line.compares))
        operators.append(m_line.compares);
    const QSignalBlocker quiet(m_operator);
    m_operator->clear();
    for (const FilterOperator one : operators)
        m_operator->addItem(operatorWords(one), static_cast<int>(one));
    m_operator->setCurrentIndex(m_operator->findData(static_cast<int>(m_line.compares)));
}

void FilterRow::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
}

void FilterRow::focusValue()
{
    m_value->setFocus(Qt::OtherFocusReason);
}

} // namespace waybill
