#include "ui/explore/ValueEditor.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QRegularExpressionValidator>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// What the service takes for a moment, and what the editor holds.
std::optional<QDateTime> momentFrom(const QString &text)
{
    static const QRegularExpression dayOnly(u"\\A\\d{4}-\\d{2}-\\d{2}\\z"_s);
    QDateTime time = dayOnly.match(text).hasMatch()
                         ? QDateTime(QDate::fromString(text, Qt::ISODate), QTime(0, 0), Qt::UTC)
                         : QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid() || time.time().msec() != 0)
        return std::nullopt;
    return time.toUTC();
}

/// Whether the editor of the kind can show the value.
bool isHeld(const ValueKind &kind, const FilterValue &value)
{
    using Kind = FilterValue::Kind;
    switch (kind.type) {
    case ValueType::Text:
        return value.kind == Kind::Text;
    case ValueType::Integer:
    case ValueType::Decimal:
    case ValueType::Guid:
        return value.kind == Kind::Plain;
    case ValueType::Boolean:
        return value.kind == Kind::Plain && (value.text == "true"_L1 || value.text == "false"_L1);
    case ValueType::Day:
    case ValueType::Moment:
        return value.kind == Kind::Plain && momentFrom(value.text).has_value();
    case ValueType::Enumeration:
        return value.kind == Kind::Enum &&
               std::any_of(kind.choices.cbegin(), kind.choices.cend(),
                           [&value](const ValueChoice &choice) { return choice.symbol == value.text; });
    }
    return false;
}

} // namespace

ValueEditor::ValueEditor(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    rebuild();
}

FilterValue ValueEditor::initial(const ValueKind &kind)
{
    switch (kind.type) {
    case ValueType::Enumeration:
        return {FilterValue::Kind::Enum, kind.choices.isEmpty() ? QString() : kind.choices.first().symbol,
                kind.enumType};
    case ValueType::Boolean:
        return {FilterValue::Kind::Plain, u"true"_s, {}};
    case ValueType::Day:
        return {FilterValue::Kind::Plain, QDate::currentDate().toString(Qt::ISODate), {}};
    case ValueType::Moment:
        return {FilterValue::Kind::Plain, QDate::currentDate().toString(Qt::ISODate) + u"T00:00:00Z"_s, {}};
    case ValueType::Integer:
    case ValueType::Decimal:
    case ValueType::Guid:
        return {FilterValue::Kind::Plain, {}, {}};
    case ValueType::Text:
        break;
    }
    return {};
}

void ValueEditor::setKind(const ValueKind &kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    rebuild();
}

void ValueEditor::setValue(const FilterValue &value)
{
    if (value == m_value)
        return;
    m_value = value;
    rebuild();
}

void ValueEditor::take(const FilterValue &value)
{
    if (value == m_value)
        return;
    m_value = value;
    emit edited();
}

void ValueEditor::rebuild()
{
    const bool hadFocus = m_editor && m_editor->hasFocus();
    if (m_editor) {
        m_row->removeWidget(m_editor);
        m_editor->hide();
        m_editor->setObjectName({});
        m_editor->deleteLater();
    }
    const bool isMoment = m_kind.type == ValueType::Day || m_kind.type == ValueType::Moment;
    const bool isChoice = m_kind.type == ValueType::Boolean || m_kind.type == ValueType::Enumeration;
    if (isMoment && isHeld(m_kind, m_value))
        m_editor = makeMoment();
    else if (isChoice && isHeld(m_kind, m_value))
        m_editor = makeChoice();
    else
        m_editor = makeText();
    m_editor->setObjectName(u"filterValue"_s);
    m_editor->setAccessibleName(tr("Value"));
    m_row->addWidget(m_editor);
    setFocusProxy(m_editor);
    if (hadFocus)
        m_editor->setFocus();
}

QWidget *ValueEditor::makeText()
{
    auto *edit = new QLineEdit(this);
    edit->setText(m_value.text);
    edit->setToolTip(tr("The value to compare with. Enter reads."));
    FilterValue::Kind kind = m_value.kind;
    if (isHeld(m_kind, m_value)) {
        static const QRegularExpression whole(u"-?\\d{0,19}"_s), decimal(u"-?\\d*\\.?\\d*"_s),
            guid(u"[0-9a-fA-F-]{0,36}"_s);
        if (m_kind.type == ValueType::Integer)
            edit->setValidator(new QRegularExpressionValidator(whole, edit));
        else if (m_kind.type == ValueType::Decimal)
            edit->setValidator(new QRegularExpressionValidator(decimal, edit));
        else if (m_kind.type == ValueType::Guid)
            edit->setValidator(new QRegularExpressionValidator(guid, edit));
    }
    edit->setPlaceholderText(m_kind.type == ValueType::Text ? tr("text") : tr("value"));
    const QString type = m_value.type;
    connect(edit, &QLineEdit::textEdited, this, [this, kind, type](const QString &text) { take({kind, text, type}); });
    connect(edit, &QLineEdit::returnPressed, this, &ValueEditor::confirmed);
    return edit;
}

QWidget *ValueEditor::makeMoment()
{
    const bool isDay = m_kind.type == ValueType::Day;
    auto *edit = new QDateTimeEdit(this);
    edit->setTimeSpec(Qt::UTC);
    edit->setDateTimeRange(QDateTime(QDate(1753, 1, 1), QTime(0, 0), Qt::UTC),
                           QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59), Qt::UTC));
    edit->setDisplayFormat(isDay ? u"yyyy-MM-dd"_s : u"yyyy-MM-dd HH:mm:ss"_s);
    edit->setCalendarPopup(true);
    edit->setDateTime(*momentFrom(m_value.text));
    edit->setToolTip(isDay ? tr("The day to compare with")
                           : tr("The moment to compare with, in UTC as the service has it"));
    connect(edit, &QDateTimeEdit::dateTimeChanged, this, [this, isDay](const QDateTime &time) {
        take({FilterValue::Kind::Plain,
              isDay ? time.date().toString(Qt::ISODate) : time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s),
              {}});
    });
    return edit;
}

QWidget *ValueEditor::makeChoice()
{
    auto *choice = new QComboBox(this);
    choice->setToolTip(tr("The value to compare with"));
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(8);
    if (m_kind.type == ValueType::Boolean) {
        choice->addItem(tr("Yes"), u"true"_s);
        choice->addItem(tr("No"), u"false"_s);
    }
    for (const ValueChoice &one : m_kind.choices) {
        const bool says = !one.label.isEmpty() && one.label != one.symbol;
        choice->addItem(says ? tr("%1 – %2").arg(one.symbol, one.label) : one.symbol, one.symbol);
    }
    choice->setCurrentIndex(choice->findData(m_value.text));
    connect(choice, &QComboBox::activated, this, [this, choice](int index) {
        const QString symbol = choice->itemData(index).toString();
        if (m_kind.type == ValueType::Boolean)
            take({FilterValue::Kind::Plain, symbol, {}});
        else
            take({FilterValue::Kind::Enum, symbol, m_value.type.isEmpty() ? m_kind.enumType : m_value.type});
    });
    return choice;
}

} // namespace waybill
