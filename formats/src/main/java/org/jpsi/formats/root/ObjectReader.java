package org.jpsi.formats.root;

import java.util.ArrayList;
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
    this.nothing = new RootObject("", 0, Map.of(), b.location());
  }

  /// Header of an object: its version, and its end; -1 where unknown.
  record ObjectHeader(int version, int end) {
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
    return object(className);
  }

  private RootObject pointer() {
    int reference = b.reference() + ObjectTags.MAP_OFFSET;
    ObjectTags.ObjectTag tag = tags.next();
    if (tag.className().isEmpty()) {
      return seen.getOrDefault(tag.reference(), nothing);
    }
    // its members may point back to it, while nothing but its class is known
    seen.put(reference, new RootObject(tag.className(), 0, Map.of(), b.location()));
    RootObject record = object(tag.className());
    seen.put(reference, record);
    // of a basket that lies elsewhere, more than its head may be here
    if (!tag.className().equals("TBasket") || record.has("data")) {
      new ObjectHeader(0, tag.end()).requireEnd(b, tag.className());
    }
    b.forward(tag.end());
    return record;
  }

  private RootObject object(String className) {
    if (++depth > MAX_DEPTH) {
      throw b.location().damaged("has objects within objects without end");
    }
    RootObject record =
        switch (className) {
          case "TObjArray" -> array();
          case "TBasket" -> embedded();
          default -> {
            Map<String, Object> members = new HashMap<>();
            ObjectHeader header = header(b);
            if (isRead(className)) {
              members(className, header, members, 0);
            } else if (header.end() < 0) {
              throw b.location().damaged("holds a " + className + " of unknown length");
            }
            header.end(b);
            yield kept(className, header.version(), members);
          }
        };
    depth--;
    return record;
  }

  /// The object with those of its members by which a tree is read.
  private RootObject kept(String className, int version, Map<String, Object> members) {
    members.keySet().retainAll(RootObject.MEMBERS);
    budget.object(members.size());
    return new RootObject(className, version, Map.copyOf(members), b.location());
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

  private RootObject array() {
    ObjectHeader header = header(b);
    tObject(b);
    b.string(); // its name
    int n = b.count(b.i32(), 4);
    b.i32();
    budget.object(1);
    budget.numbers(n);
    List<RootObject> items = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      items.add(pointer());
    }
    header.requireEnd(b, "TObjArray");
    return new RootObject("TObjArray", header.version(), Map.of("items", items), b.location());
  }

  /// A basket inside the branch's record, as TBasket::Streamer writes it: key, counts, offsets of
  /// the entries, then the data.
  private RootObject embedded() {
    int start = b.at();
    Key key = Key.read(b);
    b.forward((long) start + key.keyBytes() - Basket.TAIL);
    Basket.KeyTail tail = Basket.KeyTail.read(b);
    Map<String, Object> members = new HashMap<>();
    members.put("fNevBuf", (long) tail.entries());
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
      members.put("data", new Basket.BasketData(data, length, offsets));
    }
    return kept("TBasket", 0, members);
  }

  /// Reads the members of a class, those of its bases first.
  ///
  /// @param bases how many classes derive from it
  private void members(String className, ObjectHeader header, Map<String, Object> into, int bases) {
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

  private boolean member(StreamerElement m, Map<String, Object> into, int bases) {
    int type = m.type();
    if (m.kind().equals("Base")) {
      base(m, into, bases);
    } else if (plain(type)) {
      into.put(m.name(), number(type));
    } else if (type > 20 && plain(type - 20)) {
      array(m, type - 20, m.length(), into);
    } else if (type > 40 && plain(type - 40)) {
      // a counter that is not there counts nothing
      long n = into.get(m.count()) instanceof Long v ? v : 0;
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

  /// An array of numbers, which is passed over where nobody asks for it.
  private void array(StreamerElement m, int type, int n, Map<String, Object> into) {
    int size = bytes(type);
    b.count(n, size);
    if (!RootObject.MEMBERS.contains(m.name())) {
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

  private void text(String name, String text, Map<String, Object> into) {
    if (RootObject.MEMBERS.contains(name)) {
      budget.text(text);
      into.put(name, text);
    }
  }

  private void base(StreamerElement m, Map<String, Object> into, int bases) {
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

  private boolean inline(StreamerElement m, Map<String, Object> into) {
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
    into.put(m.name(), object(name));
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
