package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;

/// Reader of objects (TBufferFile) by the streamer infos of their classes. Only the classes a tree
/// is made of are read; others are skipped by their byte count.
///
/// Type codes, as in TVirtualStreamerInfo: 1 to 19 numbers, plus 20 for a fixed array of them, plus
/// 40 for an array of variable length, 61 and 62 an object, 63 an object behind a pointer that is
/// never null, 64 behind one that may be, 65 a string.
final class ObjectReader {
  private static final int MAX_DEPTH = 100;
  // TBranchElement, TBranch, TNamed, TObject: nothing that is read derives deeper
  private static final int MAX_BASES = 10;

  private final RootInput b;
  private final StreamerInfoList streamers;
  private final MetadataBudget budget;
  private final ObjectTags tags;
  private final RootObject nothing;
  private final Map<Integer, RootObject> seen = new HashMap<>();
  private int depth;

  ObjectReader(RootInput b, StreamerInfoList streamers, MetadataBudget budget) {
    this.b = b;
    this.streamers = streamers;
    this.budget = budget;
    this.tags = new ObjectTags(b, budget);
    this.nothing = new RootObject("", 0, b.location());
  }

  /// Header of an object: its version, and its end; -1 where unknown.
  record ObjectHeader(int version, int end) {
    /// That of what has none.
    static final ObjectHeader NONE = new ObjectHeader(-1, -1);

    void end(RootInput b) {
      if (end >= 0) {
        b.forward(end);
      }
    }

    /// Checks that the object ends here; otherwise its members were not what the file says.
    void requireEnd(RootInput b, String className) {
      if (end >= 0 && b.at() != end) {
        throw b.location()
            .damaged("holds a " + className + " of another length than its members have");
      }
    }
  }

  static ObjectHeader header(RootInput b) {
    int start = b.at();
    int count = b.i32();
    if ((count & ObjectTags.BYTE_COUNT) == 0) {
      // without a byte count: the version alone
      b.to(start);
      return new ObjectHeader(b.u16(), -1);
    }
    int length = count & ~ObjectTags.BYTE_COUNT;
    int end = b.at() + b.count(length, 1);
    return new ObjectHeader(b.u16(), end);
  }

  static void tObject(RootInput b) {
    int version = b.u16();
    if ((version & 0x4000) != 0) {
      // two halves of a byte count
      b.skip(4);
    }
    b.skip(4);
    if ((b.i32() & 0x10) != 0) {
      b.skip(2); // which process made it
    }
  }

  /// Name and title.
  static String[] tNamed(RootInput b) {
    ObjectHeader header = header(b);
    tObject(b);
    String[] named = {b.string(), b.string()};
    header.requireEnd(b, "TNamed");
    return named;
  }

  /// The object that fills the buffer.
  RootObject top(String className) {
    return object(className, -1);
  }

  private RootObject pointer() {
    int reference = b.reference() + ObjectTags.MAP_OFFSET;
    ObjectTags.ObjectTag tag = tags.next();
    if (tag.className().isEmpty()) {
      return seen.getOrDefault(tag.reference(), nothing);
    }
    RootObject record = object(tag.className(), reference);
    // of a basket that lies elsewhere, more than its head may be here
    if (!tag.className().equals("TBasket") || record.has("data")) {
      new ObjectHeader(0, tag.end()).requireEnd(b, tag.className());
    }
    b.forward(tag.end());
    return record;
  }

  /// @param reference by which others may point to it, its own members too; -1 for none
  private RootObject object(String className, int reference) {
    if (++depth > MAX_DEPTH) {
      throw b.location().damaged("has objects within objects without end");
    }
    budget.object();
    boolean basket = className.equals("TBasket");
    ObjectHeader header = basket ? new ObjectHeader(0, -1) : header(b);
    RootObject record = new RootObject(className, header.version(), b.location());
    if (reference >= 0) {
      budget.numbers(5);
      seen.put(reference, record);
    }
    if (basket) {
      budget.members();
      embedded(record);
    } else if (className.equals("TObjArray")) {
      array(record);
      header.requireEnd(b, className);
    } else if (isRead(className)) {
      budget.members();
      members(className, header, record, 0);
      header.end(b);
    } else if (header.end() < 0) {
      throw b.location().damaged("holds a " + className + " of unknown length");
    } else {
      header.end(b);
    }
    record.close();
    depth--;
    return record;
  }

  /// Whether objects of a class are read, by its layout.
  static boolean isRead(String className) {
    // not TTreeIndex, which is skipped by its length
    return className.equals("TTree")
        || className.equals("TNtuple")
        || className.equals("TNtupleD")
        || className.startsWith("TBranch")
        || className.startsWith("TLeaf")
        || className.startsWith("TAtt");
  }

