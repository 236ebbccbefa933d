#pragma once

#include <QString>

#include <httplib.h>

namespace practice {

/// A parameter of the request's address; empty where it has none of that name.
inline QString parameter(const httplib::Request &request, const char *name)
{
    return QString::fromStdString(request.get_param_value(name));
}

} // namespace practice
