package org.jpsi.formats.root;

import java.util.List;
import org.jpsi.formats.root.StreamerInfo.StreamerElement;

/// Record of streamer infos that every ROOT file has, so that any version of ROOT can read it.
final class StreamerInfoRecord {
  private StreamerInfoRecord() {}

  static void write(RootOutput out, List<StreamerInfo> layouts) {
    int list = out.begin(5);
    out.object().string("").i32(layouts.size());
    for (StreamerInfo layout : layouts) {
      int pointer = out.pointer("TStreamerInfo");
      int info = out.begin(9);
      out.named(layout.name(), "").i32(layout.checksum()).i32(layout.version());
      int elements = out.pointer("TObjArray");
      int array = out.array(layout.members().size());
      for (StreamerElement member : layout.members()) {
        int element = out.pointer("TStreamer" + member.kind());
        member(out, member);
        out.end(element);
      }
      out.end(array);
      out.end(elements);
      out.end(info);
      out.end(pointer);
      out.i8(0);
    }
    out.end(list);
  }

  private static void member(RootOutput out, StreamerElement m) {
    boolean base = m.kind().equals("Base");
    boolean stl = m.kind().equals("STL");
    int own = out.begin(base || stl ? 3 : 2);
    int element = out.begin(4);
    out.named(m.name(), m.title()).i32(m.type()).i32(m.size()).i32(0).i32(0);
    // ROOT keeps the checksum of a base in an index of the array that a base never is
    out.i32(0).i32(base ? Integer.parseUnsignedInt(m.extra(), 16) : 0).i32(0).i32(0).i32(0);
    out.string(m.typeName());
    out.end(element);
    if (base) {
      out.i32(m.version());
    } else if (m.kind().equals("BasicPointer")) {
      out.i32(m.version()).string(m.count()).string(m.extra());
    } else if (stl) {
      String[] types = m.extra().split(" ");
      out.i32(Integer.parseInt(types[0])).i32(Integer.parseInt(types[1]));
    }
    out.end(own);
  }
}
