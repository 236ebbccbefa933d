#pragma once

#include "app/catalogue/Catalogue.h"
#include "app/catalogue/LabelStore.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <string>
#include <vector>

namespace waybill {

/// What a person does with entity sets, by their names.
struct EntityUse {
    QHash<QString, int> used = {}; ///< how often
    QSet<QString> favourites = {};
};

/// Finds entity sets by any of their names and labels, without regard to case and accents: by several words in any
/// order (`cust v3`), and where nothing is found, by words that are misspelt. Made once for a catalogue and the labels
/// that are known then; does not change; any thread, several at a time.
class CatalogueSearch
{
public:
    enum class Match {
        Exact,    ///< a name or label is what was looked for
        Prefix,   ///< one begins with it
        Words,    ///< every word of it begins a word of the names or labels
        Within,   ///< every word of it stands somewhere in them
        Misspelt, ///< every word of it is nearly a word of them
    };
    struct Found {
        qsizetype set; ///< in the catalogue
        Match match;
        bool operator==(const Found &) const = default;
    };

    CatalogueSearch(std::shared_ptr<const Catalogue> catalogue, const LabelStore &labels);

    /// The best first: what matches exactly, then favourites and what is often used, then by the order of Match, what
    /// is shorter and the alphabet. Everything for an empty text.
    std::vector<Found> find(const QString &text, const EntityUse &use = {}) const;

    const Catalogue &catalogue() const { return *m_catalogue; }

private:
    struct Text {
        std::uint32_t begin, end; ///< in m_texts
        std::uint32_t set;
    };
    struct Words {                             ///< every word and every whole text once, by the same place in each
        std::vector<std::uint32_t> begin, end; ///< in m_letters
        std::vector<std::uint32_t> letters;
        std::vector<std::uint32_t> firstSet; ///< in m_wordSets; one more than there are words
    };

    void add(std::uint32_t set, std::string_view text);
    void indexWords();
    std::vector<Found> literal(const std::vector<std::string> &words) const;
    std::vector<Found> misspelt(const std::vector<std::string> &words) const;
    Match matchAt(const Text &text, std::size_t place, const std::vector<std::string> &words, std::size_t which) const;
    Match weakest(std::uint32_t set, const std::vector<std::string> &words, std::size_t but) const;
    void sort(std::vector<Found> &found, const EntityUse &use) const;

    std::shared_ptr<const Catalogue> m_catalogue;
    std::string m_texts; ///< folded, each followed by a line end
    std::vector<std::uint8_t> m_starts;
    std::vector<Text> m_textList;
    std::vector<std::uint32_t> m_firstText; ///< by entity set; one more than there are sets
    std::string m_letters;
    Words m_words;
    std::vector<std::uint32_t> m_wordSets;
};

} // namespace waybill
