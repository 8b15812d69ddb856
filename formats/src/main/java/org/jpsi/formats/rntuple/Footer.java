package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.List;

/// Footer envelope: what was added to the schema while events were written, and where the page
/// lists are.
record Footer(long headerChecksum, Schema extension, List<ClusterGroup> groups) {
  static Footer read(EnvelopeInput b) {
    b.featureFlags();
    long headerChecksum = b.i64();
    EnvelopeInput.Frame record = b.record("schema extension");
    Schema extension = b.at() == record.end() ? Schema.EMPTY : Schema.read(b);
    b.leave(record);
    List<ClusterGroup> groups = new ArrayList<>();
    EnvelopeInput.Frame list = b.list("cluster groups");
    for (int i = 0; i < list.items(); i++) {
      EnvelopeInput.Frame frame = b.record("cluster group " + i);
      groups.add(ClusterGroup.read(b));
      b.leave(frame);
    }
    b.leave(list);
    return new Footer(headerChecksum, extension, List.copyOf(groups));
  }
}
