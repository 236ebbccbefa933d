#pragma once

#include <QColor>
#include <QRect>

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionProgressBar;
class QWidget;

/// The single strokes of ProxyStyle: each paints one element from its option and nothing else.
namespace waybill::paint {

/// A box with the one radius and a crisp line of one pixel; an invalid colour leaves that part out.
void box(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, double radius);
/// The ring around what has the keyboard focus.
void focusRing(QPainter *painter, const QRect &rect, const QColor &colour, double radius);

void button(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void toolButton(QPainter *painter, const QStyleOption *option);
void field(QPainter *painter, const QStyleOption *option);
void itemPanel(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void header(QPainter *painter, const QStyleOptionHeader *option);
void headerLabel(QPainter *painter, const QStyleOptionHeader *option);
void headerArrow(QPainter *painter, const QStyleOptionHeader *option);
void tab(QPainter *painter, const QStyleOptionTab *option);
void tabLabel(QPainter *painter, const QStyleOptionTab *option);
void checkBox(QPainter *painter, const QStyleOption *option);
void comboBox(QPainter *painter, const QStyleOptionComboBox *option);
/// `up` and `down` are where its arrows stand; empty where it has none.
void spinBox(QPainter *painter, const QStyleOptionSpinBox *option, const QRect &up, const QRect &down);
void scrollBar(QPainter *painter, const QStyleOptionSlider *option, const QRect &thumb);
void progressGroove(QPainter *painter, const QStyleOptionProgressBar *option);
void progressBar(QPainter *painter, const QStyleOptionProgressBar *option);
void splitter(QPainter *painter, const QStyleOption *option);

} // namespace waybill::paint
