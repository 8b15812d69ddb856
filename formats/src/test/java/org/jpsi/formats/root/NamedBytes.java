package org.jpsi.formats.root;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;
import org.jspecify.annotations.Nullable;

/// Bytes of a ROOT file, written field by field: every number has a name, such as
/// `tree.fBranches[0].fEntries`, by which a test makes it wrong. Not the writer of the library, so
/// that a test can also write what no writer would.
final class NamedBytes {
  private static final int BYTE_COUNT = 0x40000000;

  /// An object to be written by the layout of its class.
  ///
  /// @param values members that are not zero: numbers, texts, `long[]`, lists of things, things
  record Thing(String className, int version, Map<String, Object> values) {}

  /// A pointer to a thing written before, by the name that it has in the file; empty for null.
  record Pointer(String name) {}

  /// An object of which each byte is given, those of its version and byte count too.
  record Raw(String className, int... bytes) {}

  private record Field(int at, int width) {}

  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<String, Integer> classes = new HashMap<>();
  private final Map<String, Integer> things = new HashMap<>();
  private final List<StreamerInfo> layouts;
  private byte[] data = new byte[4096];
  private int at;
  private int record;

  /// @param layouts of classes, before those that the library knows
  NamedBytes(List<StreamerInfo> layouts) {
    this.layouts = layouts;
  }

  int at() {
    return at;
  }

  byte[] bytes() {
    return Arrays.copyOf(data, at);
  }

  /// The names of all numbers, in the order of the file.
  List<String> names() {
    return List.copyOf(fields.keySet());
  }

  long get(String name) {
    Field field = field(name);
    long value = 0;
    for (int i = 0; i < field.width; i++) {
      value = value << 8 | data[field.at + i] & 0xFF;
    }
    int unused = 64 - 8 * field.width;
    return value << unused >> unused;
  }

  NamedBytes set(String name, long value) {
    Field field = field(name);
    for (int i = 0; i < field.width; i++) {
      data[field.at + i] = (byte) (value >>> 8 * (field.width - 1 - i));
    }
    return this;
  }

  private Field field(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  NamedBytes number(String name, int width, long value) {
    fields.put(name, new Field(at, width));
    for (int i = width - 1; i >= 0; i--) {
      raw((int) (value >>> 8 * i));
    }
    return this;
  }

  NamedBytes raw(int... values) {
    for (int value : values) {
      if (at == data.length) {
        data = Arrays.copyOf(data, 2 * at);
      }
      data[at++] = (byte) value;
    }
    return this;
  }

  NamedBytes string(String name, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 255) {
      number(name + ".#length", 1, utf8.length);
    } else {
      raw(255).number(name + ".#length", 4, utf8.length);
    }
    for (byte b : utf8) {
      raw(b);
    }
    return this;
  }

  /// A key of one record; what refers to things in it counts from here.
  ///
  /// @param tail bytes that the record adds to its key
  void key(String name, Key key, int tail) {
    record = at;
    classes.clear();
    keyFields(name, key, tail);
  }

  /// A copy of a key, in a list of keys.
  void keyFields(String name, Key key, int tail) {
    int start = at;
    boolean big = key.seek() > Integer.MAX_VALUE;
    number(name + ".bytes", 4, key.bytes()).number(name + ".version", 2, big ? 1004 : 4);
    number(name + ".objectBytes", 4, key.objectBytes()).raw(0, 0, 0, 0);
    number(name + ".keyBytes", 2, 0).number(name + ".cycle", 2, key.cycle());
    number(name + ".seek", big ? 8 : 4, key.seek());
    number(name + ".directory", big ? 8 : 4, 100);
    string(name + ".class", key.className());
    string(name + ".name", key.name()).string(name + ".title", key.title());
    set(name + ".keyBytes", at - start + tail);
  }

  /// Sets the lengths of the record whose key this is, now that all of it is written.
  void endRecord(String key) {
    set(key + ".bytes", at - record);
    set(key + ".objectBytes", at - record - get(key + ".keyBytes"));
  }

  /// Packs the last record, whose key this is, by zlib. What is in it cannot be named any more.
  void pack(String key) {
    int from = record + (int) get(key + ".keyBytes");
    byte[] plain = Arrays.copyOfRange(data, from, at);
    fields.values().removeIf(field -> field.at >= from);
    at = from;
    for (byte b : zlib(plain)) {
      raw(b);
    }
    set(key + ".bytes", at - record);
  }

