#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <array>

namespace waybill {

namespace {

/// Paints the cells of one GridView; made for one paint event.
class CellPainter
{
public:
    CellPainter(const GridView &view, QPainter &painter, const QString &marked)
        : m_view(view), m_model(*view.model()), m_painter(painter), m_colours(paletteOf(&view)), m_font(view.font()),
          m_small(fonts::small(view.font())), m_quiet(italic(m_small)), m_number(m_font), m_metrics(m_font),
          m_quietMetrics(m_quiet), m_numberMetrics(m_font), m_marked(marked), m_null(NullDisplay::ofWindow().text())
    {
        // Where the font's digits differ in width, numbers below each other would not stand digit below digit.
        const int one = m_metrics.horizontalAdvance(u'1');
        for (const QChar digit : QStringLiteral("0234567890")) {
            if (m_metrics.horizontalAdvance(digit) != one) {
                m_number = fonts::fixed(m_font);
                break;
            }
        }
        m_tabular = m_number == m_font;
        if (!m_tabular)
            m_numberMetrics = QFontMetrics(m_number);
        const QFontMetricsF exact(m_number); // whole pixels would add up to wrong widths
        for (size_t c = 0; c < m_advances.size(); ++c)
            m_advances[c] = exact.horizontalAdvance(QChar(char16_t(c)));
        m_painter.setFont(m_font);
        m_painter.setPen(m_colours.text);
    }

    const Palette &colours() const { return m_colours; }

    void text(int row, int column, const QRect &cell)
    {
        const GridCell shown = m_model.cell(row, column);
        const bool number = shown.kind == GridCell::Kind::Number;
        const QRect room = cell.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, -1);
        if (shown.kind == GridCell::Kind::Null || shown.kind == GridCell::Kind::Absent) {
            m_painter.setFont(m_quiet);
            m_painter.setPen(mixed(m_colours.surface, m_colours.muted, 0.75));
            const QString word = shown.kind == GridCell::Kind::Null ? m_null : QStringLiteral("–");
            const int x =
                m_model.isNumeric(column) ? room.right() + 1 - m_quietMetrics.horizontalAdvance(word) : room.left();
            m_painter.drawText(QPoint(x, baseline(room, m_quietMetrics)), word);
            m_painter.setFont(m_font);
            m_painter.setPen(m_colours.text);
            return;
        }
        if (shown.text.isEmpty())
            return;
        const bool other = number && !m_tabular;
        const QFontMetrics &measure = other ? m_numberMetrics : m_metrics;
        QString words = shown.text;
        int width = number ? widthOfNumber(words) : leastRoom(words);
        if (width > room.width())
            width = measure.horizontalAdvance(words);
        if (width > room.width()) {
            words = measure.elidedText(words, number ? Qt::ElideMiddle : Qt::ElideRight, room.width());
            width = measure.horizontalAdvance(words);
        }
        const int x = number ? room.right() + 1 - width : room.left();
        if (!m_marked.isEmpty())
            mark(words, measure, x, cell);
        if (other)
            m_painter.setFont(m_number);
        const bool quiet = shown.kind == GridCell::Kind::Nested;
        if (quiet)
            m_painter.setPen(m_colours.muted);
        m_painter.drawText(QPoint(x, baseline(room, measure)), words);
        if (quiet)
            m_painter.setPen(m_colours.text);
        if (other)
            m_painter.setFont(m_font);
    }

    /// The numbers at the left.
    void gutter(int first, int last, int top, int width)
    {
        m_painter.setFont(m_small);
        m_painter.setPen(m_colours.muted);
        const QFontMetrics measure(m_painter.font());
        for (int row = first; row <= last; ++row) {
            const QRect room(0, top + (row - first) * m_view.rowHeight(), width - metrics::unit,
                             m_view.rowHeight() - 1);
            const QString number = texts::number(row + 1);
            m_painter.drawText(QPoint(room.right() - measure.horizontalAdvance(number), baseline(room, measure)),
                               number);
        }
        m_painter.setFont(m_font);
        m_painter.setPen(m_colours.text);
    }

private:
    static int baseline(const QRect &room, const QFontMetrics &measure)
    {
        return room.top() + (room.height() + measure.ascent() - measure.descent() + 1) / 2;
    }

    /// Digits, signs and points stand for themselves: no need to lay them out to know how wide they are.
    int widthOfNumber(const QString &words) const
    {
        double width = 0;
        for (const QChar c : words)
            width += m_advances[c.unicode() % m_advances.size()];
        return qRound(width);
    }
    /// Not less than the text needs, if it is plain; more than any column has otherwise.
    int leastRoom(const QString &words) const
    {
        if (!m_tabular)
            return QWIDGETSIZE_MAX;
        double width = 0;
        for (const QChar c : words) {
            if (c.unicode() >= m_advances.size())
                return QWIDGETSIZE_MAX;
            width += m_advances[c.unicode()];
        }
        return qRound(width * 17 / 16); // for kerning
    }

