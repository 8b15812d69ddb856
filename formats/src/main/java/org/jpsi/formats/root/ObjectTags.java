package org.jpsi.formats.root;

import java.util.HashMap;
import java.util.Map;

/// Tags of the pointers in one buffer (TBufferFile): what is behind each of them.
final class ObjectTags {
  static final int BYTE_COUNT = 0x40000000;
  private static final int NEW_CLASS = 0xFFFFFFFF;
  private static final int OLD_CLASS = 0x80000000;
  // References count from here, so that none is 0.
  static final int MAP_OFFSET = 2;

  private final RootInput b;
  private final MetadataBudget budget;
  // by the position where they stand: thousands of objects may refer to one long name
  private final Map<Integer, String> classNames = new HashMap<>();

  ObjectTags(RootInput b, MetadataBudget budget) {
    this.b = b;
    this.budget = budget;
  }

  /// Tag of a pointer: null (empty class name, `reference` 0), an earlier object, or one that
  /// follows and ends at `end`.
  record ObjectTag(String className, int reference, int end) {}

  /// Reads the tag of a pointer. A class name that occurred before is read where it occurred.
  ObjectTag next() {
    budget.steps().spend(1);
    int start = b.at();
    int count = b.i32();
    if ((count & BYTE_COUNT) == 0 || count == NEW_CLASS) {
      // a null pointer or an object met before; objects without byte counts ended with ROOT 2
      if (count < 0) {
        throw b.location().damaged("has an object of a time before ROOT 3, or none at all");
      }
      return new ObjectTag("", count, b.at());
    }
    int end = b.at() + b.count(count & ~BYTE_COUNT, 1);
    int tagAt = b.at();
    int tag = b.i32();
    if (tag == NEW_CLASS) {
      return new ObjectTag(className(tagAt), 0, end);
    }
    if ((tag & OLD_CLASS) == 0) {
      b.to(end);
      return new ObjectTag("", tag, end);
    }
    int back = b.at();
    b.toReference((tag & ~OLD_CLASS) - MAP_OFFSET);
    if (b.at() >= tagAt || b.i32() != NEW_CLASS) {
      throw b.location().damaged("refers at byte " + (start) + " to a class that is not there");
    }
    String name = className(b.at() - 4);
    b.to(back);
    return new ObjectTag(name, 0, end);
  }

  /// The class name after the tag at this position.
  private String className(int tagAt) {
    String known = classNames.get(tagAt);
    if (known != null) {
      // the terminating zero too
      b.skip(known.length() + 1L);
      return known;
    }
    String name = b.cString();
    budget.text(name);
    classNames.put(tagAt, name);
    return name;
  }
}
