package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names of fields, in which the format allows no `.`, `/`, `\`, space or control character.
final class FieldNames {
  private FieldNames() {}

  /// Distinct names for these: those that are allowed as they are, others with `_` in the place of
  /// what is not.
  static List<String> of(List<String> names) {
    Set<String> taken = new HashSet<>();
    names.stream().filter(name -> name.equals(plain(name))).forEach(taken::add);
    List<String> all = new ArrayList<>();
    for (String name : names) {
      String plain = plain(name);
      String distinct = plain;
      for (int i = 2; !plain.equals(name) && !taken.add(distinct); i++) {
        distinct = plain + "_" + i;
      }
      all.add(distinct);
    }
    return all;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.'
          || c == '/'
          || c == '\\'
          || Character.isWhitespace(c)
          || Character.isISOControl(c)) {
        plain.setCharAt(i, '_');
      }
    }
    return plain.isEmpty() ? "_" : plain.toString();
  }
}
