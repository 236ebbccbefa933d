#include "ui/environments/SecretField.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

SecretField::SecretField(const QString &name, QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit(this)), m_show(new QToolButton(this))
{
    m_field->setObjectName(name);
    m_field->setEchoMode(QLineEdit::Password);
    m_show->setObjectName(name + "Show"_L1);
    m_show->setText(tr("Show"));
    m_show->setCheckable(true);
    m_show->setAccessibleName(tr("Show what was typed"));
    m_show->setToolTip(tr("Shows what was typed; what the keychain keeps is never shown"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_field, 1);
    row->addWidget(m_show);
    setFocusProxy(m_field);
    connect(m_show, &QToolButton::toggled, this, &SecretField::show);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_show->setEnabled(!text.isEmpty());
        emit changed();
    });
    m_show->setEnabled(false);
    setKept(false);
}

QString SecretField::text() const
{
    return m_field->text().trimmed();
}

void SecretField::setKept(bool kept)
{
    m_kept = kept;
    m_field->setPlaceholderText(kept ? tr("kept in the keychain") : QString());
}

void SecretField::show(bool plain)
{
    m_field->setEchoMode(plain ? QLineEdit::Normal : QLineEdit::Password);
}

} // namespace waybill
