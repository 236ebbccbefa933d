#include "ui/packages/KeepDialog.h"

#include "ui/style/Metrics.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSpinBox>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int usualDays = 90, usualMegabytes = 5'000;
constexpr qint64 megabyte = 1'000'000, most = 1'000'000'000;

/// What a field can show.
int inField(qint64 value)
{
    return int(qBound<qint64>(1, value, most));
}

int inField(std::chrono::days age)
{
    return inField(qint64(age.count()));
}

QSpinBox *numberField(const QString &name, const QString &spoken, const QString &suffix, int value, QWidget *parent)
{
    auto *field = new QSpinBox(parent);
    field->setObjectName(name);
    field->setAccessibleName(spoken);
    field->setToolTip(spoken);
    field->setRange(1, int(most));
    field->setSuffix(suffix);
    field->setGroupSeparatorShown(true);
    field->setValue(value);
    return field;
}
} // namespace

KeepDialog::KeepDialog(const Retention &present, QWidget *parent)
    : FieldsDialog(tr("Files that are too old or too many are removed as soon as this is saved, and from then on while "
                      "nobody waits, the oldest first. They cannot be brought back; rows and their history stay. Never "
                      "removed is what is not acknowledged or came within a day; a damaged package stays three times "
                      "as long."),
                   {tr("Save"), tr("Save"), tr("Removes what is too old or too much now, and from now on")},
                   tr("Changes nothing"), parent),
      m_present(present)
{
    setObjectName(u"keepDialog"_s);
    setWindowTitle(tr("What is kept of packages"));
    m_byAge = new QCheckBox(tr("Remove files that came more than"), this);
    m_byAge->setObjectName(u"keepByAge"_s);
    m_byAge->setToolTip(tr("Off: files are kept however old they are"));
    m_byAge->setChecked(present.maxAge.has_value());
    m_days = numberField(u"keepDays"_s, tr("Days that files are kept"), tr(" days ago"),
                         inField(present.maxAge.value_or(std::chrono::days(usualDays))), this);
    m_bySize = new QCheckBox(tr("Remove the oldest beyond"), this);
    m_bySize->setObjectName(u"keepBySize"_s);
    m_bySize->setToolTip(tr("Off: files are kept however many they are"));
    m_bySize->setChecked(present.maxBytes.has_value());
    m_megabytes = numberField(u"keepMegabytes"_s, tr("Megabytes that files may take"), tr(" MB"),
                              inField(present.maxBytes.value_or(usualMegabytes * megabyte) / megabyte), this);
    for (const auto &[box, field] : {std::pair(m_byAge, m_days), {m_bySize, m_megabytes}}) {
        box->setAccessibleName(box->text());
        field->setEnabled(box->isChecked());
        connect(box, &QCheckBox::toggled, field, &QWidget::setEnabled);
    }
    yes()->setObjectName(u"keepSave"_s);
    connect(yes(), &QPushButton::clicked, this, [this] {
        emit wanted(retention());
        accept();
    });
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::unit);
    grid->setVerticalSpacing(metrics::unit);
    grid->addWidget(m_byAge, 0, 0);
    grid->addWidget(m_days, 0, 1);
    grid->addWidget(m_bySize, 1, 0);
    grid->addWidget(m_megabytes, 1, 1);
    grid->setColumnStretch(2, 1);
    fields()->addLayout(grid);
}

Retention KeepDialog::retention() const
{
    // What the command line said more exactly than a field shows it stays so until somebody changes the field.
    Retention retention;
    if (m_byAge->isChecked() && m_present.maxAge && m_days->value() == inField(*m_present.maxAge))
        retention.maxAge = m_present.maxAge;
    else if (m_byAge->isChecked())
        retention.maxAge = std::chrono::days(m_days->value());
    if (m_bySize->isChecked() && m_present.maxBytes && m_megabytes->value() == inField(*m_present.maxBytes / megabyte))
        retention.maxBytes = m_present.maxBytes;
    else if (m_bySize->isChecked())
        retention.maxBytes = m_megabytes->value() * megabyte;
    return retention;
}

} // namespace waybill