  private void array(RootObject record) {
    tObject(b);
    b.string(); // its name
    int n = b.count(b.i32(), 4);
    b.i32();
    budget.numbers(n);
    List<RootObject> items = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      items.add(pointer());
    }
    record.items(Collections.unmodifiableList(items));
  }

  /// A basket inside the branch's record, as TBasket::Streamer writes it: key, counts, offsets of
  /// the entries, then the data.
  private void embedded(RootObject record) {
    int start = b.at();
    Key key = Key.read(b);
    b.forward((long) start + key.keyBytes() - Basket.TAIL);
    Basket.KeyTail tail = Basket.KeyTail.read(b);
    record.put("fNevBuf", (long) tail.entries());
    boolean listed = tail.flag() < 80;
    int flag = listed ? tail.flag() : tail.flag() - 80;
    int[] offsets = {};
    if (listed && flag != 0 && flag % 10 != 2 && tail.entries() > 0) {
      offsets = Basket.offsets(b, key.keyBytes());
      if (flag > 40) {
        b.skip(4L * b.count(b.i32(), 4));
      }
    }
    // otherwise only the head is here, of a basket that lies elsewhere or is empty
    if (flag == 1 || flag > 10) {
      int length = tail.last() - key.keyBytes();
      if (length < 0) {
        throw b.location().damaged("has a basket that ends before it begins");
      }
      b.skip(key.keyBytes());
      budget.memory().spend(16L + b.count(length, 1) + 4L * offsets.length);
      byte[] data = new byte[length];
      System.arraycopy(b.array(), b.at(), data, 0, length);
      b.skip(length);
      record.put("data", new Basket.BasketData(data, length, offsets));
    }
  }

  /// Reads the members of a class, those of its bases first.
  ///
  /// @param bases how many classes derive from it
  private void members(String className, ObjectHeader header, RootObject into, int bases) {
    if (bases > MAX_BASES) {
      throw b.location().damaged("has a " + className + " that derives from itself");
    }
    StreamerInfo layout = streamers.find(className, header.version());
    if (layout == null) {
      throw b.location()
          .damaged(
              "holds a "
                  + className
                  + " of version "
                  + header.version()
                  + ", whose layout it does not tell");
    }
    for (StreamerElement member : layout.members()) {
      budget.steps().spend(1);
      if (!member(member, into, bases)) {
        if (header.end() < 0) {
          throw b.location()
              .damaged("has a member " + className + "::" + member.name() + " of unknown length");
        }
        // what follows a member we cannot pass over stays unknown; whoever needs it says so
        return;
      }
    }
    header.requireEnd(b, className);
  }

  private boolean member(StreamerElement m, RootObject into, int bases) {
    int type = m.type();
    if (m.kind().equals("Base")) {
      base(m, into, bases);
    } else if (plain(type)) {
      if (RootObject.keeps(m.name())) {
        budget.number();
        into.put(m.name(), number(type));
      } else if (streamers.isCounter(m.name())) {
        budget.numbers(4);
        into.count(m.name(), number(type) instanceof Long n ? n : 0);
      } else {
        b.skip(bytes(type));
      }
    } else if (type > 20 && plain(type - 20)) {
      array(m, type - 20, m.length(), into);
    } else if (type > 40 && plain(type - 40)) {
      long n = into.counted(m.count());
      boolean present = b.u8() != 0;
      if (n < 0 || n > b.remaining()) {
        throw b.location().damaged("claims " + n + " of " + m.name());
      }
      array(m, type - 40, present ? (int) n : 0, into);
    } else if (type == 65) {
      text(m.name(), b.string(), into);
    } else if (type == 61 || type == 62 || type == 63) {
      return inline(m, into);
    } else if (type == 64 || type == 69) {
      RootObject record = pointer();
      if (!record.className().isEmpty()) {
        into.put(m.name(), record);
      }
    } else {
      return false;
    }
    return true;
  }

  /// A number of known length: neither a C string nor one of the packed types, Double32_t (9) and
  /// Float16_t (19).
  private static boolean plain(int type) {
    return type > 0 && type < 19 && type != 7 && type != 9 && type != 10;
  }

  private void array(StreamerElement m, int type, int n, RootObject into) {
    int size = bytes(type);
    b.count(n, size);
    if (!RootObject.keeps(m.name())) {
      // nobody asks for it
      b.skip((long) n * size);
      return;
    }
    budget.numbers(n);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (number(type)) {
            case Long v -> v;
            case Double v -> v.longValue();
            default -> 0;
          };
    }
    into.put(m.name(), values);
  }

  private void text(String name, String text, RootObject into) {
    if (RootObject.keeps(name)) {
      budget.text(text);
      into.put(name, text);
    }
  }

  private void base(StreamerElement m, RootObject into, int bases) {
    switch (m.name()) {
      case "TObject" -> tObject(b);
      case "TNamed" -> {
        String[] named = tNamed(b);
        text("fName", named[0], into);
        text("fTitle", named[1], into);
      }
      default -> {
        ObjectHeader header = header(b);
        if (isRead(m.name()) && !m.name().startsWith("TAtt")) {
          members(m.name(), header, into, bases + 1);
        } else if (header.end() < 0) {
          throw b.location().damaged("has a base " + m.name() + " of unknown length");
        }
        header.end(b);
      }
    }
  }

  private boolean inline(StreamerElement m, RootObject into) {
    budget.steps().spend(m.typeName().length() / 8);
    String name = m.typeName().replace("*", "").strip();
    if (name.startsWith("TArray")) {
      int size =
          switch (name) {
            case "TArrayC" -> 1;
            case "TArrayS" -> 2;
            case "TArrayI", "TArrayF" -> 4;
            default -> 8;
          };
      b.skip((long) size * b.count(b.i32(), size));
      return true;
    }
    into.put(m.name(), object(name, -1));
    return true;
  }

  private Object number(int type) {
    return switch (type) {
      case 1 -> (long) (byte) b.u8();
      case 11, 18 -> (long) b.u8();
      case 2 -> (long) b.i16();
      case 12 -> (long) b.u16();
      case 3, 6 -> (long) b.i32();
      case 13, 15 -> b.u32();
      case 4, 14, 16, 17 -> b.i64();
      case 5 -> (double) Float.intBitsToFloat(b.i32());
      case 8 -> Double.longBitsToDouble(b.i64());
      default -> throw b.location().damaged("has a member of an unknown type " + type);
    };
  }

  private static int bytes(int type) {
    return switch (type) {
      case 1, 11, 18 -> 1;
      case 2, 12 -> 2;
      case 3, 5, 6, 13, 15 -> 4;
      default -> 8;
    };
  }
}
