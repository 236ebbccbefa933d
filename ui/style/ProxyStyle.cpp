#include "ui/style/ProxyStyle.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QVariant>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kindProperty = "waybillButtonKind";
constexpr int scrollThickness = 10;
constexpr int shortestThumb = 28;
} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, static_cast<int>(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? static_cast<ButtonKind>(button->property(kindProperty).toInt()) : ButtonKind::Plain;
}

ProxyStyle::ProxyStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void ProxyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Palette &c = paletteOf(option->palette);
    switch (element) {
    case PE_PanelButtonCommand:
        paint::button(painter, option, widget);
        return;
    case PE_PanelButtonTool:
        paint::toolButton(painter, option);
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            paint::field(painter, option);
        else if (!widget || !qobject_cast<QAbstractSpinBox *>(widget->parentWidget())) // which has filled it
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        paint::box(painter, option->rect, {}, c.line, widget && widget->isWindow() ? 0 : metrics::radius - 1);
        return;
    case PE_FrameGroupBox:
        paint::box(painter, option->rect, {}, c.line, metrics::radius);
        return;
    case PE_FrameTabWidget:
        painter->fillRect(QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), c.line);
        return;
    case PE_IndicatorCheckBox:
        paint::checkBox(painter, option);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
        return;
    case PE_PanelItemViewItem:
        paint::itemPanel(painter, option, widget);
        return;
    case PE_PanelItemViewRow:
        return;
    case PE_FrameFocusRect:
        // Rows of a view show the keyboard's place by their selection, a cell by a thin ring.
        if (option->state.testFlag(State_KeyboardFocusChange) || !qobject_cast<const QAbstractItemView *>(widget))
            paint::focusRing(painter, option->rect, c.accent, 4);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            paint::headerArrow(painter, header);
        return;
    case PE_PanelTipLabel:
        paint::box(painter, option->rect, c.raised, c.line, 0);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ProxyStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const Palette &c = paletteOf(option->palette);
            const ButtonKind kind = buttonKind(widget);
            QStyleOptionButton copy = *button;
            const bool enabled = option->state.testFlag(State_Enabled);
            if (enabled && kind == ButtonKind::Primary)
                copy.palette.setColor(QPalette::ButtonText, c.onAccent);
            else if (enabled && kind == ButtonKind::Danger)
                copy.palette.setColor(QPalette::ButtonText, c.tone(StatusRole::Red).ink);
            painter->save();
            QFont font = painter->font();
            if (kind == ButtonKind::Primary)
                font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            painter->restore();
            return;
        }
        break;
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->orientation == Qt::Horizontal) {
            // Fusion asks itself, not its proxy, where word and arrow stand.
            QStyleOptionHeader part = *header;
            paint::header(painter, header);
            part.rect = subElementRect(SE_HeaderLabel, option, widget);
            paint::headerLabel(painter, &part);
            part.rect = subElementRect(SE_HeaderArrow, option, widget);
            paint::headerArrow(painter, &part);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paint::header(painter, header);
            return;
        }
        break;
    case CE_HeaderEmptyArea: {
        QStyleOptionHeader header;
        header.rect = option->rect;
        header.palette = option->palette;
        paint::header(painter, &header);
        return;
    }
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paint::headerLabel(painter, header);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            paint::tab(painter, tab);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            paint::tabLabel(painter, tab);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            paint::progressGroove(painter, bar);
            return;
        }
        break;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            paint::progressBar(painter, bar);
            return;
        }
        break;
    case CE_Splitter:
        paint::splitter(painter, option);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ProxyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paint::scrollBar(painter, slider, subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && combo->frame) {
            paint::comboBox(painter, combo);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && spin->frame) {
            paint::spinBox(painter, spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                           subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ProxyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                 const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // A scroll bar here is groove and thumb: no arrow buttons.
    const bool lying = slider->orientation == Qt::Horizontal;
    const int length = lying ? slider->rect.width() : slider->rect.height();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    const qint64 whole = range + slider->pageStep;
    int thumb = length;
    if (range > 0 && whole > 0)
        thumb = qMin(length, qMax(shortestThumb, static_cast<int>(length * qint64(slider->pageStep) / whole)));
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - thumb,
                                              slider->upsideDown);
    const auto part = [&](int from, int size) {
        const QRect flat =
            lying ? QRect(from, 0, size, slider->rect.height()) : QRect(0, from, slider->rect.width(), size);
        return visualRect(slider->direction, slider->rect, flat.translated(slider->rect.topLeft()));
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return part(start, thumb);
    case SC_ScrollBarGroove:
        return slider->rect;
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

QRect ProxyStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    constexpr int arrow = 12;
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (header && header->orientation == Qt::Horizontal && (element == SE_HeaderLabel || element == SE_HeaderArrow)) {
        // The arrow stands beside the word: after it, or before a word that is set to the right.
        const QRect inner = header->rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, 0);
        const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
        const bool right = header->textAlignment.testFlag(Qt::AlignRight);
        const int word = QFontMetrics(header->fontMetrics).horizontalAdvance(header->text) * 13 / 12;
        if (element == SE_HeaderLabel)
            return sorted && !right ? inner.adjusted(0, 0, -arrow, 0) : inner;
        const int left =
            right ? inner.right() - word - arrow : qMin(inner.left() + word + 4, inner.right() - arrow + 1);
        return {left, inner.top(), arrow, inner.height()};
    }
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents)
        return rect.adjusted(5, 0, -5, 0);
    // The first tab's word begins where the page's other texts begin.
    return element == SE_TabWidgetTabBar ? rect.translated(6, 0) : rect;
}

