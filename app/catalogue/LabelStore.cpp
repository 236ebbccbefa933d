#include "app/catalogue/LabelStore.h"

#include "app/catalogue/CatalogueFiles.h"
#include "app/catalogue/JsonText.h"
#include "app/catalogue/Utf8.h"

#include <QFileInfo>
#include <QDir>
#include <QLockFile>

#include <simdjson.h>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace {

constexpr int format = 1;

/// Calls `take(language, id, text)` for each; false when it is not such a file.
template <class Take>
bool readLabels(const QByteArray &bytes, const Take &take)
{
    dom::parser parser;
    dom::element root;
    dom::object languages;
    int64_t version = 0;
    if (parser.parse(bytes.constData(), size_t(bytes.size()), false).get(root) != simdjson::SUCCESS ||
        root["format"].get(version) != simdjson::SUCCESS || version != format ||
        root["labels"].get(languages) != simdjson::SUCCESS)
        return false;
    for (const auto [language, value] : languages) {
        dom::object texts;
        if (value.get(texts) != simdjson::SUCCESS)
            return false;
        for (const auto [id, text] : texts) {
            std::string_view found;
            if (text.get(found) != simdjson::SUCCESS)
                return false;
            take(textOf(language), textOf(id), textOf(found));
        }
    }
    return true;
}

} // namespace

LabelStore::LabelStore(QString profileFolder, const QString &environment)
    : m_path(catalogueFile(profileFolder, environment, u".labels.json"_s))
{
}

void LabelStore::insert(const QString &language, const QString &id, const QString &text)
{
    Texts &texts = m_languages[language.toLower()];
    const qsizetype before = texts.size();
    texts.insert(id.toLower(), text);
    m_size += texts.size() - before;
}

Result<void> LabelStore::load()
{
    const auto bytes = readWholeFile(m_path);
    if (!bytes)
        return fail(bytes.error());
    if (!*bytes)
        return {};
    LabelStore kept;
    const bool isRead = readLabels(**bytes, [&kept](const QString &language, const QString &id, const QString &text) {
        kept.insert(language, id, text);
    });
    if (!isRead) {
        m_isSaved = false;
        return fail(ErrorKind::Storage,
                    u"The kept labels in %1 are damaged; they are read from the service again."_s.arg(m_path));
    }
    for (auto language = kept.m_languages.cbegin(); language != kept.m_languages.cend(); ++language) {
        const Texts &own = m_languages[language.key()];
        for (auto text = language->cbegin(); text != language->cend(); ++text) {
            if (!own.contains(text.key()))
                insert(language.key(), text.key(), text.value());
        }
    }
    return {};
}

Result<void> LabelStore::save()
{
    if (m_isSaved)
        return {};
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(5000))
        return fail(ErrorKind::Busy, u"The labels in %1 are being written by another program."_s.arg(m_path));
    (void)load(); // what is damaged there is replaced
    QByteArray json = "{\"waybill\":\"labels\",\"format\":" + QByteArray::number(format) + ",\"labels\":{";
    bool isFirstLanguage = true;
    for (auto language = m_languages.cbegin(); language != m_languages.cend(); ++language) {
        json += std::exchange(isFirstLanguage, false) ? "\n" : ",\n";
        appendJson(json, language.key());
        json += ":{";
        bool isFirst = true;
        for (auto text = language->cbegin(); text != language->cend(); ++text) {
            json += std::exchange(isFirst, false) ? "\n" : ",\n";
            appendJson(json, text.key());
            json += ':';
            appendJson(json, text.value());
        }
        json += '}';
    }
    json += "}}\n";
    const auto written = replaceFile(m_path, json);
    m_isSaved = written.has_value();
    return written;
}

void LabelStore::add(const QList<Label> &labels)
{
    for (const Label &label : labels)
        insert(label.language, label.id, label.text);
    m_isSaved = m_isSaved && labels.isEmpty();
}

QString LabelStore::text(const QString &id, const QString &language) const
{
    const auto texts = m_languages.constFind(language.toLower());
    return texts == m_languages.cend() ? QString() : texts->value(id.toLower());
}

QStringList LabelStore::texts(const QString &id) const
{
    QStringList found;
    const QString key = id.toLower();
    for (const Texts &texts : m_languages) {
        const QString text = texts.value(key);
        if (!text.isEmpty() && !found.contains(text))
            found.append(text);
    }
    return found;
}

QString labelLanguage(const QLocale &locale)
{
    // Those that F&O has with a region; of all others it knows the language alone.
    static constexpr std::array regional{"de-at"_L1, "de-ch"_L1, "en-au"_L1, "en-ca"_L1, "en-gb"_L1,
                                         "en-ie"_L1, "en-in"_L1, "en-my"_L1, "en-nz"_L1, "en-sg"_L1,
                                         "en-us"_L1, "en-za"_L1, "es-mx"_L1, "fr-be"_L1, "fr-ca"_L1,
                                         "fr-ch"_L1, "it-ch"_L1, "nb-no"_L1, "nl-be"_L1, "pt-br"_L1};
    if (locale.language() == QLocale::C)
        return u"en-us"_s;
    if (locale.language() == QLocale::Chinese)
        return locale.script() == QLocale::TraditionalHanScript ? u"zh-hant"_s : u"zh-hans"_s;
    const QString whole = locale.name().replace(u'_', u'-').toLower();
    if (std::ranges::find(regional, whole) != regional.end())
        return whole;
    const QString language = whole.section(u'-', 0, 0);
    return language == "en"_L1 ? u"en-us"_s : language == "nb"_L1 || language == "no"_L1 ? u"nb-no"_s : language;
}

} // namespace waybill
