// How requests to the practice authority are read.
#pragma once

#include "app/practice/authority/ClientCheck.h"
#include "app/practice/calls/HttpTypes.h"

namespace practice {

struct Context;

/// The faces of the authority.
enum class Face { Entra, EntraV1, Adfs };

/// Form and query of a request whose first match is the tenant; AD FS has none and stands for the one there is.
TokenRequest tokenRequestOf(const Context &context, const httplib::Request &request, Face face);

/// The answer as that face writes it.
TokenAnswer inStyleOf(Face face, const TokenAnswer &answer);

} // namespace practice
