#pragma once

#include <chrono>

namespace waybill {

/// What a call is for, as far as its time-out goes.
enum class CallType { SignIn, Query, Upload, Download };

/// How long a call may be without any byte in either direction.
struct TimeOuts {
    std::chrono::seconds signIn{30};
    std::chrono::seconds query{150};  ///< F&O may order or count that long: its gateway cuts at about two minutes
    std::chrono::seconds upload{150}; ///< for the same gateway
    std::chrono::seconds download{100};
    bool operator==(const TimeOuts &) const = default;

    std::chrono::seconds of(CallType type) const
    {
        switch (type) {
        case CallType::SignIn:
            return signIn;
        case CallType::Upload:
            return upload;
        case CallType::Download:
            return download;
        case CallType::Query:
            break;
        }
        return query;
    }
};

} // namespace waybill
