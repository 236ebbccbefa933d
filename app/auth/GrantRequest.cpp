#include "app/auth/GrantRequest.h"

namespace waybill {

QCoro::Task<void> GrantRequest::granted(TokenAnswer)
{
    co_return;
}

QCoro::Task<std::optional<Error>> GrantRequest::refused(Error error)
{
    co_return std::optional<Error>(std::move(error));
}

} // namespace waybill
