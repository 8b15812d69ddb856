package org.jpsi.core.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;

/// Train/validation/test split of several samples.
///
/// All events of a sample with an explicit part go to that part. The other samples of its group are
/// then split over the remaining parts only: if one sample holds the test events, the others train
/// and validate, in the ratio of their fractions. Where nothing is left for the validation of a
/// group, a tenth of its training events is set aside.
public final class SampleSplit {
  private static final double SET_ASIDE = 0.1;

  private final long seed;
  private final List<Split.Fractions> fractions;
  private final List<String> setAside;

  private SampleSplit(long seed, List<Split.Fractions> fractions, List<String> setAside) {
    this.seed = seed;
    this.fractions = fractions;
    this.setAside = setAside;
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
      fractions.add(member.part.map(SampleSplit::whole).orElseGet(() -> split.without(filled)));
    }
    Set<String> validated = new LinkedHashSet<>();
    Set<String> trained = new LinkedHashSet<>();
    for (int i = 0; i < members.size(); i++) {
      if (fractions.get(i).validation() > 0) {
        validated.add(members.get(i).group);
      }
      if (fractions.get(i).train() > 0) {
        trained.add(members.get(i).group);
      }
    }
    trained.removeAll(validated);
    for (int i = 0; i < members.size(); i++) {
      if (trained.contains(members.get(i).group)) {
        Split.Fractions all = fractions.get(i);
        double some = SET_ASIDE * all.train();
        fractions.set(i, new Split.Fractions(all.train() - some, some, all.test()));
      }
    }
    return new SampleSplit(seed, List.copyOf(fractions), List.copyOf(trained));
  }

  private static Split.Fractions whole(Part part) {
    return new Split.Fractions(
        part == Part.TRAIN ? 1 : 0, part == Part.VALIDATION ? 1 : 0, part == Part.TEST ? 1 : 0);
  }

  /// The groups of which a tenth of the training events is set aside for validation.
  public List<String> setAside() {
    return setAside;
  }

  /// The parts of the samples together that get events.
  public Set<Part> parts() {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    fractions.forEach(of -> parts.addAll(of.parts()));
    return parts;
  }

  /// The fractions of a sample: 1 for an explicit part.
  public Split.Fractions fractions(int sample) {
    return fractions.get(sample);
  }

  /// The part of one event.
  ///
  /// @param sample its index in the analysis file, from 0
  /// @param entry its index in the sample, over all its files, from 0
  public Part part(int sample, long entry) {
    return fractions.get(sample).part(seed, sample, entry);
  }

  /// The parts of `count` consecutive events, beginning with `entry`.
  public Part[] parts(int sample, long entry, int count) {
    return fractions.get(sample).parts(seed, sample, entry, count);
  }
}
