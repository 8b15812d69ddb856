package org.jpsi.formats.root;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;
import org.jspecify.annotations.Nullable;

/// Streamer infos of a file: the layouts of its classes. A file of another version of ROOT is read
/// by them, not by what we know of that version.
final class StreamerInfoList {
  // of an array member, as ROOT has them
  private static final int DIMENSIONS = 5;

  /// Those of ROOT 6.40, for classes that a file does not describe.
  static final StreamerInfoList BUILT_IN = resource("layouts.txt");

  /// Streamer infos of histograms, which are needed where one is written.
  static final class OfHistograms {
    static final StreamerInfoList ALL = resource("histograms.txt");

    private OfHistograms() {}
  }

  /// Streamer infos of branches of collections, which are needed beside those of a flat tree.
  static final class OfCollections {
    static final StreamerInfoList ALL = resource("collections.txt");

    private OfCollections() {}
  }

  /// Streamer info of the anchor of an RNTuple.
  static final class OfNtuples {
    static final StreamerInfoList ALL = resource("ntuples.txt");

    private OfNtuples() {}
  }

  private final Map<String, TreeMap<Integer, StreamerInfo>> layouts = new HashMap<>();
  // each text once: a thousand members are called fUniqueID
  private final Map<String, String> texts = new HashMap<>();
  private final List<StreamerInfo> inOrder = new ArrayList<>();
  private final Set<String> counters = new HashSet<>();

  private StreamerInfoList() {}

  private void add(StreamerInfo layout) {
    layouts.computeIfAbsent(layout.name(), k -> new TreeMap<>()).put(layout.version(), layout);
    inOrder.add(layout);
    if (ObjectReader.isRead(layout.name())) {
      layout.members().forEach(member -> counters.add(member.count()));
    }
  }

  /// Whether a member of this name counts the elements of another.
  boolean isCounter(String member) {
    return counters.contains(member) || this != BUILT_IN && BUILT_IN.isCounter(member);
  }

  List<StreamerInfo> all() {
    return List.copyOf(inOrder);
  }

  /// The layout of this version of a class; null where nobody knows it.
  @Nullable StreamerInfo find(String className, int version) {
    StreamerInfo own = layouts.getOrDefault(className, new TreeMap<>()).get(version);
    return own != null || this == BUILT_IN ? own : BUILT_IN.find(className, version);
  }

  /// The layout of a class in the file.
  ///
  /// @param className as {@link CppType#toString} writes it
  /// @param version the latest where it is -1 or unknown
  @Nullable StreamerInfo ofClass(String className, int version) {
    TreeMap<Integer, StreamerInfo> all = layouts.getOrDefault(className, new TreeMap<>());
    StreamerInfo known = all.get(version);
    StreamerInfo own = known != null || all.isEmpty() ? known : all.lastEntry().getValue();
    return own != null || this == BUILT_IN ? own : BUILT_IN.ofClass(className, version);
  }

  /// The number of versions of a class in the file.
  int versions(String className) {
    return layouts.getOrDefault(className, new TreeMap<>()).size();
  }

  /// Reads the list (a TList of TStreamerInfo), whose own layout has to be known beforehand.
  static StreamerInfoList read(RootInput b, MetadataBudget budget) {
    StreamerInfoList streamers = new StreamerInfoList();
    ObjectTags tags = new ObjectTags(b, budget);
    ObjectReader.ObjectHeader list = ObjectReader.header(b);
    ObjectReader.tObject(b);
    b.string();
    int n = b.count(b.i32(), 5);
    for (int i = 0; i < n; i++) {
      ObjectTags.ObjectTag item = tags.next();
      if (item.className().equals("TStreamerInfo")) {
        streamers.info(b, tags, budget);
      }
      if (!item.className().isEmpty()) {
        b.forward(item.end());
      }
      b.string(); // the option with which it is in the list
    }
    list.requireEnd(b, "TList");
    return streamers;
  }

