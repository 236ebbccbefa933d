#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace waybill {

/// Our own pictures, one SVG each in resources/icons: 16-unit grid, strokes of 1.5.
enum class Icon {
    // clang-format off
    None,
    Messages, Push, Explore, Packages, Dashboard, Inbox, Search,
    Check, Clock, Spinner, CrossCircle, QuestionCircle, Warning, InfoCircle, MinusCircle,
    Upload, Download, Pause, Play, Cancel, Held,
    Copy, Save, OpenExternal, Refresh, Resend, Trash, Edit, File, Files, Plus, Close, Link, Settings, History, Http,
    Filter, Table, Terminal, Lock, Key, Pin, Columns, Panel, SortUp, SortDown, Sort, Star, StarFilled,
    ChevronDown, ChevronUp, ChevronLeft, ChevronRight,
    // clang-format on
};

/// The picture in `colour`, `size` device-independent pixels wide and high. Kept in the pixmap cache. GUI thread.
QPixmap iconPixmap(Icon icon, int size, const QColor &colour, qreal devicePixelRatio);

/// Paints the picture into `rect` in `colour`.
void paintIcon(QPainter *painter, const QRectF &rect, Icon icon, const QColor &colour);

/// For buttons, actions and menus: tinted at paint time from the application's palette, so it follows the theme.
QIcon themedIcon(Icon icon);
/// The same, light on a filled accent (primary buttons).
QIcon themedIconOnAccent(Icon icon);
/// The same in the accent's colour (questions).
QIcon themedIconInAccent(Icon icon);

/// The program's own icon, in colour and in many sizes.
QIcon applicationIcon();
/// `icon` in all its sizes with a corner in `mark`.
QIcon markedIcon(const QIcon &icon, const QColor &mark);

} // namespace waybill
