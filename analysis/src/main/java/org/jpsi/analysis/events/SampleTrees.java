package org.jpsi.analysis.events;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleFiles;
import org.jpsi.core.events.ColumnPaths;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.FileTree;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.jpsi.lab.sim.Generator;

/// Trees of the samples of an analysis, opened again once its events are known: what a model is
/// compared with is read block by block, and never held.
///
/// @param source the analysis with the full paths of its columns
/// @param given the events of the only sample, where a program gives them
public record SampleTrees(AnalysisWithSource source, Optional<Events> given, int threads) {
  /// Tree of a sample.
  ///
  /// @param number of it in the sample, from 0: that of the first of its sources
  /// @param first the number of its first entry, counted through all trees of the sample
  /// @param events all of them, as they are read
  public record Tree(int number, long first, Events events) {}

  public AnalysisFile analysis() {
    return source.analysis();
  }

  /// Opens a tree of an analysis.
  static EventSource open(AnalysisFile analysis, FileTree one) {
    CsvLayout layout =
        analysis.csv().header()
            ? CsvLayout.USUAL
            : CsvLayout.withoutHeader(analysis.csv().columns());
    return Tables.open(one.file(), one.tree().orElse(null), layout);
  }

  /// Opens the trees of a sample, one after the other, in the order in which they were first read.
  ///
  /// @return how many inputs the sample has, empty ones too
  public int of(int sample, Consumer<Tree> use) {
    return switch (analysis().samples().get(sample).source()) {
      case Sample.Generated generated -> {
        EventSource events =
            given.map(e -> e.sources().getFirst()).orElseGet(() -> generated(generated));
        use.accept(new Tree(0, 0, Events.of(coded().in(events))));
        yield 1;
      }
      case Sample.Given _ -> {
        Events events = coded().in(given.orElseThrow());
        use.accept(new Tree(0, 0, events));
        yield events.sources().size();
      }
      case Sample.Files files -> of(files, source.where("samples." + sample + ".files"), use);
    };
  }

  /// Opens the trees of files.
  ///
  /// @param where the location of their key, for messages
  /// @return how many files there are, empty ones too
  public int of(Sample.Files files, String where, Consumer<Tree> use) {
    CodedColumns coded = coded();
    long first = 0;
    int number = 0;
    List<FileTree> all = SampleFiles.find(where, files.paths(), source.folder(), files.tree());
    SampleFriends friends = SampleFriends.of(analysis(), files, where, source.folder(), all.size());
    for (FileTree one : all) {
      try (EventSource events = coded.in(friends.open(one, number))) {
        if (events.entries() > 0) {
          use.accept(new Tree(number, first, Events.of(events)));
        }
        first += events.entries();
        number++;
      }
    }
    return number;
  }

  /// The sum of the generator's weights of files that take the place of a sample's.
  ///
  /// @param where the location of their key, for messages
  double sumOfWeights(Sample.Files files, String where, Sample sample) {
    SumOfWeights sum = new SumOfWeights(where, sample, new ColumnPaths());
    for (FileTree one : SampleFiles.find(where, files.paths(), source.folder(), files.tree())) {
      try (EventSource raw = open(analysis(), one)) {
        sum.add(one, raw);
      }
    }
    return sum.value().orElseThrow();
  }

  /// Codes of missing values are replaced as where the samples were first read.
  private CodedColumns coded() {
    return new CodedColumns(source, new ColumnPaths());
  }

  private EventSource generated(Sample.Generated generated) {
    long seed = generated.seed().orElse(analysis().seed());
    Generator generator = Generator.of(generated.process(), seed).threads(threads);
    return EventSource.of(generator.table(generated.events()));
  }
}
