package org.jpsi.formats.root;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;

/// Location in a ROOT file, for messages: a file and an object in it.
record RootLocation(String file, String object) {
  RootLocation in(String other) {
    return new RootLocation(file, other);
  }

  /// The exception for damaged data at this location.
  InputException damaged(String what) {
    return InputException.at(file)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the file is damaged: " + object + " " + what)
        .remedy("get the file again; it may have been cut short while it was copied")
        .exception();
  }

  /// The exception for what is sound, as far as one can see, but not read.
  InputException unread(String why) {
    return InputException.at(file)
        // to callers the same: it is nothing to other columns
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("cannot read " + object + ": " + why)
        .remedy("leave it out, or write it as a flat branch")
        .exception();
  }
}
