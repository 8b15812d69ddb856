package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What is gathered while a file is read.
///
/// @param schema of the whole file, for names that stand in the wrong place
/// @param places where each key stands
/// @param notes what the user should know and need not mend
record ReadContext(ObjectType<?> schema, Map<String, String> places, Set<String> notes) {
  ReadContext(ObjectType<?> schema) {
    this(schema, new LinkedHashMap<>(), new LinkedHashSet<>());
  }
}
