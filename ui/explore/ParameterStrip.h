#pragma once

#include <QHash>
#include <QStringList>
#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace waybill {

/// A field for each parameter of a query (QueryParameters.h); hidden while there are none. What was typed for a name is
/// kept while the strip lives.
class ParameterStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterStrip(QWidget *parent = nullptr);

    void setNames(const QStringList &names);
    /// As if they had been typed, before setNames().
    void setValues(const QHash<QString, QString> &values) { m_typed = values; }
    /// Of the names that have one.
    QHash<QString, QString> values() const;
    /// The same without those that may be secret by their name: what may be kept on disk.
    QHash<QString, QString> valuesToKeep() const;
    /// The first name without a value, with the cursor in its field; empty when all have one.
    QString askForMissing();

signals:
    void edited();
    /// Enter in a field: a person wants to read.
    void confirmed();

private:
    QStringList m_names;
    QHash<QString, QString> m_typed;
    QHash<QString, QLineEdit *> m_fields; ///< of m_names
    QGridLayout *m_grid;
};

} // namespace waybill
