package org.jpsi.core.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;

/// Train/validation/test split of several samples.
///
/// All events of a sample with an explicit part go to that part. The other samples of its group are
/// then split over the remaining parts only: if one sample holds the test events, the others train
/// and validate, in the ratio of their fractions.
public final class SampleSplit {
  private final long seed;
  private final List<SplitMember> members;
  private final List<Split.Fractions> fractions;

  private SampleSplit(long seed, List<SplitMember> members, List<Split.Fractions> fractions) {
    this.seed = seed;
    this.members = members;
    this.fractions = fractions;
  }

  /// A sample's group and its explicit part, if any.
  ///
  /// @param group samples that are split together: those of one class, or all where a column holds
  ///   the class
  /// @param part the part of all its events, if given explicitly
  public record SplitMember(String group, Optional<Part> part) {}

  /// @param where the split is defined, for messages
  /// @param members in the order of the analysis file
  /// @throws InputException where no part is left for a sample without an explicit one
  public static SampleSplit of(
      String where, Split.Fractions split, long seed, List<SplitMember> members) {
    List<Split.Fractions> fractions = new ArrayList<>();
    for (SplitMember member : members) {
      EnumSet<Part> filled = EnumSet.noneOf(Part.class);
      for (SplitMember other : members) {
        if (other.group.equals(member.group)) {
          other.part.ifPresent(filled::add);
        }
      }
      boolean left = split.parts().stream().anyMatch(part -> !filled.contains(part));
      if (member.part.isEmpty() && !left) {
        throw InputException.at(where)
            .expected("a part left for the samples without `part:`")
            .found("all filled by samples with one")
            .remedy("give these samples a `part:` too")
            .exception();
      }
      fractions.add(left ? split.without(filled) : split);
    }
    return new SampleSplit(seed, List.copyOf(members), List.copyOf(fractions));
  }

  /// The part of one event.
  ///
  /// @param sample its index in the analysis file, from 0
  /// @param entry its index in the sample, over all its files, from 0
  public Part part(int sample, long entry) {
    return members
        .get(sample)
        .part
        .orElseGet(() -> fractions.get(sample).part(seed, sample, entry));
  }

  /// The parts of `count` consecutive events, beginning with `entry`.
  public Part[] parts(int sample, long entry, int count) {
    Optional<Part> own = members.get(sample).part;
    if (own.isEmpty()) {
      return fractions.get(sample).parts(seed, sample, entry, count);
    }
    Part[] parts = new Part[count];
    java.util.Arrays.fill(parts, own.get());
    return parts;
  }
}
