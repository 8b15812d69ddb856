package org.jpsi.formats.root;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.formats.root.Layout.LayoutMember;
import org.jspecify.annotations.Nullable;

/// The class layouts that a file brings along (its list of TStreamerInfo): a file of another
/// version of ROOT is read by them, not by what we believe of that version.
final class Streamers {
  /// Of ROOT 6.40, for what a file does not say.
  static final Streamers BUILT_IN = builtIn();

  private final Map<String, Map<Integer, Layout>> layouts = new HashMap<>();
  private final List<Layout> inOrder = new ArrayList<>();

  private Streamers() {}

  private void add(Layout layout) {
    layouts.computeIfAbsent(layout.name(), k -> new HashMap<>()).put(layout.version(), layout);
    inOrder.add(layout);
  }

  List<Layout> all() {
    return List.copyOf(inOrder);
  }

  /// The layout of this version of a class; null where nobody knows it.
  @Nullable Layout find(String className, int version) {
    Layout own = layouts.getOrDefault(className, Map.of()).get(version);
    return own != null || this == BUILT_IN ? own : BUILT_IN.find(className, version);
  }

  /// Reads the list (a TList of TStreamerInfo). Its own classes are the one thing that has to be
  /// known beforehand.
  static Streamers read(RootInput b) {
    Streamers streamers = new Streamers();
    Objects.Header list = Objects.header(b);
    Objects.tObject(b);
    b.string();
    int n = b.count(b.i32(), 5);
    for (int i = 0; i < n; i++) {
      Objects.Tagged item = Objects.tagged(b);
      if (item.className().equals("TStreamerInfo")) {
        streamers.add(info(b));
      }
      if (!item.className().isEmpty()) {
        b.to(item.end());
      }
      b.string(); // the option with which it is in the list
    }
    list.whole(b, "TList");
    return streamers;
  }

  private static Layout info(RootInput b) {
    Objects.header(b);
    String name = Objects.tNamed(b)[0];
    int checksum = b.i32();
    int version = b.i32();
    List<LayoutMember> members = new ArrayList<>();
    Objects.Tagged array = Objects.tagged(b);
    if (array.className().equals("TObjArray")) {
      Objects.Header header = Objects.header(b);
      Objects.tObject(b);
      b.string();
      int n = b.count(b.i32(), 4);
      b.i32();
      for (int i = 0; i < n; i++) {
        Objects.Tagged item = Objects.tagged(b);
        if (item.className().startsWith("TStreamer")) {
          members.add(member(b, item.className().substring("TStreamer".length())));
        }
        if (!item.className().isEmpty()) {
          b.to(item.end());
        }
      }
      header.whole(b, "TObjArray");
    }
    return new Layout(name, version, checksum, List.copyOf(members));
  }

  private static LayoutMember member(RootInput b, String kind) {
    Objects.header(b);
    Objects.Header element = Objects.header(b);
    String[] named = Objects.tNamed(b);
    int type = b.i32();
    int size = b.i32();
    int length = b.i32();
    b.i32();
    if (element.version() == 1) {
      b.skip(4L * b.count(b.i32(), 4));
    } else {
      b.skip(20);
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
    return new LayoutMember(
        kind, named[0], named[1], type, size, length, typeName, version, count, "");
  }

  private static Streamers builtIn() {
    Streamers streamers = new Streamers();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                java.util.Objects.requireNonNull(
                    Streamers.class.getResourceAsStream("layouts.txt")),
                StandardCharsets.UTF_8))) {
      String[] head = {};
      List<LayoutMember> members = new ArrayList<>();
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

  private void addFrom(String[] head, List<LayoutMember> members) {
    if (head.length > 0) {
      add(
          new Layout(
              head[1],
              Integer.parseInt(head[2]),
              Integer.parseUnsignedInt(head[3], 16),
              List.copyOf(members)));
    }
  }

  private static LayoutMember member(String[] w) {
    boolean arrow = w[w.length - 1].equals("->");
    boolean counted = w[0].equals("BasicPointer");
    String count = counted ? w[6] : "";
    String title = arrow ? "->" : counted ? "[" + count + "]" : "";
    boolean versioned = counted || w[0].equals("Base");
    String extra =
        counted ? w[7] : w[0].equals("Base") ? w[6] : w[0].equals("STL") ? w[5] + " " + w[6] : "";
    return new LayoutMember(
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