    static QFont italic(QFont font)
    {
        font.setItalic(true);
        return font;
    }

    void mark(const QString &words, const QFontMetrics &measure, int x, const QRect &cell)
    {
        for (qsizetype at = words.indexOf(m_marked, 0, Qt::CaseInsensitive); at >= 0;
             at = words.indexOf(m_marked, at + m_marked.size(), Qt::CaseInsensitive)) {
            const int left = x + measure.horizontalAdvance(words.left(at));
            const int right = x + measure.horizontalAdvance(words.left(at + m_marked.size()));
            m_painter.fillRect(QRect(left, cell.top() + 3, right - left, cell.height() - 7),
                               m_colours.tone(StatusRole::Amber).tint);
        }
    }

    const GridView &m_view;
    const GridModel &m_model;
    QPainter &m_painter;
    const Palette &m_colours;
    QFont m_font, m_small, m_quiet, m_number;
    QFontMetrics m_metrics, m_quietMetrics, m_numberMetrics;
    const QString &m_marked;
    const QString m_null;
    bool m_tabular = true;
    std::array<double, 128> m_advances{}; ///< of m_number's plain characters
};

} // namespace

void GridView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    CellPainter cells(*this, painter, m_marked);
    const Palette &c = cells.colours();
    const QRect dirty = event->rect();
    painter.fillRect(dirty, c.surface);
    if (m_rows == 0 || columns().shownCount() == 0) {
        painter.setPen(c.muted);
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const int scrolled = verticalScrollBar()->value();
    const int first = (scrolled + dirty.top()) / m_rowHeight;
    const int last = std::min(m_rows - 1, (scrolled + dirty.bottom()) / m_rowHeight);
    if (last < first)
        return;
    const int top = first * m_rowHeight - scrolled, frozen = frozenWidth();
    const int right = std::min(viewport()->width(), m_gutter + columns().totalWidth() - horizontalScrollBar()->value());
    const int bottom = top + (last - first + 1) * m_rowHeight;

    // Grounds: the row under the pointer, what is selected, the gutter.
    if (m_hovered >= first && m_hovered <= last)
        painter.fillRect(0, m_hovered * m_rowHeight - scrolled, right, m_rowHeight, mixed(c.surface, c.accent, 0.04));
    painter.fillRect(0, top, m_gutter, bottom - top, c.raised);
    for (const GridRange &range : m_selection.ranges()) {
        const GridRange seen = range.intersected({first, 0, last, columns().shownCount() - 1});
        if (seen.isEmpty())
            continue;
        const int y = seen.top * m_rowHeight - scrolled, height = (seen.bottom - seen.top + 1) * m_rowHeight;
        painter.fillRect(0, y, m_gutter, height, mixed(c.raised, c.accent, 0.12));
        const auto fill = [&](int from, int to, int leftmost) {
            if (from > to)
                return;
            const int x = std::max(placeLeft(from), leftmost);
            painter.fillRect(QRect(QPoint(x, y), QPoint(placeLeft(to) + columns().width(to) - 1, y + height - 1)),
                             c.selection);
        };
        const int count = frozenCount();
        fill(std::max(seen.left, count), seen.right, frozen);
        fill(seen.left, std::min(seen.right, count - 1), m_gutter);
    }
    for (int row = first; row <= last; ++row)
        painter.fillRect(0, (row + 1) * m_rowHeight - scrolled - 1, right, 1, c.line);

    cells.gutter(first, last, top, m_gutter);
    const auto [from, to] = scrolledPlacesOnScreen();
    painter.setClipRect(QRect(frozen, dirty.top(), viewport()->width() - frozen, dirty.height()));
    for (int place = from; place <= to; ++place) {
        const int column = columns().columnAt(place), x = placeLeft(place), width = columns().width(place);
        for (int row = first; row <= last; ++row)
            cells.text(row, column, QRect(x, row * m_rowHeight - scrolled, width, m_rowHeight));
    }
    painter.setClipping(false);
    for (int place = 0; place < frozenCount(); ++place) {
        const int column = columns().columnAt(place);
        for (int row = first; row <= last; ++row)
            cells.text(row, column, cellRect(row, place));
    }
    painter.fillRect(m_gutter - 1, top, 1, bottom - top, c.line);
    if (frozen > m_gutter)
        painter.fillRect(frozen - 1, top, 1, bottom - top, mixed(c.line, c.text, 0.25));
    if (const int place = currentPlace(); m_row >= first && m_row <= last && place >= 0) {
        const QRect cell = cellRect(m_row, place);
        if (!cell.isNull()) {
            painter.setClipRect(place < frozenCount() ? viewport()->rect()
                                                      : viewport()->rect().adjusted(frozen, 0, 0, 0));
            const QRect whole(placeLeft(place), cell.top(), columns().width(place), m_rowHeight - 1);
            paint::focusRing(&painter, whole, hasFocus() ? c.accent : mixed(c.surface, c.accent, 0.45), 2);
        }
    }
}

} // namespace waybill
