#include "ui/explore/ParameterStrip.h"

#include "app/http/Redaction.h"
#include "ui/style/Metrics.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int inARow = 3;
}

ParameterStrip::ParameterStrip(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    setObjectName(u"parameterStrip"_s);
    m_grid->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::unit);
    m_grid->setHorizontalSpacing(metrics::unit);
    m_grid->setVerticalSpacing(metrics::half);
    for (int column = 0; column < inARow; ++column)
        m_grid->setColumnStretch(2 * column + 1, 1);
    hide();
}

void ParameterStrip::setNames(const QStringList &names)
{
    if (m_names == names)
        return;
    m_names = names;
    m_fields.clear();
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    for (int i = 0; i < names.size(); ++i) {
        const QString &name = names[i];
        auto *field = new QLineEdit(m_typed.value(name), this);
        field->setObjectName(u"parameter_"_s + name);
        field->setAccessibleName(tr("Value of %1").arg(name));
        field->setToolTip(
            isSecretName(name)
                ? tr("Stands for {%1} in the query. It is not kept: its name is that of a secret.").arg(name)
                : tr("Stands for {%1} in the query").arg(name));
        field->setPlaceholderText(tr("value"));
        auto *label = new QLabel(name, this);
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setBuddy(field);
        m_grid->addWidget(label, i / inARow, 2 * (i % inARow));
        m_grid->addWidget(field, i / inARow, 2 * (i % inARow) + 1);
        connect(field, &QLineEdit::textEdited, this, [this, name](const QString &text) {
            m_typed.insert(name, text);
            emit edited();
        });
        connect(field, &QLineEdit::returnPressed, this, &ParameterStrip::confirmed);
        m_fields.insert(name, field);
    }
    setVisible(!names.isEmpty());
}

QHash<QString, QString> ParameterStrip::values() const
{
    QHash<QString, QString> values;
    for (const QString &name : m_names) {
        if (const QString typed = m_typed.value(name); !typed.isEmpty())
            values.insert(name, typed);
    }
    return values;
}

QHash<QString, QString> ParameterStrip::valuesToKeep() const
{
    QHash<QString, QString> kept = values();
    kept.removeIf([](std::pair<const QString &, QString &> value) { return isSecretName(value.first); });
    return kept;
}

QString ParameterStrip::askForMissing()
{
    for (const QString &name : std::as_const(m_names)) {
        if (m_typed.value(name).isEmpty()) {
            m_fields.value(name)->setFocus();
            return name;
        }
    }
    return {};
}

} // namespace waybill
