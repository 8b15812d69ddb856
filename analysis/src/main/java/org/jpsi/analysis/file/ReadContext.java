package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Context of reading a file: what is collected on the way.
///
/// @param schema of the whole file, to suggest where a misplaced key belongs
/// @param locations of the keys
/// @param warnings about the file
record ReadContext(ObjectType<?> schema, Map<String, String> locations, Set<String> warnings) {
  ReadContext(ObjectType<?> schema) {
    this(schema, new LinkedHashMap<>(), new LinkedHashSet<>());
  }
}
