#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace waybill {

/// One fact. `whole` is what is copied when `value` is a short form of it.
struct KeyValue {
    QString key;
    QString value;
    QString whole = {};
    QString tooltip = {};
    bool operator==(const KeyValue &) const = default;
};

/// Facts in two columns: muted names, values that elide in the middle and copy whole. Facts without value are left out.
class KeyValueList final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyValueList(QWidget *parent = nullptr);

    const QList<KeyValue> &rows() const { return m_rows; }
    void setRows(const QList<KeyValue> &rows);

private:
    QGridLayout *m_grid;
    QList<KeyValue> m_rows;
};

} // namespace waybill
