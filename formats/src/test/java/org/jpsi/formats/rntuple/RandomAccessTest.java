package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jpsi.core.events.EventSource;
import org.junit.jupiter.api.Test;

/// What is read of a file for some of its entries.
class RandomAccessTest {
  @Test
  void openingReadsHeaderAndFooterAlone() {
    RecordedStorage storage = RecordedStorage.of("zstd");
    assertThat(storage.ntuple().entries()).isEqualTo(100);
    assertThat(storage.reads())
        .containsExactly("the header of RNTuple nt", "the footer of RNTuple nt");
  }

  @Test
  void theLastEntriesCostOnePageListAndTheirPages() {
    RecordedStorage storage = RecordedStorage.of("zstd");
    try (EventSource source = storage.ntuple().source("nt")) {
      storage.reads();
      long opened = storage.bytes();
      assertThat(source.read(List.of("i32"), 97, 3).rows()).isEqualTo(3);
      assertThat(storage.reads())
          .containsExactly("page list 1 of RNTuple nt", "page 0 of column 6 in cluster 3");
      // of 10 integers of 4 bytes, with a checksum of 8
      int pages = 10 * 4 + 8;
      long list = storage.bytes() - opened - pages;
      assertThat(list).isPositive().isLessThan(storage.size() / 4);
      // once more, nothing is read but the page that was released
      source.read(List.of("i32"), 97, 3);
      assertThat(storage.reads()).containsExactly("page 0 of column 6 in cluster 3");
    }
    assertThat(storage.isClosed()).isTrue();
  }

  @Test
  void rangesThatEndWithinAPageReadItOnce() {
    RecordedStorage storage = RecordedStorage.of("none");
    EventSource source = storage.ntuple().source("nt");
    source.read(List.of("f"), 0, 1);
    storage.reads();
    for (int i = 1; i < 30; i++) {
      source.read(List.of("f"), i, 1);
    }
    List<String> reads = storage.reads();
    assertThat(reads).doesNotHaveDuplicates().hasSizeLessThan(29);
  }

  @Test
  void membersOfOneCollectionShareItsOffsets() {
    RecordedStorage storage = RecordedStorage.of("nested");
    EventSource source = storage.ntuple().source("nt");
    source.read(List.of("hits.x", "hits.e", "hits.n", "hits_x", "n_hits"), 0, 40);
    assertThat(storage.reads()).doesNotHaveDuplicates();
  }
}
