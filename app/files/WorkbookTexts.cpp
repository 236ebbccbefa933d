#include "app/files/WorkbookTexts.h"

#include "app/base/Text.h"
#include "app/rows/JsonText.h"

#include <QDate>
#include <QTime>

#include <charconv>
#include <cmath>
#include <unordered_map>

namespace waybill {

namespace {

constexpr std::size_t mostStyles = 100'000; ///< Excel itself has 65,490

std::size_t indexOf(std::string_view digits)
{
    std::size_t index = std::string_view::npos;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? index : std::string_view::npos;
}

bool isBuiltInMoment(std::size_t format)
{
    return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) ||
           (format >= 50 && format <= 58);
}

} // namespace

Result<void> WorkbookTexts::read(WorkbookPart &part)
{
    using Kind = WorkbookPart::Kind;
    bool isText = false, isReading = false; // how a text is spoken is no part of it
    while (true) {
        const auto kind = part.next();
        if (!kind)
            return fail(kind.error());
        if (*kind == Kind::End)
            return {};
        if (part.isStart("rPh"))
            isReading = !part.isSelfClosing();
        else if (part.isEnd("rPh"))
            isReading = false;
        else if (part.isStart("t"))
            isText = !part.isSelfClosing() && !isReading;
        else if (part.isEnd("t"))
            isText = false;
        if (*kind == Kind::Text && isText) {
            if (auto added = part.appendText(m_bytes); !added)
                return added;
        }
        if (part.isEnd("si"))
            m_ends.push_back(quint32(m_bytes.size()));
        if (m_bytes.size() + m_ends.size() * sizeof(m_ends[0]) > most)
            return part.bad(text("its texts take more than %1 MB, which is more than can be read.").arg(most >> 20));
    }
}

Result<void> WorkbookStyles::read(WorkbookPart &part)
{
    std::unordered_map<std::size_t, bool> formats;
    bool isCells = false;
    while (true) {
        const auto kind = part.next();
        if (!kind)
            return fail(kind.error());
        if (*kind == WorkbookPart::Kind::End)
            return {};
        if (part.isStart("numFmt")) {
            const auto code = part.attributeText("formatCode");
            if (!code)
                return fail(code.error());
            formats[indexOf(part.attribute("numFmtId"))] = isMomentFormat(code->toStdString());
            if (formats.size() > mostStyles)
                return part.bad(text("it has more than %1 styles.").arg(mostStyles));
        } else if (part.isStart("xf") && isCells) {
            const std::size_t format = indexOf(part.attribute("numFmtId"));
            const auto own = formats.find(format);
            isMoment.push_back(own == formats.end() ? isBuiltInMoment(format) : own->second);
            if (isMoment.size() > mostStyles)
                return part.bad(text("it has more than %1 styles.").arg(mostStyles));
        }
        if (part.isStart("cellXfs"))
            isCells = true;
        if (part.isEnd("cellXfs"))
            isCells = false;
    }
}

bool WorkbookStyles::isMomentStyle(std::string_view style) const
{
    const std::size_t index = style.empty() ? 0 : indexOf(style);
    return index < isMoment.size() && isMoment[index];
}

bool isMomentFormat(std::string_view format)
{
    // The first section is that of positive numbers; it ends at a semicolon.
    for (std::size_t i = 0; i < format.size() && format[i] != ';'; ++i) {
        switch (format[i]) {
        case '"':
            i = std::min(format.find('"', i + 1), format.size());
            break;
        case '[': {
            const std::size_t end = std::min(format.find(']', i), format.size());
            const std::string_view inside = format.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                return false;
            i = end;
            break;
        }
        case '\\':
        case '_':
        case '*':
            ++i;
            break;
        case 'd':
        case 'D':
        case 'm':
        case 'M':
        case 'y':
        case 'Y':
        case 'h':
        case 'H':
        case 's':
        case 'S':
            return true;
        default:
            break;
        }
    }
    return false;
}

std::string momentText(double days, bool from1904)
{
    constexpr double mostDays = 2'958'466; // the first day of the year 10000
    constexpr qint64 dayMs = 86'400'000;
    if (!(days >= 0) || days >= mostDays)
        return {};
    const qint64 all = std::llround(days * double(dayMs));
    const qint64 day = all / dayMs;
    const QTime time = QTime::fromMSecsSinceStartOfDay(int(all % dayMs));
    const char *const timeFormat = time.msec() != 0 ? "HH:mm:ss.zzz" : "HH:mm:ss";
    if (days < 1 && day == 0)
        return time.toString(QLatin1StringView(timeFormat)).toStdString();
    // Excel's calendar has a 29th of February 1900; the days before it stand one further back.
    std::string date = "1900-02-29";
    if (from1904 || day != 60) {
        const QDate begin = from1904 ? QDate(1904, 1, 1) : day < 60 ? QDate(1899, 12, 31) : QDate(1899, 12, 30);
        date = begin.addDays(day).toString(Qt::ISODate).toStdString();
    }
    return time == QTime(0, 0) ? date : date + ' ' + time.toString(QLatin1StringView(timeFormat)).toStdString();
}

std::string numberText(std::string_view number)
{
    constexpr std::size_t shown = 15;
    const std::size_t length = json::numberLength(number);
    if (length == 0 || length != number.size())
        return {};
    if (length <= shown)
        return std::string(number);
    const double value = QByteArray::fromRawData(number.data(), qsizetype(number.size())).toDouble();
    return std::isfinite(value) ? QByteArray::number(value, 'g', int(shown)).toStdString() : std::string(number);
}

} // namespace waybill