  private void info(RootInput b, ObjectTags tags, MetadataBudget budget) {
    ObjectReader.header(b);
    String name = ObjectReader.tNamed(b)[0];
    budget.steps().spend(1 + name.length() / 8);
    int checksum = b.i32();
    int version = b.i32();
    name = CppType.normalized(name);
    budget.object();
    budget.members();
    name = kept(name, budget);
    List<StreamerElement> members = new ArrayList<>();
    ObjectTags.ObjectTag array = tags.next();
    if (array.className().equals("TObjArray")) {
      ObjectReader.ObjectHeader header = ObjectReader.header(b);
      ObjectReader.tObject(b);
      b.string();
      int n = b.count(b.i32(), 4);
      b.i32();
      for (int i = 0; i < n; i++) {
        ObjectTags.ObjectTag item = tags.next();
        if (item.className().startsWith("TStreamer")) {
          budget.object();
          budget.numbers(3);
          members.add(
              member(
                  b, item.className().substring("TStreamer".length()), text -> kept(text, budget)));
        }
        if (!item.className().isEmpty()) {
          b.forward(item.end());
        }
      }
      header.requireEnd(b, "TObjArray");
    }
    add(new StreamerInfo(name, version, checksum, List.copyOf(members)));
  }

  /// The text itself or an equal one that is kept.
  private String kept(String text, MetadataBudget budget) {
    String same = texts.get(text);
    if (same != null) {
      budget.steps().spend(1 + text.length() / 8);
      return same;
    }
    budget.text(text);
    budget.numbers(6);
    texts.put(text, text);
    return text;
  }

  private static StreamerElement member(RootInput b, String kind, UnaryOperator<String> kept) {
    ObjectReader.header(b);
    if (kind.equals("STLstring")) {
      // a std::string is a TStreamerSTL, which only then is a TStreamerElement
      ObjectReader.header(b);
    }
    ObjectReader.ObjectHeader element = ObjectReader.header(b);
    String[] named = ObjectReader.tNamed(b);
    int type = b.i32();
    int size = b.i32();
    int length = b.i32();
    int dimensions = b.i32();
    int slots = element.version() == 1 ? b.count(b.i32(), 4) : DIMENSIONS;
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      int n = b.i32();
      if (length > 1 && i < Math.min(dimensions, DIMENSIONS)) {
        sizes.add(n);
      }
    }
    String typeName = b.string();
    element.end(b);
    int version = 0;
    String count = "";
    if (kind.equals("Base")) {
      version = b.remaining() >= 4 ? b.i32() : 0;
    } else if (kind.equals("BasicPointer")) {
      version = b.i32();
      count = b.string();
    }
    // a comment, which only may tell the range of a packed number
    String title = named[1].indexOf('[') >= 0 ? kept.apply(named[1]) : "";
    return new StreamerElement(
        kept.apply(kind),
        kept.apply(named[0]),
        title,
        type,
        size,
        length,
        List.copyOf(sizes),
        kept.apply(typeName),
        version,
        kept.apply(count),
        "");
  }

  private static StreamerInfoList resource(String name) {
    StreamerInfoList streamers = new StreamerInfoList();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(StreamerInfoList.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8))) {
      String[] head = {};
      List<StreamerElement> members = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] w = line.strip().split(" ");
        if (w[0].equals("class")) {
          streamers.addFrom(head, members);
          head = w;
          members = new ArrayList<>();
        } else if (!w[0].equals("#")) {
          members.add(member(w));
        }
      }
      streamers.addFrom(head, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return streamers;
  }

  private void addFrom(String[] head, List<StreamerElement> members) {
    if (head.length > 0) {
      add(
          new StreamerInfo(
              head[1],
              Integer.parseInt(head[2]),
              Integer.parseUnsignedInt(head[3], 16),
              List.copyOf(members)));
    }
  }

  private static StreamerElement member(String[] w) {
    boolean arrow = w[w.length - 1].equals("->");
    boolean counted = w[0].equals("BasicPointer");
    String count = counted ? w[6] : "";
    String title = arrow ? "->" : counted ? "[" + count + "]" : "";
    boolean versioned = counted || w[0].equals("Base");
    String extra =
        counted ? w[7] : w[0].equals("Base") ? w[6] : w[0].equals("STL") ? w[5] + " " + w[6] : "";
    return new StreamerElement(
        w[0],
        w[1],
        title,
        Integer.parseInt(w[2]),
        Integer.parseInt(w[3]),
        0,
        w[4].replace('_', ' '),
        versioned ? Integer.parseInt(w[5]) : 0,
        count,
        extra);
  }
}
