package org.jpsi.core.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jpsi.core.task.Part;

/// Parts of a dataset: all events, and which of them are for training, for validation and for the
/// test. The three are views: every event is held once.
public final class Parts {
  private final Dataset all;
  private final Part[] partOf;
  private final Map<Part, Dataset> views = new EnumMap<>(Part.class);

  private Parts(Dataset all, Part[] partOf) {
    this.all = all;
    this.partOf = partOf;
    for (Part part : Part.values()) {
      views.put(part, all.view(indices(part)));
    }
  }

  /// @param partOf the part of each event
  public static Parts of(Dataset all, Part[] partOf) {
    if (partOf.length != all.events()) {
      throw new IllegalArgumentException(
          "Parts: expected the part of each of "
              + (all.events() + " events, found " + partOf.length));
    }
    Part[] own = partOf.clone();
    for (Part part : own) {
      Objects.requireNonNull(part, "Parts: expected the part of each event");
    }
    return new Parts(all, own);
  }

  /// Training events followed by validation events, copied into one dataset.
  public static Parts of(Dataset train, Dataset validation) {
    Part[] partOf = new Part[train.events() + validation.events()];
    Arrays.fill(partOf, 0, train.events(), Part.TRAIN);
    Arrays.fill(partOf, train.events(), partOf.length, Part.VALIDATION);
    return new Parts(MemoryDataset.concat(train, validation), partOf);
  }

  /// All events.
  public Dataset all() {
    return all;
  }

  /// The part of an event.
  public Part partOf(int event) {
    return partOf[event];
  }

  /// The numbers of a part's events, ascending.
  public int[] indices(Part part) {
    return IntStream.range(0, partOf.length).filter(event -> partOf[event] == part).toArray();
  }

  /// The events of a part, in their order.
  public Dataset of(Part part) {
    return Objects.requireNonNull(views.get(part));
  }

  /// The training events.
  public Dataset train() {
    return of(Part.TRAIN);
  }

  /// The validation events.
  public Dataset validation() {
    return of(Part.VALIDATION);
  }

  /// The test events.
  public Dataset test() {
    return of(Part.TEST);
  }
}
