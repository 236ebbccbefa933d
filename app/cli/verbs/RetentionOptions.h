#pragma once

#include "app/cli/Output.h"
#include "app/cli/Syntax.h"
#include "app/journal/Retention.h"

#include <QJsonObject>

namespace waybill {

/// The options by which a command line says what is kept: `--max-age DAYS` and `--max-size BYTES`.
class RetentionOptions
{
public:
    void declare(Syntax &syntax, const char *age, const char *size);
    bool isGiven() const { return m_age || m_size; }
    /// `retention` with what was given. Usage with what is no limit.
    Result<Retention> over(Retention retention) const;

private:
    std::optional<QString> m_age, m_size;
};

/// What is kept, and how much was removed just now; as fields or `{"maxAgeDays","maxBytes","removed"}` with what is in
/// `more`.
void showRetention(Output &out, const Retention &retention, qint64 removed, const QJsonObject &more = {});

} // namespace waybill
