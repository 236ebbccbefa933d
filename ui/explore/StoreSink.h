#pragma once

#include "app/odata/PageSink.h"
#include "app/rows/RowBlock.h"

#include <memory>
#include <mutex>
#include <vector>

namespace waybill {

/// Makes a RowBlock of every page on the worker that reads it, and hands the blocks over in their order. take() is
/// called by one worker at a time, the others by any thread.
class StoreSink final : public PageSink
{
public:
    tl::expected<PageEnvelope, PageTrouble> take(QByteArray bytes, qint64 mostRows, std::stop_token stop) override;

    struct Taken {
        std::vector<std::shared_ptr<const RowBlock>> blocks; ///< since the last call
        std::string nextLink; ///< to the page after the last block's; empty after the last page
    };
    Taken taken();

private:
    PageParser m_parser;
    std::mutex m_mutex; ///< of the two below
    std::vector<std::shared_ptr<const RowBlock>> m_blocks;
    std::string m_nextLink;
};

} // namespace waybill
