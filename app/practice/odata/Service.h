// What stands behind /data and /metadata.
#pragma once

#include "app/practice/odata/Labels.h"
#include "app/practice/odata/Model.h"
#include "app/practice/odata/Rows.h"
#include "app/practice/odata/query/Pager.h"

#include <QString>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace practice::odata {

struct ServiceSettings {
    std::uint64_t seed = 1;
    int filler = 300;              ///< how many sets with hardly a row there are
    std::int64_t pageSize = 10000; ///< rows of a page
    QString dataFolder;            ///< where imports leave their keys
};

/// A GET that has passed the door.
struct Get {
    std::string_view root;  ///< "http://127.0.0.1:8080/data", as its addresses begin
    std::string_view path;  ///< decoded, behind the root and its slash
    std::string_view query; ///< as it came, behind the question mark
    std::string ifNoneMatch = {};
};

/// A POST, PATCH or DELETE that has passed the door.
struct Write {
    std::string_view method;
    std::string_view root, path, query; ///< as those of a Get
    std::string_view body;
    std::string ifMatch = {}; ///< the header; empty: there was none
};

struct Answer {
    int status = 200;
    const char *type = "application/json; odata.metadata=minimal";
    std::string body;
    std::string etag = {};
    std::string location = {}; ///< of a record that was added
};

/// Answers in F&O's words. May be used from several threads.
class Service
{
public:
    explicit Service(const ServiceSettings &settings);

    /// The service document, $metadata, sets, their counts and records.
    Answer data(const Get &get);
    /// Adds a record to a set, changes one or deletes it; kept until the service ends.
    Answer write(const Write &write);
    /// The metadata service.
    Answer metadata(const Get &get);
    /// The rows that one company has of the set with that label, both without regard to case; nothing where there is no
    /// such set or company. Not longer than the service.
    std::optional<Rows> rowsOf(std::string_view label, std::string_view company) const;

private:
    friend class ChangeSet; // whose turn it is to write

    Answer serviceDocument(const Get &get) const;
    Answer csdl(const Get &get);
    Answer ofSet(const Get &get, const EntitySet &set, bool isMetadata);
    Answer list(const Get &get, const Rows &rows, const Query &query, bool isMetadata);
    Answer count(const Rows &rows, const Query &query) const;
    Answer record(const Get &get, const EntitySet &set, std::string_view key, bool isMetadata);
    /// Writes on top of what is written, which nobody else sees yet.
    Answer writeInto(Written &written, const Write &write);
    Answer add(Written &written, const Write &write, const EntitySet &set, const Query &query);
    /// What asks for the one record of that key.
    std::variant<Query, Problem> recordQuery(std::string_view query, const EntitySet &set, std::string_view key) const;
    Rows rowsOf(const EntitySet &set, bool crossCompany, bool isMetadata) const;
    void appendRows(std::string &out, const Rows &rows, const Query &query, const std::vector<std::int64_t> &numbers,
                    bool isMetadata) const;

    const Model m_model;
    const Labels m_labels;
    const std::vector<EntitySet> m_metadata;
    World m_world;
    Pager m_pager;
    Pager m_metadataPager; ///< these lists have no pages
    std::mutex m_writing;  ///< one write at a time
    std::mutex m_mutex;
    std::string m_csdl; ///< empty until somebody asked
};

/// There is nothing at that path.
Problem noResource(std::string_view root, std::string_view path);
/// The bracket that ends what begins at `open`, quotes considered; npos where there is none.
std::size_t closingBracket(std::string_view path, std::size_t open);
Problem noRecord(const EntitySet &set, std::string_view key);
/// `{"error":…}` for a problem.
Answer errorAnswer(const Problem &problem);

} // namespace practice::odata
