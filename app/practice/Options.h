// The options of the command line, one by one.
#pragma once

#include "app/practice/Settings.h"

namespace practice {

/// What --help prints.
QString helpText();

/// Puts an option into the settings that takes no value; false when it is no such option.
bool applySwitch(Settings &settings, const QString &option);

/// True for an option that takes a value.
bool takesValue(const QString &option);

/// Puts one option's value into the settings; a sentence when the value will not do. The option takes a value.
QString applyOption(Settings &settings, const QString &option, const QString &value);

} // namespace practice
