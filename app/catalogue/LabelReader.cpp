#include "app/catalogue/LabelReader.h"

#include <algorithm>
#include <vector>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype idsInFilter = 40;
constexpr qsizetype atATime = 4;
/// So many ids that are all unknown mean that there is no label service.
constexpr int mostFailures = 8;
} // namespace

LabelReader::LabelReader(CatalogueCalls calls, LabelStore *store) : m_calls(std::move(calls)), m_store(store) {}

void LabelReader::take(QList<Label> labels, const QStringList &asked, const QString &language)
{
    for (Label &label : labels)
        label.language = label.language.isEmpty() ? language : label.language;
    m_store->add(labels);
    for (const QString &id : asked) {
        if (m_store->text(id, language).isNull())
            m_unknown.insert(language + u' ' + id);
    }
}

QCoro::Task<Result<std::optional<QList<Label>>>> LabelReader::filtered(QString filter, std::stop_token stop)
{
    const auto got = co_await m_calls.labels(filter, stop);
    if (!got && (got.error().httpStatus == 400 || got.error().kind == ErrorKind::NotFound)) {
        m_takesFilter = false;
        co_return std::optional<QList<Label>>();
    }
    if (!got)
        co_return fail(got.error());
    const auto labels = labelsFrom(got->answer.body);
    if (!labels)
        co_return fail(labels.error());
    co_return std::optional(*labels);
}

QCoro::Task<Result<void>> LabelReader::readOneByOne(QStringList ids, QString language, std::stop_token stop)
{
    for (qsizetype begin = 0; begin < ids.size() && m_failures < mostFailures; begin += atATime) {
        const QStringList some = ids.mid(begin, atATime);
        std::vector<QCoro::Task<Result<CatalogueCalls::Got>>> asked;
        for (const QString &id : some)
            asked.push_back(m_calls.label(id, language, stop));
        std::optional<Error> trouble;
        for (qsizetype i = 0; i < some.size(); ++i) {
            const auto got = co_await asked[size_t(i)];
            if (!got && !meansNoSuchService(got.error())) {
                trouble = got.error();
                continue;
            }
            const auto labels = got ? labelsFrom(got->answer.body) : fail(got.error());
            m_failures = labels && !labels->isEmpty() ? 0 : m_failures + 1;
            take(labels.value_or(QList<Label>()), {some[i]}, language);
        }
        if (trouble)
            co_return fail(*trouble);
    }
    co_return Result<void>();
}

QCoro::Task<Result<qsizetype>> LabelReader::read(QStringList ids, QString language, qsizetype mostCalls,
                                                 std::stop_token stop)
{
    QStringList missing;
    QSet<QString> seen{QString()};
    for (const QString &id : ids) {
        if (!seen.contains(id) && !m_unknown.contains(language + u' ' + id) && m_store->text(id, language).isNull())
            missing.append(id);
        seen.insert(id);
    }
    while (m_takesFilter && missing.size() > 1 && mostCalls-- > 0) {
        const QStringList some = missing.first(std::min(missing.size(), idsInFilter));
        QStringList wanted;
        for (const QString &id : some)
            wanted.append(u"Id eq "_s + odataLiteral(id));
        const QString filter = u"Language eq %1 and (%2)"_s.arg(odataLiteral(language), wanted.join(u" or "_s));
        const auto labels = co_await filtered(filter, stop);
        if (!labels && !meansNoSuchService(labels.error()))
            co_return fail(labels.error());
        m_takesFilter = labels && *labels;
        if (!m_takesFilter)
            break; // one by one may do
        const bool isAnswered = std::ranges::any_of(
            **labels, [&](const Label &label) { return some.contains(label.id, Qt::CaseInsensitive); });
        m_takesFilter = isAnswered; // a service that passes over the filter answers with anything
        if (!isAnswered)
            break;
        take(**labels, some, language);
        missing = missing.sliced(some.size());
    }
    const qsizetype asked = m_failures < mostFailures ? std::clamp<qsizetype>(mostCalls, 0, missing.size()) : 0;
    const QStringList some = missing.first(asked);
    const auto read = co_await readOneByOne(some, language, stop);
    if (!read)
        co_return fail(read.error());
    co_return missing.size() - asked;
}

QCoro::Task<Result<bool>> LabelReader::search(QString text, Hold hold, QSet<QString> wanted, std::stop_token stop)
{
    QString filter = u"Value eq "_s + odataLiteral(text);
    if (hold == Hold::Within) // F&O has stars in the place of contains()
        filter += u" or Value eq "_s + odataLiteral(u"*%1*"_s.arg(text));
    const auto labels = co_await filtered(filter, stop);
    if (!labels)
        co_return fail(labels.error());
    if (!*labels)
        co_return false;
    QList<Label> kept;
    for (const Label &label : **labels) {
        if (wanted.contains(label.id.toLower()))
            kept.append(label);
    }
    m_store->add(kept);
    co_return true;
}

} // namespace waybill
