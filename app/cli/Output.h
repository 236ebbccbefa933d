#pragma once

#include "app/base/Error.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QStringList>

#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>

namespace waybill {

/// To be called before anything is opened: a standard stream that is closed is taken by one that fails, or the next
/// file would have its number and be written to.
void holdStandardStreams();

/// What waybill-cli prints: with --json one value on standard output, else plain text and tables; notes and errors on
/// standard error. No colour; progress only where both are a terminal. Control characters of what others wrote never
/// reach the terminal. One thread.
class Output
{
public:
    /// The streams outlive this. `broken` is called once when standard output takes nothing any more.
    Output(bool json, std::FILE *out, std::FILE *err, std::function<void()> broken = {});

    bool isJson() const { return m_json; }

    void json(const QJsonValue &value); ///< the one value of a command, indented
    /// The one value of a command, with a list in it that is too long to be held: `next` gives its next members until
    /// it gives none. Ends with the error of `next`, or when nobody reads any more.
    Result<void> json(const QJsonObject &object, const QString &list, std::function<Result<QJsonArray>()> next);
    void jsonLine(const QJsonObject &object); ///< one line of many, flushed
    void text(const QString &text);           ///< one or more lines
    void table(const QStringList &header, const QList<QStringList> &rows);
    /// `name: value` lines, values in one column; empty values are left out.
    void fields(const QList<std::pair<QString, QString>> &fields);
    /// Nothing but data goes to standard output from now on: errors are told in words only.
    void keepForData() { m_valueWritten = true; }
    /// Data on standard output as it is; what a terminal would obey is made harmless for one. Any thread, one at a
    /// time, while this prints nothing else there. Storage, or Cancelled when nobody reads any more.
    Result<void> data(std::string_view bytes);
    /// Why not all that was printed is on standard output, in a sentence; empty while it is, and where nobody reads any
    /// more, who wants no more. What data() could not write it has told itself.
    QString trouble() const;
    /// The columns of the terminal that standard output is; 0 where it is none or does not say.
    int width() const;
    void note(const QString &text); ///< on standard error: worth knowing, changes nothing
    /// A note for a person who waits: nothing where there is no terminal.
    void terminalNote(const QString &text);
    /// One or two sentences on standard error; with --json also `{"error":…}` on standard output, unless the one value
    /// was printed there already; behind lines as the last of them.
    void error(const Error &error);
    /// A line on the terminal that the next one replaces; an empty text ends it. Nothing where there is no terminal.
    void progress(const QString &text);

private:
    bool write(std::FILE *stream, const QString &text);

    bool m_json;
    std::FILE *m_out;
    std::FILE *m_err;
    std::function<void()> m_broken;
    std::optional<int> m_writeError; ///< the first of standard output, as errno has it
    bool m_isTerminal;
    bool m_valueWritten = false;
    bool m_lineWritten = false;
    bool m_progressShown = false;
};

/// `text` in one line with control characters replaced, for tables and terminals.
QString plainLine(const QString &text);

} // namespace waybill
