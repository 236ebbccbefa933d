#include "ui/widgets/ConfirmByName.h"

#include "ui/style/Metrics.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/EnvironmentStripe.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

ConfirmByName::ConfirmByName(Question question, QWidget *parent)
    : QDialog(parent), m_environment(question.environment), m_byName(question.byName), m_name(new QLineEdit(this)),
      m_trouble(new TonedLabel(this))
{
    setObjectName(u"confirmByName"_s);
    setWindowTitle(question.title);
    setMinimumWidth(460);
    auto *stripe = new EnvironmentStripe(this);
    stripe->setEnvironment(u"production"_s, {}, false);
    const auto label = [this](const QString &text) {
        auto *made = new QLabel(text, this);
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        return made;
    };
    QLabel *asked = label(question.question);
    asked->setObjectName(u"confirmQuestion"_s);
    asked->setFont(fonts::strong(fonts::heading(font())));
    QLabel *detail = label(question.detail);
    detail->setVisible(!question.detail.isEmpty());
    QLabel *how = label(tr("To go on, type the environment's name: %1").arg(m_environment));
    how->setBuddy(m_name);
    m_name->setObjectName(u"confirmNameField"_s);
    m_name->setAccessibleName(tr("Name of the environment"));
    m_name->setAccessibleDescription(how->text());
    m_name->setToolTip(tr("Exactly as it is written above, capitals and spaces too"));
    m_trouble->setObjectName(u"confirmTrouble"_s);
    m_trouble->setTone(StatusRole::Red);
    m_trouble->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    m_yes = buttons->addButton(question.word, QDialogButtonBox::AcceptRole);
    m_yes->setObjectName(u"confirmButton"_s);
    m_yes->setAccessibleName(question.word);
    setButtonKind(m_yes, ButtonKind::Danger);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setToolTip(tr("Nothing is sent"));
    for (QWidget *widget :
         {static_cast<QWidget *>(how), static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_trouble)})
        widget->setVisible(m_byName);

    auto *body = new QVBoxLayout;
    body->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    body->setSpacing(metrics::unit);
    for (QWidget *widget : {static_cast<QWidget *>(asked), static_cast<QWidget *>(detail), static_cast<QWidget *>(how),
                            static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_trouble)})
        body->addWidget(widget);
    body->addSpacing(metrics::unit);
    body->addWidget(buttons);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(stripe);
    column->addLayout(body);
    connect(m_name, &QLineEdit::textChanged, this, &ConfirmByName::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (!isRight())
            return;
        emit confirmed();
        accept();
    });
    check();
    if (m_byName) {
        m_name->setFocus();
    } else {
        cancel->setDefault(true); // what is pressed without a thought sends nothing
        cancel->setFocus();
    }
}

bool ConfirmByName::isRight() const
{
    return !m_byName || m_name->text() == m_environment;
}

void ConfirmByName::check()
{
    const QString typed = m_name->text();
    m_trouble->setText(m_environment.startsWith(typed) ? QString() : tr("That is not the name of the environment."));
    m_yes->setEnabled(isRight());
    m_yes->setToolTip(isRight() ? tr("Goes on; it is sent to %1").arg(m_environment)
                                : tr("Type the environment's name first"));
    m_name->setAccessibleDescription(m_trouble->text().isEmpty()
                                         ? tr("To go on, type the environment's name: %1").arg(m_environment)
                                         : m_trouble->text());
}

} // namespace waybill
