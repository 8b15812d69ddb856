package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.compression.RootCompression;
import org.jspecify.annotations.Nullable;

/// RNTuple of a file, opened for reading: its schema, and its clusters, whose page lists are read
/// when they are first needed.
public final class RNTuple {
  private final NtupleStorage file;
  private final BlockStorage storage;
  private final NtupleBudget budget;
  private final Header header;
  private final FieldTree tree;
  private final Schema schema;
  private final List<ClusterGroup> groups;
  private final @Nullable PageList[] lists;
  private final long entries;

  private RNTuple(
      NtupleStorage file, BlockStorage storage, NtupleBudget budget, Header header, Footer footer) {
    NtupleLocation location = storage.location().in("the header of RNTuple " + header.name());
    this.file = file;
    this.storage = storage;
    this.budget = budget;
    this.header = header;
    this.schema = header.schema().and(footer.extension());
    this.tree = new FieldTree(schema, location);
    this.groups = footer.groups();
    this.lists = new PageList[groups.size()];
    long next = 0;
    for (ClusterGroup group : groups) {
      if (group.first() != next
          || group.entries() < 0
          || group.entries() > Long.MAX_VALUE - next
          || group.clusters() < 0) {
        throw storage
            .location()
            .in("the footer of RNTuple " + header.name())
            .damaged(
                "has a cluster group of "
                    + group.entries()
                    + " entries from "
                    + group.first()
                    + " on, not from "
                    + next);
      }
      next += group.entries();
    }
    this.entries = next;
  }

  /// Reads the metadata of an RNTuple.
  ///
  /// @param anchor the record of the object of class ROOT::RNTuple, from its key on or without
  /// @param from where the object begins in it
  /// @param name by which the file knows it, for messages
  /// @throws org.jpsi.core.errors.InputException where they are damaged, or of another version
  public static RNTuple read(NtupleStorage file, byte[] anchor, int from, String name) {
    NtupleLocation location = new NtupleLocation(file.file(), "RNTuple " + name);
    Anchor found = Anchor.read(anchor, from, location);
    BlockStorage storage = new BlockStorage(file, found.maxKeySize());
    NtupleBudget budget = NtupleBudget.of(file.file(), file.size());
    Header header =
        Header.read(
            storage.envelope(
                found.header(), EnvelopeInput.HEADER, "the header of RNTuple " + name, budget));
    EnvelopeInput last =
        storage.envelope(
            found.footer(), EnvelopeInput.FOOTER, "the footer of RNTuple " + name, budget);
    Footer footer = Footer.read(last);
    if (footer.headerChecksum() != header.checksum()) {
      throw last.location().damaged("belongs to another header");
    }
    return new RNTuple(file, storage, budget, header, footer);
  }

  /// The title.
  public String description() {
    return header.description();
  }

  /// The number of entries (events).
  public long entries() {
    return entries;
  }

  /// The algorithm of the pages: `none`, `ZLIB`, ...; that of the first that is compressed, as
  /// short ones are not.
  public String compression() {
    List<ClusterPages> clusters = groups.isEmpty() ? List.of() : list(0).clusters();
    if (!clusters.isEmpty()) {
      ClusterPages cluster = clusters.getFirst();
      for (int c = 0; c < schema.columns().size(); c++) {
        for (int p = cluster.firstPage(c); p < cluster.endPage(c); p++) {
          long bits = (long) cluster.list().elements(p) * schema.columns().get(c).bits();
          Locator at = cluster.list().locator(p);
          if (at.bytes() != (bits + 7) / 8 && at.bytes() >= 2) {
            return RootCompression.name(file.read(at.offset(), 2, "page of column " + c), 0);
          }
        }
      }
    }
    return "none";
  }

  /// The events, as a source that closes the file.
  ///
  /// @param origin its name, for messages
  public EventSource source(String origin) {
    return new RNTupleSource(this, origin);
  }

  FieldTree tree() {
    return tree;
  }

  ColumnReaders readers() {
    return new ColumnReaders(storage, schema.columns());
  }

  /// All clusters.
  List<ClusterPages> clusters() {
    return clusters(0, entries);
  }

  /// The clusters with any of the entries `first` to `end - 1`, in order.
  List<ClusterPages> clusters(long first, long end) {
    List<ClusterPages> some = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      ClusterGroup group = groups.get(g);
      if (group.first() < end && group.first() + group.entries() > first) {
        for (ClusterPages cluster : list(g).clusters()) {
          if (cluster.first() < end && cluster.end() > first && cluster.entries() > 0) {
            some.add(cluster);
          }
        }
      }
    }
    return some;
  }

  private PageList list(int group) {
    PageList known = lists[group];
    if (known == null) {
      int number = 0;
      for (int g = 0; g < group; g++) {
        number += groups.get(g).clusters();
      }
      EnvelopeLink link = groups.get(group).pageList();
      String what = "page list " + group + " of RNTuple " + header.name();
      EnvelopeInput b = storage.envelope(link, EnvelopeInput.PAGE_LIST, what, budget);
      known = PageList.read(b, header, groups.get(group), number, budget);
      lists[group] = known;
    }
    return known;
  }

  void close() {
    file.close();
  }
}
