#pragma once

#include "ui/explore/ValueEditor.h"

class QComboBox;
class QToolButton;

namespace waybill {

class CatalogueFeed;

/// One condition of the builder: field, comparison, value, and the cross that removes it.
class FilterRow final : public QWidget
{
    Q_OBJECT

public:
    /// The feed outlives this.
    explicit FilterRow(CatalogueFeed *feed, QWidget *parent = nullptr);

    /// `details` may be null while they are not known.
    void setDetails(const EntityDetails *details);
    void setLine(const FilterLine &line);
    const FilterLine &line() const { return m_line; }
    void focusField();
    void focusValue();

signals:
    void edited();
    void confirmed();
    void removeWanted();

private:
    void fieldChosen(const QString &field);
    void refreshKind();
    void refreshOperators();
    const EntityProperty *property() const;

    CatalogueFeed *m_feed;
    FilterLine m_line;
    QList<EntityProperty> m_properties;
    QComboBox *m_field, *m_operator;
    ValueEditor *m_value;
    QToolButton *m_remove;
};

/// An editable list of field names that takes any name; the items have labels in their tooltips. The box belongs to
/// `parent`.
QComboBox *makeFieldBox(QWidget *parent);
/// Puts the names in and leaves the text as it is.
void setFields(QComboBox *box, const QList<EntityProperty> &properties, const CatalogueFeed &feed);

} // namespace waybill
