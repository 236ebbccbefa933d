#pragma once

#include "app/environments/exchange/ImportedEnvironments.h"

namespace waybill {

/// The job configuration of the Recurring Integrations Scheduler (Quartz XML, `job-scheduling-data`): its upload and
/// download jobs, under one environment for each address, tenant and application. BadInput with the line when it is no
/// XML, or another one.
Result<ImportedEnvironments> fromRisJobs(const QByteArray &xml);

} // namespace waybill
