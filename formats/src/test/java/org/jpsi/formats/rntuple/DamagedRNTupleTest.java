package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RNTuples that are damaged, with checksums that are right again where they would hide it.
class DamagedRNTupleTest {
  private static final int HEADER = 0;
  private static final int FOOTER = 3;

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable read) {
    return assertThatThrownBy(read).isInstanceOf(InputException.class);
  }

  private static void readAll(RecordedStorage storage) {
    EventSource source = storage.ntuple().source("nt");
    source.clusters();
    source.read(source.columns().stream().map(Column::name).toList());
  }

  private static long length(RecordedStorage storage, int envelope) {
    return storage.seek(envelope + 1);
  }

  private static RecordedStorage sealed(RecordedStorage storage, int envelope) {
    return storage.seal(storage.seek(envelope), length(storage, envelope));
  }

  @Test
  void aFlippedBitInAnyPageIsFoundByItsChecksum() {
    RecordedStorage sound = RecordedStorage.of("none");
    readAll(sound);
    // page 0 of column 0 is the first that was written
    RecordedStorage storage = RecordedStorage.of("none");
    int found = 0;
    for (int at = 300; at < storage.seek(FOOTER) - 2000; at += 97) {
      storage.data()[at] ^= 4;
      try {
        readAll(storage);
      } catch (InputException damaged) {
        assertThat(damaged.message()).contains("has a wrong checksum");
        found++;
      }
      storage.data()[at] ^= 4;
    }
    assertThat(found).isGreaterThan(40);
  }

  @ParameterizedTest
  @CsvSource({
    "0, the header of RNTuple nt has a wrong checksum",
    "3, the footer of RNTuple nt has a wrong checksum"
  })
  void aFlippedBitInAnEnvelopeIsFoundByItsChecksum(int envelope, String message) {
    RecordedStorage storage = RecordedStorage.of("none");
    storage.data()[(int) storage.seek(envelope) + 40] ^= 1;
    refused(storage::ntuple)
        .hasMessage(
            "[recorded.root] the file is damaged: "
                + message
                + "; get the file again; it may have been cut short while it was copied");
  }

  @Test
  void anAnchorIsReadByItsChecksumAndVersion() {
    RecordedStorage flipped = RecordedStorage.of("none");
    flipped.data()[flipped.anchor() + 20] ^= 1;
    refused(flipped::ntuple).hasMessageContaining("damaged: RNTuple nt has a wrong checksum");

    RecordedStorage early = RecordedStorage.of("none");
    int anchor = early.anchor();
    early.data()[anchor + 7] = 0;
    ByteBuffer.wrap(early.data()).putLong(anchor + 70, Xxh3.hash64(early.data(), anchor + 6, 64));
    refused(() -> RNTuple.read(early, early.data(), anchor, "nt"))
        .hasMessage(
            "[recorded.root] cannot read RNTuple nt: it is of epoch 0, and RNTuples of version 1"
                + " alone are read (ROOT 6.34 or later); write the events as another RNTuple of"
                + " version 1, or as a TTree");
    refused(() -> RNTuple.read(early, new byte[60], 0, "nt")).hasMessageContaining("60 bytes");
    refused(() -> RNTuple.read(early, new byte[100], 0, "nt"))
        .hasMessageContaining("has -2 bytes of fields");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9999999, is beyond the end of the file",
    "0, -1, is beyond the end of the file",
    "1, 5, cannot be decompressed: ends too early",
    "1, -1, claims -1 bytes",
    "2, 15, claims 15 bytes",
    "2, 4611686018427387904, claims 4611686018427387904 bytes"
  })
  void anAnchorMayPointAnywhere(int index, long value, String message) {
    RecordedStorage storage = RecordedStorage.of("none").set(index, value);
    refused(storage::ntuple).hasMessageContaining(message);
  }

  @Test
  void envelopesSayWhatTheyAreAndBelongTogether() {
    RecordedStorage storage = RecordedStorage.of("none");
    int header = (int) storage.seek(HEADER);
    storage.data()[header] = 2;
    refused(sealed(storage, HEADER)::ntuple)
        .hasMessageContaining("is an envelope of type 2, not 1");
    storage.data()[header] = 1;
    storage.data()[header + 2] ^= 1;
    refused(sealed(storage, HEADER)::ntuple).hasMessageContaining(" bytes, and has ");
    storage.data()[header + 2] ^= 1;
    storage.data()[header + 8] = 1;
    refused(sealed(storage, HEADER)::ntuple)
        .hasMessageContaining("needs a newer reader (feature flags 0x1)");
    storage.data()[header + 8] = 0;
    // the title, so that the header is sound and another
    storage.data()[header + 30] ^= 1;
    refused(sealed(storage, HEADER)::ntuple)
        .hasMessageContaining("the footer of RNTuple nt belongs to another header");
  }

  @Test
  void clusterGroupsFollowOneAnother() {
    RecordedStorage storage = RecordedStorage.of("none");
    ByteBuffer b = storage.little();
    int footer = (int) storage.seek(FOOTER);
    int extension = footer + 24;
    // the list's frame, then that of the first group
    int group = extension + (int) b.getLong(extension) + 12 + 8;
    assertThat(b.getLong(group + 8)).isEqualTo(60);
    b.putLong(group + 8, 59);
    refused(sealed(storage, FOOTER)::ntuple)
        .hasMessageContaining("has a cluster group of 40 entries from 60 on, not from 59");
    b.putLong(group + 8, 60).putInt(group + 16, 3);
    refused(() -> readAll(sealed(storage, FOOTER)))
        .hasMessageContaining("page list 0 of RNTuple nt has 2 clusters, and its group 3");
    b.putInt(group + 16, 2).putInt(group + 28, 0x82000010);
    refused(sealed(storage, FOOTER)::ntuple)
        .hasMessageContaining("has a locator of type 126, which only other storage has");
  }

  @Test
  void framesEndWithinTheirEnvelope() {
    RecordedStorage storage = RecordedStorage.of("none");
    ByteBuffer b = storage.little();
    int extension = (int) storage.seek(FOOTER) + 24;
    long length = b.getLong(extension);
    for (long wrong : new long[] {7, 1L << 40, Long.MAX_VALUE}) {
      b.putLong(extension, wrong);
      refused(sealed(storage, FOOTER)::ntuple)
          .hasMessageContaining("has a frame of " + wrong + " bytes for schema extension");
    }
    b.putLong(extension, -length);
    refused(sealed(storage, FOOTER)::ntuple)
        .hasMessageContaining("has a list in the place of schema extension");
    int groups = extension + (int) length;
    b.putLong(extension, length).putInt(groups + 8, Integer.MAX_VALUE);
    refused(sealed(storage, FOOTER)::ntuple)
        .hasMessageContaining("claims 2147483647 cluster groups");
  }

  @Test
  void aFieldThatIsWithinALaterOneIsRefused() {
    List<FieldDescription> fields = List.of(field(1, 2, "a"), field(0, 2, "b"));
    NtupleLocation location = new NtupleLocation("f.root", "the header");
    refused(() -> new FieldTree(new Schema(fields, List.of(), List.of()), location))
        .hasMessageContaining("the header has field 0 within field 1");
    ColumnDescription column = new ColumnDescription(3, 8, 7, 0, 0, 0, 0, 0);
    refused(() ->
            new FieldTree(
                new Schema(List.of(field(0, 0, "a")), List.of(column), List.of()), location))
        .hasMessageContaining("has a column of field 7");
    refused(() ->
            new FieldTree(
                new Schema(List.of(field(0, 0, "a")), List.of(), List.of(new AliasColumn(1, 0))),
                location))
        .hasMessageContaining("has an alias of column 1");
  }

  private static FieldDescription field(int parent, int role, String name) {
    return new FieldDescription(0, 0, parent, role, 0, name, "T", "", "", 0, 0, 0);
  }
}
