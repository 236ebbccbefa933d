#include "ui/widgets/FormField.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>

namespace waybill {

namespace {
constexpr int labelWidth = 148;
}

FormField::FormField(const QString &label, QWidget *control, const QString &tooltip, QWidget *body)
    : m_control(control), m_told(new TonedLabel(this))
{
    auto *name = new QLabel(label, this);
    name->setBuddy(control);
    name->setWordWrap(true);
    name->setFixedWidth(labelWidth);
    control->setAccessibleName(label);
    control->setToolTip(tooltip);
    m_told->setWordWrap(true);
    m_told->setFont(fonts::small(font()));
    m_told->setForegroundRole(QPalette::PlaceholderText);
    m_told->hide();
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(body ? body : control);
    column->addWidget(m_told);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::unit);
    name->setMinimumHeight(metrics::controlHeight);
    row->addWidget(name, 0, Qt::AlignTop);
    row->addLayout(column, 1);
}

void FormField::setHint(const QString &sentence)
{
    m_hint = sentence;
    tell();
}

void FormField::setTrouble(const QString &sentence)
{
    m_trouble = sentence;
    tell();
}

void FormField::tell()
{
    const bool wrong = !m_trouble.isEmpty();
    m_told->setTone(wrong ? std::optional(StatusRole::Red) : std::nullopt);
    m_told->setText(wrong ? tr("✕ %1").arg(m_trouble) : m_hint);
    m_told->setVisible(!m_told->text().isEmpty());
    m_control->setAccessibleDescription(wrong ? m_trouble : m_hint);
}

} // namespace waybill
