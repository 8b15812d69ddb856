package org.jpsi.analysis.file;

import java.util.function.UnaryOperator;
import org.jpsi.core.errors.InputException;

/// Refused name, which users of other software may try, with its own reason.
///
/// @param message adds the reason to the location
record Refusal(String name, UnaryOperator<InputException.Builder> message) {
  InputException exception(String where) {
    return message.apply(InputException.at(where)).exception();
  }
}
