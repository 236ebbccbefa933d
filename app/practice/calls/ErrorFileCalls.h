// The files with the failing records, from either origin.
#pragma once

#include <QString>

namespace httplib {
class Server;
}

namespace practice {

struct Context;

/// The address that is given out for a path of ErrorFileDesk: on the environment's own origin, or signed on the second
/// one, as the settings say.
QString errorFileAddress(const Context &context, const QString &path);

/// On the own origin, for a token.
void addErrorFileCalls(httplib::Server &server, Context &context);
/// On the second origin, which stands for blob storage: with a signature, and with a token never.
void addSignedFileCalls(httplib::Server &server, const Context &context);

} // namespace practice
