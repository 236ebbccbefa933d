#include "app/auth/GrantRequest.h"

namespace waybill {

QCoro::Task<std::shared_ptr<void>> GrantRequest::turn(std::stop_token)
{
    co_return std::shared_ptr<void>();
}

QCoro::Task<void> GrantRequest::granted(TokenAnswer)
{
    co_return;
}

QCoro::Task<std::optional<Error>> GrantRequest::refused(Error error)
{
    co_return std::optional<Error>(std::move(error));
}

} // namespace waybill
