#pragma once

#include <QString>

namespace waybill {

/// The folder that holds everything of a profile (environments, journal, payloads): `given` if not empty, else
/// `WAYBILL_PROFILE`, else the platform's data folder, such as ~/.local/share/waybill. Absolute; need not exist.
/// waybill and waybill-cli share the last because both name their QCoreApplication `waybill`.
QString profileFolder(const QString &given = {});

} // namespace waybill
