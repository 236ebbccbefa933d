#include "app/journal/MessageOrder.h"

#include "app/journal/MessageState.h"

#include <QVariant>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <unordered_map>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Case and accents do not part what belongs together.
QByteArray folded(const QString &text)
{
    const bool isAscii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return text.toLatin1().toLower();
    QString letters;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark())
            letters += c;
    }
    return letters.toCaseFolded().toUtf8();
}

/// `state` and the service's word, as "Succeeded Processed": by the table of states, then in the order of a life.
qint64 statusValue(const QString &text)
{
    constexpr std::array words{"Enqueued"_L1, "Dequeued"_L1, "Preprocessing"_L1, "Processing"_L1};
    const qsizetype space = text.indexOf(u' ');
    const auto state = messageStateFrom(QStringView(text).left(space));
    const QStringView word = QStringView(text).mid(space + 1);
    const auto known = std::ranges::find_if(
        words, [word](QLatin1StringView other) { return word.compare(other, Qt::CaseInsensitive) == 0; });
    return qint64(state.value_or(MessageState::Unconfirmed)) * 16 + std::distance(words.begin(), known);
}

/// Which keys are among a few, for looking at every row of a long list.
class KeyMarks
{
public:
    explicit KeyMarks(const QList<MessageKey> &keys)
    {
        if (keys.isEmpty())
            return;
        const auto [least, most] = std::ranges::minmax(keys);
        m_first = quint64(number(least));
        m_marks.resize(quint64(number(most)) - m_first + 1);
        for (const MessageKey key : keys)
            m_marks[quint64(number(key)) - m_first] = true;
    }
    bool has(quint64 key) const { return key - m_first < m_marks.size() && m_marks[key - m_first]; }

private:
    quint64 m_first = 0;
    std::vector<bool> m_marks;
};

std::vector<std::pair<MessageKey, int>> movedIn(const OrderRows &before, const OrderChange &change)
{
    std::vector<std::pair<MessageKey, int>> moved;
    if (change.removed.empty() || change.inserted.empty())
        return moved;
    QList<MessageKey> left;
    for (const int row : change.removed)
        left << before[size_t(row)].key();
    const KeyMarks marks(left);
    for (const int row : change.inserted) {
        const OrderEntry &entry = (*change.rows)[size_t(row)];
        if (marks.has(entry.number))
            moved.emplace_back(entry.key(), row);
    }
    std::ranges::sort(moved);
    return moved;
}
} // namespace

int OrderChange::rowNow(int before, MessageKey key) const
{
    const auto went = std::ranges::lower_bound(removed, before);
    if (went != removed.end() && *went == before) {
        const auto there = std::ranges::lower_bound(moved, key, {}, &std::pair<MessageKey, int>::first);
        return there != moved.end() && there->first == key ? there->second : -1;
    }
    const int kept = before - int(went - removed.begin());
    // The inserted rows that stand above the kept-th row that was there before.
    int above = 0;
    for (int step = int(inserted.size()); step > 0;) {
        const int half = step / 2;
        if (inserted[size_t(above + half)] - (above + half) <= kept) {
            above += half + 1;
            step -= half + 1;
        } else {
            step = half;
        }
    }
    return kept + above;
}

bool MessageOrder::isText() const
{
    switch (m_sort) {
    case MessageSort::File:
    case MessageSort::Job:
    case MessageSort::Entity:
    case MessageSort::Company:
    case MessageSort::MessageId:
        return true;
    default:
        return false;
    }
}

OrderEntry MessageOrder::entry(MessageKey key, const QVariant &value, bool later)
{
    OrderEntry entry{0, quint64(number(key)), later};
    if (isText()) {
        const QByteArray text = folded(value.toString());
        entry.value = qint64(m_texts.size());
        m_texts.insert(m_texts.end(), text.constData(), text.constData() + text.size() + 1);
        return entry;
    }
    entry.value = m_sort == MessageSort::Status ? statusValue(value.toString())
                  : value.isNull()              ? -1
                                                : value.toLongLong();
    // An age ascends while its time descends.
    const bool isTime = m_sort == MessageSort::Age || m_sort == MessageSort::InState;
    if (isTime != (m_order == Qt::DescendingOrder))
        entry.value = -entry.value;
    return entry;
}