  /// Blocks of a compressed record.
  static byte[] zlib(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int done = 0; done < plain.length; ) {
      int size = Math.min(plain.length - done, 0xFFFFFF);
      Deflater deflater = new Deflater(1);
      deflater.setInput(plain, done, size);
      deflater.finish();
      byte[] packed = new byte[size + 1000];
      int stored = deflater.deflate(packed);
      deflater.end();
      out.writeBytes(new byte[] {'Z', 'L', 8});
      for (int length : new int[] {stored, size}) {
        out.writeBytes(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16)});
      }
      out.write(packed, 0, stored);
      done += size;
    }
    return out.toByteArray();
  }

  int begin(String name, int version) {
    int start = at;
    number(name + ".#bytes", 4, 0).number(name + ".#version", 2, version);
    return start;
  }

  void end(String name, int start) {
    set(name + ".#bytes", at - start - 4 | BYTE_COUNT);
  }

  void tObject() {
    raw(0, 1, 0, 0, 0, 0, 3, 0, 0, 0);
  }

  void named(String name, String text, String title) {
    int start = begin(name + ".#named", 1);
    tObject();
    string(name + ".fName", text).string(name + ".fTitle", title);
    end(name + ".#named", start);
  }

  /// A pointer and the thing behind it.
  void pointer(String name, Object value) {
    if (value instanceof Pointer pointer) {
      int to = pointer.name.isEmpty() ? 0 : Objects.requireNonNull(things.get(pointer.name));
      number(name + ".#pointer", 4, to);
      return;
    }
    int start = at;
    things.put(name, at - record + 2);
    number(name + ".#pointer", 4, 0);
    switch (value) {
      case Raw(String className, int[] bytes) -> {
        tag(name, className);
        raw(bytes);
      }
      case List<?> list -> {
        tag(name, "TObjArray");
        array(name, list);
      }
      default -> {
        Thing thing = (Thing) value;
        tag(name, thing.className);
        thing(name, thing);
      }
    }
    set(name + ".#pointer", at - start - 4 | BYTE_COUNT);
  }

  void tag(String name, String className) {
    Integer known = classes.get(className);
    if (known != null) {
      number(name + ".#class", 4, known | 0x80000000);
      return;
    }
    classes.put(className, at - record + 2);
    number(name + ".#class", 4, -1);
    for (byte b : className.getBytes(StandardCharsets.UTF_8)) {
      raw(b);
    }
    raw(0);
  }

  void thing(String name, Thing thing) {
    int start = begin(name, thing.version);
    members(name, thing.className, thing.version, thing.values);
    end(name, start);
  }

  private StreamerInfo layout(String className, int version) {
    for (StreamerInfo layout : layouts) {
      if (layout.name().equals(className) && layout.version() == version) {
        return layout;
      }
    }
    return Objects.requireNonNull(StreamerInfoList.BUILT_IN.find(className, version), className);
  }

  void members(String name, String className, int version, Map<String, Object> values) {
    for (StreamerElement m : layout(className, version).members()) {
      Object value = values.getOrDefault(m.name(), 0L);
      String own = name + "." + m.name();
      switch (m.kind()) {
        case "Base" -> base(name, m, values);
        case "BasicType" -> number(own, m.size(), ((Number) value).longValue());
        case "BasicPointer" -> numbers(own, m.size(), value instanceof long[] v ? v : null);
        case "String" -> string(own, value instanceof String s ? s : "");
        case "ObjectPointer" -> pointer(own, value instanceof Long ? new Pointer("") : value);
        case "STL" -> raw(new int[m.size()]);
        default -> inline(own, m, value);
      }
    }
  }

  private void base(String name, StreamerElement m, Map<String, Object> values) {
    if (m.name().equals("TNamed")) {
      String title = (String) values.getOrDefault("fTitle", "");
      named(name, (String) values.getOrDefault("fName", ""), title);
    } else if (m.name().equals("TObject")) {
      tObject();
    } else {
      String own = name + ".#" + m.name();
      int start = begin(own, m.version());
      members(name, m.name(), m.version(), values);
      end(own, start);
    }
  }

  private void numbers(String name, int size, long @Nullable [] values) {
    number(name + ".#there", 1, values == null ? 0 : 1);
    for (int i = 0; values != null && i < values.length; i++) {
      number(name + "[" + i + "]", size, values[i]);
    }
  }

  private void inline(String name, StreamerElement m, Object value) {
    if (m.typeName().startsWith("TArray")) {
      number(name + ".#count", 4, 0);
    } else if (m.typeName().equals("TObjArray")) {
      array(name, value instanceof List<?> list ? list : List.of());
    } else if (m.typeName().equals("ROOT::TIOFeatures")) {
      int start = begin(name, 0);
      raw(0x1a, 0xa1, 0x2f, 0x10, 0);
      end(name, start);
    } else {
      thing(name, (Thing) value);
    }
  }

  private void array(String name, List<?> things) {
    int start = begin(name, 3);
    tObject();
    string(name + ".#name", "").number(name + ".#count", 4, things.size()).raw(0, 0, 0, 0);
    for (int i = 0; i < things.size(); i++) {
      if (things.get(i) instanceof Embedded basket) {
        basket.write(this, name + "[" + i + "]");
      } else {
        pointer(name + "[" + i + "]", things.get(i));
      }
    }
    end(name, start);
  }

  /// A basket that lies in its branch's record.
  ///
  /// @param flag what else is stored, as TBasket::Streamer says
  /// @param offsets where entries begin; empty where the flag says none
  record Embedded(int entries, int flag, int[] offsets, int... values) {
    void write(NamedBytes out, String name) {
      int start = out.at;
      out.number(name + ".#pointer", 4, 0);
      out.tag(name, "TBasket");
      int key = out.at;
      out.keyFields(name, new Key(0, 0, 0, 1, 0, "TBasket", "x", "t"), Basket.TAIL);
      int keyBytes = out.at - key + Basket.TAIL;
      tail(out, name, entries, keyBytes + values.length, flag);
      if (offsets.length > 0) {
        out.number(name + ".#offsets", 4, offsets.length);
        for (int offset : offsets) {
          out.number(name + ".offset" + out.at, 4, keyBytes + offset);
        }
      }
      if (flag > 40 && flag < 80) {
        out.number(name + ".#displacements", 4, 1).number(name + ".displacement", 4, 0);
      }
      if (flag == 1 || flag > 10) {
        out.raw(new int[keyBytes]).raw(values);
      }
      out.set(name + ".#pointer", out.at - start - 4 | BYTE_COUNT);
    }

    /// What a basket adds to its key.
    static void tail(NamedBytes out, String name, int entries, int last, int flag) {
      out.raw(0, 3).number(name + ".size", 4, 32000).number(name + ".entryLength", 4, 4);
      out.number(name + ".entries", 4, entries).number(name + ".last", 4, last);
      out.number(name + ".flag", 1, flag);
    }
  }
}
