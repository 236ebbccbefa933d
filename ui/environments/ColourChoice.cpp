#include "ui/environments/ColourChoice.h"

#include <QColorDialog>
#include <QPixmap>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QIcon spot(const QColor &colour)
{
    QPixmap pixmap(12, 12);
    pixmap.fill(colour);
    return QIcon(pixmap);
}
} // namespace

ColourChoice::ColourChoice(QWidget *parent) : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(18);
    setColour({});
    connect(this, &QComboBox::activated, this, &ColourChoice::take);
}

void ColourChoice::setColour(const QString &colour)
{
    m_colour = colour;
    QList<std::pair<QString, QString>> colours{{tr("Teal"), u"#1b8a8f"_s},   {tr("Blue"), u"#3f73d8"_s},
                                               {tr("Violet"), u"#7a55c0"_s}, {tr("Amber"), u"#b87a12"_s},
                                               {tr("Green"), u"#2f7d4f"_s},  {tr("Rose"), u"#b0417a"_s},
                                               {tr("Grey"), u"#66758a"_s}};
    const bool known =
        colour.isEmpty() || std::ranges::any_of(colours, [&](const auto &one) { return one.second == colour; });
    if (!known)
        colours.append({colour, colour});
    clear();
    addItem(tr("That of its kind"), QString());
    for (const auto &[name, value] : std::as_const(colours))
        addItem(spot(QColor(value)), name, value);
    addItem(tr("Another…"), u"another"_s);
    setCurrentIndex(findData(colour));
}

void ColourChoice::take(int index)
{
    if (index < count() - 1) {
        m_colour = itemData(index).toString();
        return;
    }
    auto *dialog = new QColorDialog(QColor(m_colour.isEmpty() ? u"#3f73d8"_s : m_colour), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &colour) { m_colour = colour.name(); });
    connect(dialog, &QDialog::finished, this, [this] { setColour(m_colour); });
    dialog->open();
}

} // namespace waybill
