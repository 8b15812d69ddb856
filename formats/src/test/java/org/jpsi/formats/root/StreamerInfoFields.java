package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;

/// The record of class layouts (a TList of TStreamerInfo) of a {@link SmallFile}, with a name for
/// every number.
final class StreamerInfoFields {
  private StreamerInfoFields() {}

  static void write(NamedBytes out, List<StreamerInfo> layouts) {
    out.key("infoKey", new Key(0, 0, 0, 1, out.at(), "TList", "StreamerInfo", ""), 0);
    int list = out.begin("info", 5);
    out.tObject();
    out.string("info.#name", "").number("info.#count", 4, layouts.size());
    for (int i = 0; i < layouts.size(); i++) {
      String name = "info[" + i + "]";
      int start = pointer(out, name, "TStreamerInfo");
      layout(out, name, layouts.get(i));
      endPointer(out, name, start);
      out.number(name + ".#option", 1, 0);
    }
    out.end("info", list);
    out.endRecord("infoKey");
  }

  private static int pointer(NamedBytes out, String name, String className) {
    int start = out.at();
    out.number(name + ".#pointer", 4, 0);
    out.tag(name, className);
    return start;
  }

  private static void endPointer(NamedBytes out, String name, int start) {
    out.set(name + ".#pointer", out.at() - start - 4 | 0x40000000);
  }

  private static void layout(NamedBytes out, String name, StreamerInfo layout) {
    int info = out.begin(name, 9);
    out.named(name, layout.name(), "");
    out.number(name + ".checksum", 4, layout.checksum());
    out.number(name + ".classVersion", 4, layout.version());
    String members = name + ".members";
    int start = pointer(out, members, "TObjArray");
    int array = out.begin(members, 3);
    out.tObject();
    out.string(members + ".#name", "");
    out.number(members + ".#count", 4, layout.members().size()).raw(0, 0, 0, 0);
    for (int i = 0; i < layout.members().size(); i++) {
      StreamerElement m = layout.members().get(i);
      String own = members + "[" + i + "]";
      int pointer = pointer(out, own, "TStreamer" + m.kind());
      member(out, own, m);
      endPointer(out, own, pointer);
    }
    out.end(members, array);
    endPointer(out, members, start);
    out.end(name, info);
  }

  private static void member(NamedBytes out, String name, StreamerElement m) {
    int own = out.begin(name, m.kind().equals("Base") ? 3 : 2);
    int element = out.begin(name + ".#element", 4);
    out.named(name, m.name(), m.title());
    out.number(name + ".type", 4, m.type()).number(name + ".size", 4, m.size());
    out.number(name + ".length", 4, m.length()).raw(new int[24]);
    out.string(name + ".typeName", m.typeName());
    out.end(name + ".#element", element);
    if (m.kind().equals("Base")) {
      out.number(name + ".baseVersion", 4, m.version());
    } else if (m.kind().equals("BasicPointer")) {
      out.number(name + ".countVersion", 4, m.version());
      out.string(name + ".count", m.count()).string(name + ".countClass", m.extra());
    }
    out.end(name, own);
  }
}
