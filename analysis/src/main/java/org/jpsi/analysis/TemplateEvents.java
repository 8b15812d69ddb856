package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.analysis.comparison.ComparedRun;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ConfusionMatrix;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Task;

/// Events of a run that templates of its score are made of: its test events (of folds, all) sample
/// by sample, as they are and as the variations have them, with weights that are scaled to the
/// whole sample.
///
/// Of several classes there is a channel for each: an event is in that of its most probable class,
/// so that no event is in two and a fit may multiply their likelihoods; its score is the
/// probability of this class.
///
/// @param name of the analysis
/// @param yields whether its weights are said to be expected numbers of events
/// @param channels their names; of a signal against a background one
/// @param least the least score there can be: 1 / n of the most probable of n classes, else 0
/// @param samples those of a sample and a class each, such that have events
/// @param shifts of the variations
/// @param data scores of the measured events, where they are asked for
/// @param notes what is to be said of them
public record TemplateEvents(
    String name,
    boolean yields,
    List<String> channels,
    double least,
    List<SampleEvents> samples,
    List<ShiftedEvents> shifts,
    Optional<ChannelScores> data,
    List<String> notes) {
  /// Name of the channel of a signal against a background.
  public static final String CHANNEL = "score";

  /// Scores of events in their channels.
  ///
  /// @param channel of each event, an index of {@link TemplateEvents#channels()}
  /// @param score of each event in it
  public record ChannelScores(int[] channel, double[] score) {
    /// @param scores of events, `[outputs][events]`: probabilities
    static ChannelScores of(double[][] scores) {
      if (scores.length == 1) {
        return new ChannelScores(new int[scores[0].length], scores[0]);
      }
      int[] most = ConfusionMatrix.argmax(scores);
      double[] score = new double[most.length];
      // rounded to float32, it may be below what it can be
      Arrays.setAll(score, i -> Math.max(scores[most[i]][i], 1.0 / scores.length));
      return new ChannelScores(most, score);
    }

    /// Those of some events.
    ChannelScores of(int[] events) {
      return new ChannelScores(
          Arrays.stream(events).map(i -> channel[i]).toArray(),
          Arrays.stream(events).mapToDouble(i -> score[i]).toArray());
    }
  }

  /// Events of one sample and class.
  ///
  /// @param signal whether they are signal
  /// @param weight of each event, scaled
  public record SampleEvents(String name, boolean signal, ChannelScores scores, double[] weight) {}

  /// Events with a shift.
  ///
  /// @param variation its name
  /// @param direction `up` or `down`; empty where it has one direction alone
  /// @param samples by their number among those of the run; of a sample that is not varied none
  public record ShiftedEvents(
      String variation, String direction, Map<Integer, SampleEvents> samples) {}

  /// What is asked for.
  ///
  /// @param run the run folder
  /// @param signal the classes that are signal, of a run of several classes
  /// @param fitted whether a signal is needed
  /// @param unblind whether the measured events of the analysis are scored
  public record Request(Path run, List<String> signal, boolean fitted, boolean unblind) {}

  /// Reads the events of a run again.
  ///
  /// @throws InputException where it is no run of classes, or its events are not those that it was
  ///   trained on
  public static TemplateEvents read(Request request, int threads, ProgressListener progress) {
    Path run = request.run();
    ComparedRun read = ComparedRun.read(run);
    Set<Integer> signal = signal(request, read.task());
    // nothing is trained: weights are those of the events
    AnalysisWithSource source =
        AnalysisReader.read(run.resolve(RunFolder.ANALYSIS), List.of("negativeWeights="));
    if (request.unblind() && source.analysis().data().isEmpty()) {
      throw InputException.at("--unblind")
          .expected("an analysis with measured events, `data:`")
          .found("none in " + run)
          .remedy("leave it out, for the background that is expected")
          .exception();
    }
    if (!source.analysis().features().parameters().isEmpty()
        && (request.unblind() || !source.analysis().variations().isEmpty())) {
      throw InputException.at(source.where("parameters"))
          .expected("no variations and no data beside `parameters:`, for templates")
          .found("templates of a score at drawn values")
          .remedy(
              "score data by `jpsi apply --at`; the run has figures of variations at each point")
          .exception();
    }
    PreparedTraining training =
        TrainService.prepare(source, threads, progress, new Warnings(ProgressListener.SILENT))
            .withoutFeatures();
    PreparedTraining tested =
        training.folds().isEmpty()
            ? training
            : training.pooled(
                training.preprocessing().features(),
                training.digest(),
                training.prepared().events().groups());
    return new TemplateReader(read, tested, signal, ThreadPool.of(threads), progress)
        .all(request.unblind());
  }

  /// The classes that are signal, by their indices.
  private static Set<Integer> signal(Request request, Task task) {
    if (task instanceof Task.Regression) {
      throw InputException.at(request.run().toString())
          .expected("a run of classes, whose score has templates")
          .found("a regression")
          .exception();
    }
    List<String> classes = task.classNames();
    if (task instanceof Task.Binary binary) {
      if (!request.signal().isEmpty() && !request.signal().equals(List.of(binary.signal()))) {
        throw InputException.at("--signal")
            .expected(binary.signal() + ", the signal of the run")
            .found(String.join(", ", request.signal()))
            .remedy("leave it out")
            .exception();
      }
      return Set.of(Task.Binary.SIGNAL);
    }
    Set<Integer> signal = new LinkedHashSet<>();
    for (String name : request.signal()) {
      if (!classes.contains(name)) {
        throw InputException.at("--signal")
            .expected("a class of the run: " + String.join(", ", classes))
            .found(name)
            .nearest(name, classes)
            .exception();
      }
      signal.add(classes.indexOf(name));
    }
    if (request.fitted() && signal.isEmpty()) {
      throw InputException.at("--signal")
          .expected("the class whose yield is fitted: " + String.join(", ", classes))
          .found("none, in a run of several classes")
          .remedy("name it, as --signal " + classes.getFirst() + ", or ask for histograms alone")
          .exception();
    }
    return signal;
  }
}
