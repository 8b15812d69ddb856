package org.jpsi.analysis.events;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleNormalization;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.ColumnPaths;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.formats.Tables;

/// Sum of the generator's weights of a sample that is normalized: of all its files, before any
/// selection.
final class SumOfWeights {
  private final String where;
  private final Optional<SampleNormalization.SumOfWeights> of;
  private final ColumnPaths paths;
  private final EventBlocks.RunningSum sum = new EventBlocks.RunningSum();
  private final Set<Path> files = new HashSet<>();

  /// @param where the sample has its key `sumw`, for messages
  /// @param paths of columns that are called by the last part of their names
  SumOfWeights(String where, Sample sample, ColumnPaths paths) {
    this.where = where;
    this.of = sample.normalization().map(SampleNormalization::sumw);
    this.paths = paths;
  }

  /// Adds a tree of the sample, which is in a file.
  ///
  /// @param events as they are in the file
  void add(FileTree file, EventSource events) {
    if (of.isEmpty() || !(of.get() instanceof SampleNormalization.SumOfWeights.Branch branch)) {
      return;
    }
    if (branch.tree().isEmpty()) {
      add(events);
    } else if (files.add(file.file())) {
      // of two trees of one file it is the same
      try (EventSource other = Tables.open(file.file(), branch.tree())) {
        add(branch.name(), other);
      }
    }
  }

  /// Adds events of the sample that are in no file.
  void add(EventSource events) {
    if (of.isPresent() && of.get() instanceof SampleNormalization.SumOfWeights.Branch branch) {
      if (!branch.tree().isEmpty()) {
        throw InputException.at(where)
            .expected("a number or a branch")
            .found("the tree " + branch.tree() + ", which generated events do not have")
            .exception();
      }
      add(branch.name(), events);
    }
  }

  private void add(String branch, EventSource events) {
    if (events.entries() == 0) {
      return;
    }
    String name = paths.path(branch, events);
    SourceColumns.require(List.of(name), events);
    for (EventBlock block : Events.of(events).blocks(name)) {
      NumberColumn values = block.table().numbers(name);
      for (int i = 0; i < values.rows(); i++) {
        sum.add(values.value(i));
      }
    }
  }

  /// The sum; empty where the sample is not normalized.
  ///
  /// @throws InputException where it is not a positive number
  OptionalDouble value() {
    if (of.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value =
        switch (of.get()) {
          case SampleNormalization.SumOfWeights.Given given -> given.value();
          case SampleNormalization.SumOfWeights.Branch _ -> sum.value();
        };
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw InputException.at(where)
          .expected("a sum of weights above 0, of all events of the sample")
          .found(Double.toString(value))
          .remedy("name the branch of the generator's weights, or say their sum as a number")
          .exception();
    }
    return OptionalDouble.of(value);
  }
}
