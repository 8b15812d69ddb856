package org.jpsi.analysis.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.SearchKey;

/// Trial: one value of each key that is searched over.
///
/// @param number from 1
/// @param values in the order of the keys, as `--set` takes them
record Trial(int number, List<String> values) {
  Trial {
    values = List.copyOf(values);
  }

  /// The values with their keys, as `--set` takes them.
  List<String> settings(List<SearchKey> keys) {
    List<String> settings = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      settings.add(keys.get(k).key() + "=" + values.get(k));
    }
    return settings;
  }

  /// The values with the last parts of their keys, for people.
  String words(List<SearchKey> keys) {
    return settings(keys).stream()
        .map(setting -> {
          int equals = setting.indexOf('=');
          return setting.substring(setting.lastIndexOf('.', equals) + 1);
        })
        .collect(Collectors.joining(", "));
  }
}