QSize ProxyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                   const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        // Demi-bold words of a primary button run about a twelfth wider than what was measured.
        const int bold = buttonKind(widget) == ButtonKind::Primary ? contents.width() / 12 : 0;
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const int picture = button && !button->icon.isNull() ? metrics::half : 0;
        return {contents.width() + bold + picture + 24, qMax(metrics::controlHeight, contents.height() + 10)};
    }
    case CT_LineEdit:
        return {contents.width() + 12, qMax(metrics::controlHeight, contents.height() + 8)};
    case CT_ComboBox:
        return {contents.width() + 40, qMax(metrics::controlHeight, contents.height() + 10)};
    case CT_TabBarTab:
        return {contents.width() + contents.width() / 12 + 4, qMax(34, contents.height() + 14)};
    case CT_HeaderSection: {
        const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header && header->orientation == Qt::Vertical)
            return size;
        return {size.width() + 2 * metrics::cellPadding, qMax(option->fontMetrics.height() + 8, metrics::compactRow)};
    }
    default:
        return QProxyStyle::sizeFromContents(type, option, contents, widget);
    }
}

int ProxyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollThickness;
    case PM_ScrollBarSliderMin:
        return shortestThumb;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_TabBarTabHSpace:
        return 14;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return metrics::unit;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return metrics::margin;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin:
        return metrics::cellPadding;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return metrics::iconSize;
    case PM_SplitterWidth:
        return 7;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ProxyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Table_GridLineColor:
        return option ? static_cast<int>(paletteOf(option->palette).line.rgb())
                      : QProxyStyle::styleHint(hint, option, widget, result);
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QIcon ProxyStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    switch (standard) {
    case SP_LineEditClearButton: // Qt's own would load the plugins of every image format first
        return themedIcon(Icon::Close);
    case SP_MessageBoxQuestion:
        return themedIconInAccent(Icon::QuestionCircle);
    case SP_MessageBoxInformation:
        return themedIconInAccent(Icon::InfoCircle);
    case SP_MessageBoxWarning:
    case SP_MessageBoxCritical:
        return themedIconInAccent(Icon::Warning);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

} // namespace waybill
