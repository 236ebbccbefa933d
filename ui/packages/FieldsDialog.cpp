#include "ui/packages/FieldsDialog.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace waybill {

FieldsDialog::FieldsDialog(const QString &told, const Word &yes, const QString &nothing, QWidget *parent)
    : QDialog(parent), m_fields(new QVBoxLayout), m_yes(new QPushButton(yes.shown, this))
{
    setMinimumWidth(460);
    auto *words = new QLabel(told, this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setForegroundRole(QPalette::PlaceholderText);
    m_yes->setAccessibleName(yes.spoken);
    m_yes->setToolTip(yes.tooltip);
    m_yes->setDefault(true);
    setButtonKind(m_yes, ButtonKind::Primary);
    auto *no = new QPushButton(tr("Cancel"), this);
    no->setAccessibleName(tr("Cancel"));
    no->setToolTip(tr("%1 (Esc)").arg(nothing));
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    m_fields->setSpacing(metrics::margin);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_yes);
    buttons->addWidget(no);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::margin);
    column->addWidget(words);
    column->addLayout(m_fields);
    column->addStretch();
    column->addLayout(buttons);
}

} // namespace waybill
