package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.SampleSplit;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Assignment of the selected events to parts, as `split` says it, with notes of what is unusual:
/// events that are dealt exactly since there are few, a validation part that is set aside, few or
/// uneven groups.
public final class PartAssignment {
  private static final int FEW_GROUPS = 10;
  private static final int NAMED = 5;

  private final AnalysisWithSource source;
  private final AnalysisFile file;
  private final List<SampleReader.LoadedSample> samples;
  private final ClassLabels classes;
  private final Warnings warnings;

  PartAssignment(
      AnalysisWithSource source,
      List<SampleReader.LoadedSample> samples,
      ClassLabels classes,
      Warnings warnings) {
    this.source = source;
    this.file = source.analysis();
    this.samples = samples;
    this.classes = classes;
    this.warnings = warnings;
  }

  /// Parts of the events.
  ///
  /// @param groups values of `split.by`, where there is one: events of equal value belong together
  record AssignedParts(Part[] parts, Optional<long[]> groups) {}

  /// The part of each event.
  ///
  /// @param by whose value decides; where there is none, each event has a number of its own
  AssignedParts parts(Optional<Expression> by) {
    SampleSplit split = sampleSplit(source);
    if (!split.setAside().isEmpty()) {
      String of = String.join(", ", split.setAside());
      warnings.add(
          "no events are for validation: a tenth of the training events"
              + (of.isEmpty() ? "" : " of " + of)
              + " is set aside for it");
    }
    return by.map(value -> byGroup(split, value))
        .orElseGet(() -> new AssignedParts(byEntry(split), Optional.empty()));
  }

  /// The split of the samples of an analysis.
  public static SampleSplit sampleSplit(AnalysisWithSource source) {
    AnalysisFile file = source.analysis();
    List<SampleSplit.SplitMember> members = new ArrayList<>();
    for (Sample sample : file.samples()) {
      members.add(new SampleSplit.SplitMember(sample.className(), sample.part()));
    }
    return SampleSplit.of(source.where("split"), file.split().fractions(), file.seed(), members);
  }

  private Part[] byEntry(SampleSplit split) {
    Part[] parts = new Part[classes.of().length];
    List<String> dealt = new ArrayList<>();
    int first = 0;
    for (int s = 0; s < samples.size(); s++) {
      Split.Fractions fractions = split.fractions(s);
      long[] numbers = samples.get(s).numbers();
      int[][] rowsOf = rowsByClass(first, numbers.length);
      for (int c = 0; c < rowsOf.length; c++) {
        int[] rows = rowsOf[c];
        long[] entries = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
          entries[i] = numbers[rows[i] - first];
        }
        Part[] own = fractions.deal(file.seed(), s, entries);
        boolean exact = false;
        for (int i = 0; i < rows.length; i++) {
          parts[rows[i]] = own[i];
          exact |= own[i] != split.part(s, entries[i]);
        }
        if (exact) {
          dealt.add(name(s, c) + ": " + counts(own, fractions));
        }
      }
      first += numbers.length;
    }
    if (!dealt.isEmpty()) {
      int shown = Math.min(NAMED, dealt.size());
      warnings.add(
          "few events, dealt exactly into the parts: "
              + String.join("; ", dealt.subList(0, shown))
              + (shown < dealt.size() ? "; and " + (dealt.size() - shown) + " more samples" : ""));
    }
    return parts;
  }

  private int[][] rowsByClass(int first, int count) {
    int[] counts = new int[classes.names().size()];
    for (int row = first; row < first + count; row++) {
      counts[classes.of()[row]]++;
    }
    int[][] rows = new int[counts.length][];
    Arrays.setAll(rows, c -> new int[counts[c]]);
    Arrays.fill(counts, 0);
    for (int row = first; row < first + count; row++) {
      int c = classes.of()[row];
      rows[c][counts[c]++] = row;
    }
    return rows;
  }

  private String name(int sample, int classIndex) {
    String of = classes.names().get(classIndex);
    String number = "sample " + (sample + 1);
    return of.isEmpty() ? number : samples.size() == 1 ? of : number + ", " + of;
  }

  private static String counts(Part[] own, Split.Fractions fractions) {
    Map<Part, Integer> counts = new EnumMap<>(Part.class);
    fractions.parts().forEach(part -> counts.put(part, 0));
    for (Part part : own) {
      counts.merge(part, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(part -> part.getKey().id() + " " + part.getValue())
        .collect(Collectors.joining(", "));
  }

  private AssignedParts byGroup(SampleSplit split, Expression by) {
    long[] keys = new long[classes.of().length];
    Part[] parts = new Part[keys.length];
    boolean fixed = false;
    boolean text = by.isText(samples.getFirst().table());
    int at = 0;
    for (int s = 0; s < samples.size(); s++) {
      Table table = samples.get(s).table();
      if (by.isText(table) != text) {
        throw InputException.at(table.origin())
            .expected("`" + by + "` as " + (text ? "text" : "numbers") + ", as in the first sample")
            .found(text ? "numbers" : "text")
            .remedy("split by what is of one type in all samples")
            .exception();
      }
      long[] own = keys(source, by, table);
      fixed |= !split.fractions(s).equals(split.fractions(0));
      for (long key : own) {
        keys[at] = key;
        parts[at++] = split.fractions(s).partBy(file.seed(), key);
      }
    }
    noteSizes(by, keys);
    if (fixed) {
      noteTorn(by, keys, parts);
    }
    return new AssignedParts(parts, Optional.of(keys));
  }

  /// The key of each event by the value of an expression.
  public static long[] keys(AnalysisWithSource source, Expression by, Table table) {
    return by.isText(table)
        ? Arrays.stream(by.labels(table)).mapToLong(Split::key).toArray()
        : numbers(source, by, table);
  }

  private static long[] numbers(AnalysisWithSource source, Expression by, Table table) {
    NumberColumn values = by.evaluateColumn("split.by", "", table);
    long[] keys = new long[values.rows()];
    for (int i = 0; i < keys.length; i++) {
      if (Double.isNaN(values.value(i))) {
        throw InputException.at(source.where("split"))
            .expected("a value of `" + by + "` for every event")
            .found("NaN at entry " + table.entry(i) + " of " + table.origin())
            .remedy("exclude such events with `select:`, or split by another column")
            .exception();
      }
      keys[i] = Split.key(values, i);
    }
    return keys;
  }

  private void noteSizes(Expression by, long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int groups = 0;
    int largest = 0;
    int begin = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[begin]) {
        groups++;
        largest = Math.max(largest, i - begin);
        begin = i;
      }
    }
    boolean uneven = groups > 1 && largest > keys.length / 2;
    if (groups < FEW_GROUPS || uneven) {
      warnings.add(
          "`"
              + by
              + "` has "
              + groups
              + (groups == 1 ? " value" : " different values")
              + (uneven ? ", one of which is of " + largest + " of " + keys.length + " events" : "")
              + ": parts that keep them together cannot have the fractions of `split`");
    }
  }

  private void noteTorn(Expression by, long[] keys, Part[] parts) {
    Map<Long, Part> partOf = new HashMap<>();
    long torn =
        IntStream.range(0, keys.length)
            .filter(i -> {
              Part before = partOf.putIfAbsent(keys[i], parts[i]);
              return before != null && before != parts[i];
            })
            .mapToLong(i -> keys[i])
            .distinct()
            .count();
    if (torn > 0) {
      warnings.add(
          torn
              + (torn == 1 ? " value" : " values")
              + " of `"
              + by
              + "` "
              + (torn == 1 ? "is" : "are")
              + " in more than one part, since `part:` of some samples says so");
    }
  }
}
