#pragma once

#include "app/odata/Filter.h"
#include "ui/explore/FilterDraft.h"

#include <QWidget>

class QBoxLayout;

namespace waybill {

/// A value of an enumeration: its symbol and what people call it.
struct ValueChoice {
    QString symbol, label;
    bool operator==(const ValueChoice &) const = default;
};

/// What a value is entered into.
struct ValueKind {
    ValueType type = ValueType::Text;
    QString enumType = {}; ///< its full name, for an enumeration
    QList<ValueChoice> choices = {};
    bool operator==(const ValueKind &) const = default;
};

/// The editor of one value of a filter: text, number, date, yes or no, or one of an enumeration. A value that the type
/// cannot hold is shown as text and kept as it is.
class ValueEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit ValueEditor(QWidget *parent = nullptr);

    void setKind(const ValueKind &kind);
    const ValueKind &kind() const { return m_kind; }
    const FilterValue &value() const { return m_value; }
    void setValue(const FilterValue &value);
    /// The value that a new line of this kind begins with.
    static FilterValue initial(const ValueKind &kind);

signals:
    void edited();
    /// Enter was pressed.
    void confirmed();

private:
    void rebuild();
    QWidget *makeText();
    QWidget *makeMoment();
    QWidget *makeChoice();
    void take(const FilterValue &value);

    ValueKind m_kind;
    FilterValue m_value;
    QWidget *m_editor = nullptr;
    QBoxLayout *m_row;
};

} // namespace waybill
