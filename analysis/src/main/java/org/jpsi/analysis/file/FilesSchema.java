package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.ValueType.ListType;

/// Schema of the keys `files` and `tree`, wherever events are read from files.
///
/// @param get the files that a value has, where it has some
record FilesSchema<T>(Function<T, Optional<Sample.Files>> get) {
  private static final ListType<String> PATHS =
      new ListType<>(
          "a file, or a list of files",
          TextType.of("a file"),
          false,
          ListType.Single.READ_AND_WRITTEN);

  Key<T, List<String>> files(Default<List<String>> missing, String meaning) {
    return Key.withDefault(
        "files", PATHS, missing, value -> get.apply(value).map(Sample.Files::paths), meaning);
  }

  Key<T, String> tree(String meaning) {
    return Key.withDefault(
        "tree",
        TextType.of("the name of a tree"),
        new Default.Absent<>("the only one"),
        value -> get.apply(value).map(Sample.Files::tree).filter(tree -> !tree.isEmpty()),
        meaning);
  }
}
