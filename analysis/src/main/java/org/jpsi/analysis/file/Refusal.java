package org.jpsi.analysis.file;

import java.util.function.UnaryOperator;
import org.jpsi.core.errors.InputException;

/// A name that users of other software may try, and that is refused with its own reason.
///
/// @param message what is said, after the place
record Refusal(String name, UnaryOperator<InputException.Message> message) {
  InputException exception(String where) {
    return message.apply(InputException.at(where)).exception();
  }
}
