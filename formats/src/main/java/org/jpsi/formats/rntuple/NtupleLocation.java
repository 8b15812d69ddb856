package org.jpsi.formats.rntuple;

import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;

/// Location in an RNTuple, for messages: a file and a part of it.
record NtupleLocation(String file, String part) {
  NtupleLocation in(String other) {
    return new NtupleLocation(file, other);
  }

  /// The exception for damaged data at this location.
  InputException damaged(String what) {
    return InputException.at(file)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the file is damaged: " + part + " " + what)
        .remedy("get the file again; it may have been cut short while it was copied")
        .exception();
  }

  /// The exception for what is sound, as far as one can see, but not read.
  InputException unread(String why) {
    return InputException.at(file)
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("cannot read " + part + ": it " + why)
        .remedy("write the events as another RNTuple of version 1, or as a TTree")
        .exception();
  }
}