int MessageOrder::compareTexts(qint64 a, qint64 b) const
{
    const int order = std::strcmp(m_texts.data() + a, m_texts.data() + b);
    return m_order == Qt::AscendingOrder ? order : -order;
}

bool MessageOrder::before(const OrderEntry &a, const OrderEntry &b) const
{
    if (a.later != b.later)
        return a.later < b.later;
    if (isText()) {
        if (const int order = compareTexts(a.value, b.value); order != 0)
            return order < 0;
    } else if (a.value != b.value) {
        return a.value < b.value;
    }
    return a.number > b.number;
}

bool MessageOrder::sameValue(const OrderEntry &a, const OrderEntry &b) const
{
    return a.later == b.later && (isText() ? compareTexts(a.value, b.value) == 0 : a.value == b.value);
}

void MessageOrder::sort(OrderRows &rows) const
{
    const auto less = [this](const OrderEntry &a, const OrderEntry &b) { return before(a, b); };
    if (!std::ranges::is_sorted(rows, less))
        std::ranges::sort(rows, less);
}

OrderChange MessageOrder::difference(const OrderRows &from, std::shared_ptr<const OrderRows> to) const
{
    OrderChange change;
    size_t old = 0, now = 0;
    while (old < from.size() || now < to->size()) {
        if (now == to->size() || (old < from.size() && before(from[old], (*to)[now])))
            change.removed.push_back(int(old++));
        else if (old == from.size() || before((*to)[now], from[old]))
            change.inserted.push_back(int(now++));
        else
            ++old, ++now;
    }
    change.rows = std::move(to);
    change.moved = movedIn(from, change);
    return change;
}

OrderChange MessageOrder::replace(std::shared_ptr<const OrderRows> rows, const QList<MessageKey> &keys,
                                  OrderRows present)
{
    OrderChange change;
    const KeyMarks marks(keys);
    std::unordered_map<quint64, const OrderEntry *> here;
    for (const OrderEntry &entry : present)
        here.emplace(entry.number, &entry);
    for (size_t row = 0; row < rows->size(); ++row) {
        const OrderEntry &entry = (*rows)[row];
        if (!marks.has(entry.number))
            continue;
        const auto found = here.find(entry.number);
        if (found != here.end() && sameValue(*found->second, entry))
            here.erase(found);
        else
            change.removed.push_back(int(row));
    }
    OrderRows fresh;
    for (const auto &[key, entry] : here)
        fresh.push_back(*entry);
    sort(fresh);
    if (fresh.empty() && change.removed.empty()) {
        change.rows = std::move(rows);
        return change;
    }
    auto now = std::make_shared<OrderRows>();
    now->reserve(rows->size() + fresh.size());
    auto next = fresh.cbegin();
    auto gone = change.removed.cbegin();
    const auto insert = [&] {
        change.inserted.push_back(int(now->size()));
        now->push_back(*next++);
    };
    for (size_t row = 0; row < rows->size(); ++row) {
        if (gone != change.removed.cend() && size_t(*gone) == row) {
            ++gone;
            continue;
        }
        while (next != fresh.cend() && before(*next, (*rows)[row]))
            insert();
        now->push_back((*rows)[row]);
    }
    while (next != fresh.cend())
        insert();
    if (m_texts.size() > m_textsLimit)
        dropUnusedTexts(*now);
    change.rows = std::move(now);
    change.moved = movedIn(*rows, change);
    return change;
}

void MessageOrder::dropUnusedTexts(OrderRows &rows)
{
    std::vector<char> used;
    for (OrderEntry &entry : rows) {
        const char *text = m_texts.data() + entry.value;
        entry.value = qint64(used.size());
        used.insert(used.end(), text, text + std::strlen(text) + 1);
    }
    m_texts = std::move(used);
    m_textsLimit = std::max(m_textsLimit, 2 * m_texts.size());
}

} // namespace waybill
