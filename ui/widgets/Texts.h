#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>

/// How numbers, sizes, times and ids are written wherever a person reads them.
namespace waybill::texts {

/// The system's language, with thousands separators in every case.
QLocale locale();

/// `1,204`; an en dash where there is no number.
QString number(qint64 value);
QString number(std::optional<qint64> value);

/// `8.4 MB`, `312 B`: bytes, decimal units.
QString bytes(qint64 value);

/// A span to take in at a glance: `12 s`, `4 min`, `1 h`, `3 d`. Negative spans read as `0 s`.
QString age(std::chrono::milliseconds span);
/// The age of `time` at `now`; an en dash for a null time.
QString age(const QDateTime &time, const QDateTime &now);
/// A span exactly enough to compare: `0.4 s`, `48 s`, `1 m 20 s`, `2 h 05 m`, `3 d 4 h`.
QString duration(std::chrono::milliseconds span);

/// A span in words, for a sentence: `40 seconds`, `1 minute`, `25 minutes`, `3 hours`, `2 days`.
QString spanInWords(std::chrono::milliseconds span);

/// `14:02:11` on the day of `now`, else with the date before it, as TimeDisplay has it. Empty for F&O's empty date and
/// for a null time.
QString clockTime(const QDateTime &time, const QDateTime &now);
/// exactLocal or exactUtc, as TimeDisplay has it.
QString exactTime(const QDateTime &time);
/// Local `2026-11-23 14:02:11 (CET)`; empty as clockTime.
QString exactLocal(const QDateTime &time);
/// `2026-11-23 13:02:11 UTC`; empty as clockTime.
QString exactUtc(const QDateTime &time);
/// Local and UTC on two lines: the tooltip of every time.
QString timeTooltip(const QDateTime &time);

/// F&O writes 1900-01-01 for *no date*.
bool isEmptyDate(const QDateTime &time);

/// Text that others wrote as one line that is safe to show: controls and marks of direction made visible, cut at 500
/// characters.
QString oneLine(const QString &foreign);
/// The same for a text of many lines: at most `longest` characters of it, none of its lines too long to be laid out in
/// no time.
QString readable(const QString &foreign, qsizetype longest);
/// Foreign text for a tooltip, which would take a text with tags for rich text: shown as it is, at most 2,000
/// characters.
QString plainTooltip(const QString &foreign);

/// `8f3c…a61e`: an id of more than twelve characters shortened in the middle.
QString shortId(const QString &id);

} // namespace waybill::texts
