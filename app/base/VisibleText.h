#pragma once

#include <QString>

namespace waybill {

enum class LineEnds { Keep, AsSpaces };

/// Text that others wrote, made harmless to show: what steers a terminal or turns the direction of a line is seen
/// instead of obeyed. Control characters become their pictures (ESC is ␛), those without a picture and halves of
/// characters U+FFFD, marks that change the direction of text `[U+202E]`; line and paragraph separators count as line
/// ends. Letters of right-to-left scripts stay. Line ends and tabs stay, or become spaces.
///
/// With `longest` (in UTF-16 units) a longer text is cut there and ends in `…`; only that part is looked at.
QString visibleText(QStringView text, LineEnds lineEnds = LineEnds::Keep, qsizetype longest = -1);

/// The columns a text takes in a terminal, near enough: wide scripts take two.
qsizetype displayColumns(const QString &text);

/// Whether showing the character as it is could turn the direction of what stands around it.
bool turnsDirection(QChar c);

} // namespace waybill
