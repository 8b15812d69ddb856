package org.jpsi.app;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Finding of `jpsi doctor`: one thing on which Jpsi's speed or a command depends.
///
/// @param name of the thing, such as `vectors`
/// @param found what is there
/// @param remedy what to do about it; empty where nothing is to be done
record Finding(String name, Status status, String found, String remedy) {
  /// Status of a thing that is found.
  enum Status {
    /// As it should be.
    OK,
    /// All works, slower than it could.
    SLOW,
    /// Some command will not work.
    MISSING
  }

  static Finding ok(String name, String found) {
    return new Finding(name, Status.OK, found, "");
  }

  /// Its members for JSON.
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", name);
    members.put("status", status.name().toLowerCase(Locale.ROOT));
    members.put("found", found);
    members.put("remedy", remedy);
    return members;
  }
}
