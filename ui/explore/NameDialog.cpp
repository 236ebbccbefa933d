#include "ui/explore/NameDialog.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/FormField.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

NameDialog::NameDialog(const QString &suggestion, QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit(suggestion, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"nameDialog"_s);
    setWindowTitle(tr("Keep the query"));
    m_name->setObjectName(u"queryName"_s);
    m_name->selectAll();
    m_name->setMaxLength(100);
    auto *field = new FormField(tr("Name"), m_name, tr("What the query is called in the menu Queries"));
    field->setHint(tr("A query of the same name is replaced."));
    auto *buttons = new QDialogButtonBox(this);
    m_keep = buttons->addButton(tr("Keep"), QDialogButtonBox::AcceptRole);
    m_keep->setToolTip(tr("Keep the query under this name"));
    setButtonKind(m_keep, ButtonKind::Primary);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setToolTip(tr("Close without keeping it (Esc)"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::margin);
    column->addWidget(field);
    column->addWidget(buttons);
    resize(400, sizeHint().height());
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit named(m_name->text().trimmed());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto enable = [this] { m_keep->setEnabled(!m_name->text().trimmed().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, enable);
    enable();
}

} // namespace waybill
