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
constexpr int usualDays = 90, usualMegabytes = 5'000, most = 1'000'000;
constexpr qint64 megabyte = 1'000'000;

QSpinBox *numberField(const QString &name, const QString &spoken, const QString &suffix, int value, QWidget *parent)
{
    auto *field = new QSpinBox(parent);
    field->setObjectName(name);
    field->setAccessibleName(spoken);
    field->setToolTip(spoken);
    field->setRange(1, most);
    field->setSuffix(suffix);
    field->setGroupSeparatorShown(true);
    field->setValue(value);
    return field;
}
} // namespace

KeepDialog::KeepDialog(const Retention &present, QWidget *parent)
    : FieldsDialog(tr("Files that are too old or too many are removed while nobody waits, the oldest first. Rows and "
                      "their history stay. Never removed is what is not acknowledged or came within a day; a damaged "
                      "package stays three times as long."),
                   {tr("Save"), tr("Save"), tr("Removes what is too old or too much now, and from now on")},
                   tr("Changes nothing"), parent)
{
    setObjectName(u"keepDialog"_s);
    setWindowTitle(tr("What is kept of packages"));
    m_byAge = new QCheckBox(tr("Remove files that came more than"), this);
    m_byAge->setObjectName(u"keepByAge"_s);
    m_byAge->setToolTip(tr("Off: files are kept however old they are"));
    m_byAge->setChecked(present.maxAge.has_value());
    m_days = numberField(u"keepDays"_s, tr("Days that files are kept"), tr(" days ago"),
                         int(present.maxAge.value_or(std::chrono::days(usualDays)).count()), this);
    m_bySize = new QCheckBox(tr("Remove the oldest beyond"), this);
    m_bySize->setObjectName(u"keepBySize"_s);
    m_bySize->setToolTip(tr("Off: files are kept however many they are"));
    m_bySize->setChecked(present.maxBytes.has_value());
    m_megabytes = numberField(u"keepMegabytes"_s, tr("Megabytes that files may take"), tr(" MB"),
                              int(present.maxBytes.value_or(usualMegabytes * megabyte) / megabyte), this);
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
    Retention retention;
    if (m_byAge->isChecked())
        retention.maxAge = std::chrono::days(m_days->value());
    if (m_bySize->isChecked())
        retention.maxBytes = m_megabytes->value() * megabyte;
    return retention;
}

} // namespace waybill
