package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.comparison.ComparedRun;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.analysis.file.Variation;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.UnitEvents;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Events of a run that templates of its score are made of: its test events (of folds, all) sample
/// by sample, as they are and as the variations have them, with weights that are scaled to the
/// whole sample.
///
/// @param name of the analysis
/// @param yields whether its weights are said to be expected numbers of events
/// @param samples those of a sample and a class each, such that have events
/// @param shifts of the variations
/// @param data scores of the measured events, where they are asked for
/// @param notes what is to be said of them
public record TemplateEvents(
    String name,
    boolean yields,
    List<SampleEvents> samples,
    List<ShiftedEvents> shifts,
    Optional<double[]> data,
    List<String> notes) {
  /// Events of one sample and class.
  ///
  /// @param signal whether they are signal
  /// @param score probability of signal
  /// @param weight of each event, scaled
  public record SampleEvents(String name, boolean signal, double[] score, double[] weight) {}

  /// Events with a shift.
  ///
  /// @param variation its name
  /// @param direction `up` or `down`; empty where it has one direction alone
  /// @param samples by their number among those of the run; of a sample that is not varied none
  public record ShiftedEvents(
      String variation, String direction, Map<Integer, SampleEvents> samples) {}

  /// Reads the events of a run again.
  ///
  /// @param unblind whether the measured events of the analysis are scored
  /// @throws InputException where it is no run of a signal against a background, or its events are
  ///   not those that it was trained on
  public static TemplateEvents read(
      Path run, boolean unblind, int threads, ProgressListener progress) {
    ComparedRun read = ComparedRun.read(run);
    if (!(read.task() instanceof Task.Binary)) {
      throw InputException.at(run.toString())
          .expected("a run of a signal against a background, whose score has templates")
          .found(read.task().classNames().isEmpty() ? "a regression" : "several classes")
          .remedy("name the signal in the analysis, with `signal:`")
          .exception();
    }
    // nothing is trained: weights are those of the events
    AnalysisWithSource source =
        AnalysisReader.read(run.resolve(RunFolder.ANALYSIS), List.of("negativeWeights="));
    AnalysisFile analysis = source.analysis();
    if (unblind && analysis.data().isEmpty()) {
      throw InputException.at("--unblind")
          .expected("an analysis with measured events, `data:`")
          .found("none in " + run)
          .remedy("leave it out, for the background that is expected")
          .exception();
    }
    if (analysis.folds().isPresent() && !analysis.variations().isEmpty()) {
      throw InputException.at(source.where("variations"))
          .expected("no variations beside `folds:`, for templates")
          .found("both")
          .remedy("train with `split:`")
          .exception();
    }
    if (!analysis.features().parameters().isEmpty()
        && (unblind || !analysis.variations().isEmpty())) {
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
    return new Reader(run, read, training, ThreadPool.of(threads), progress).all(unblind);
  }

  /// Reader of the events of a run.
  private static final class Reader {
    private final Path run;
    private final ComparedRun read;
    private final PreparedTraining training;
    private final ThreadPool pool;
    private final ProgressListener progress;
    private final EventSet events;
    private final int classes;
    private final List<String> notes = new ArrayList<>();

    Reader(
        Path run,
        ComparedRun read,
        PreparedTraining training,
        ThreadPool pool,
        ProgressListener progress) {
      this.run = run;
      this.read = read;
      this.training = training;
      this.pool = pool;
      this.progress = progress;
      EventSet all = training.prepared().events();
      events = all.foldOf().isPresent() ? all.in(Part.TEST, all.groups()) : all;
      classes = events.classes().size();
    }

    TemplateEvents all(boolean unblind) {
      double[] scores = scores();
      int[] rows = events.rowIndices(Part.TEST);
      int[] group = groups(rows);
      double[] factors = factors();
      List<Integer> filled = Arrays.stream(groups(all())).distinct().sorted().boxed().toList();
      List<SampleEvents> samples = new ArrayList<>();
      for (int g : filled) {
        int[] own = IntStream.range(0, rows.length).filter(i -> group[i] == g).toArray();
        samples.add(
            new SampleEvents(
                name(g),
                g % classes == Task.Binary.SIGNAL,
                Arrays.stream(own).mapToDouble(i -> scores[i]).toArray(),
                Arrays.stream(own)
                    .mapToDouble(i -> events.weight()[rows[i]] * factors[g])
                    .toArray()));
      }
      AnalysisFile analysis = training.trees().analysis();
      return new TemplateEvents(
          analysis.name(),
          analysis.yields() || analysis.luminosity().isPresent(),
          samples,
          shifts(scores, filled, factors),
          unblind ? Optional.of(measured(analysis.data().orElseThrow())) : Optional.empty(),
          List.copyOf(notes));
    }

    private int[] all() {
      return IntStream.range(0, events.events()).toArray();
    }

    /// The scores of the test events, as the run has written them.
    private double[] scores() {
      Table table = read.scores();
      int[] rows = events.rowIndices(Part.TEST);
      boolean same = table.rows() == rows.length;
      NumberColumn input = table.numbers("input");
      NumberColumn entry = table.numbers("entry");
      for (int i = 0; same && i < rows.length; i++) {
        same =
            input.value(i) == events.input()[rows[i]] && entry.value(i) == events.entry()[rows[i]];
      }
      if (!same) {
        throw InputException.at(table.origin())
            .expected("the scores of the test events of the analysis")
            .found("those of others: its files have changed since")
            .remedy("train it again")
            .exception();
      }
      return table.numbers(training.task().scoreNames().getFirst()).toDoubles();
    }

    /// Of each event the group: its sample and class.
    private int[] groups(int[] rows) {
      int[] group = events.samplesOf(rows);
      for (int i = 0; i < rows.length; i++) {
        group[i] = group[i] * classes + events.classOf()[rows[i]];
      }
      return group;
    }

    /// Factors from the test events of a group to the whole of it; those of its class where its
    /// test events have no sum of the same sign.
    private double[] factors() {
      int groups = events.samples().size() * classes;
      int[] all = groups(all());
      double[] whole = sums(all, groups, all());
      int[] rows = events.rowIndices(Part.TEST);
      double[] test = sums(groups(rows), groups, rows);
      double[] byClass = TestFactors.of(events);
      double[] factors = new double[groups];
      for (int g = 0; g < groups; g++) {
        factors[g] = whole[g] / test[g];
        if (!(factors[g] > 0 && factors[g] < Double.POSITIVE_INFINITY)) {
          factors[g] = byClass[g % classes];
          if (whole[g] != 0) {
            notes.add(
                name(g)
                    + " is scaled from its test events as its class is: by itself it has no sum of"
                    + " weights of the same sign there");
          }
        }
      }
      return factors;
    }

    private double[] sums(int[] group, int groups, int[] rows) {
      double[] sums = new double[groups];
      for (int g = 0; g < groups; g++) {
        int of = g;
        sums[g] = EventBlocks.sum(rows.length, i -> group[i] == of ? events.weight()[rows[i]] : 0);
      }
      return sums;
    }

    private String name(int group) {
      String sample = events.samples().get(group / classes).name();
      String className = events.classes().get(group % classes);
      return !training.trees().analysis().samples().get(group / classes).className().isEmpty()
          ? sample
          : events.samples().size() == 1 ? className : sample + " " + className;
    }

    private List<ShiftedEvents> shifts(double[] scores, List<Integer> filled, double[] factors) {
      List<ShiftedEvents> all = new ArrayList<>();
      Model model = ModelFile.read(run.resolve(RunFolder.MODEL));
      VariedTestEvents test = new VariedTestEvents(training, model, scores, pool, Optional.empty());
      for (Variation.Shift shift : VariedEvents.shifts(training.trees().analysis())) {
        progress.stage("variation " + shift.name());
        VariedEvents varied = new VariedEvents(training.trees(), shift);
        Map<Integer, SampleEvents> samples = new LinkedHashMap<>();
        for (int s = 0; s < events.samples().size(); s++) {
          if (varied.affects(s)) {
            int sample = s;
            UnitEvents found = test.of(varied, of -> of == sample);
            for (int c = 0; c < classes; c++) {
              int g = s * classes + c;
              int at = filled.indexOf(g);
              if (at >= 0) {
                samples.put(at, of(found, g, factors[g]));
              }
            }
          }
        }
        int colon = shift.name().indexOf(':');
        all.add(
            new ShiftedEvents(
                colon < 0 ? shift.name() : shift.name().substring(0, colon),
                colon < 0 ? "" : shift.name().substring(colon + 1),
                samples));
      }
      return all;
    }

    private SampleEvents of(UnitEvents found, int group, double factor) {
      int label = group % classes;
      int[] own =
          IntStream.range(0, found.events()).filter(i -> found.label()[i] == label).toArray();
      return new SampleEvents(
          name(group),
          label == Task.Binary.SIGNAL,
          Arrays.stream(own).mapToDouble(i -> found.scores()[0][i]).toArray(),
          Arrays.stream(own).mapToDouble(i -> found.weight()[i] * factor).toArray());
    }

    private double[] measured(MeasuredData data) {
      progress.stage("scoring the data");
      PointScorer scorer =
          PointScorer.of(ModelFile.read(run.resolve(RunFolder.MODEL)), Optional.empty())
              .withoutSelection();
      List<double[]> blocks = new ArrayList<>();
      new MeasuredEvents(training.trees(), data)
          .each(
              training,
              scorer,
              training.task().scoreNames(),
              pool,
              block -> blocks.add(block.scores().getFirst()));
      return blocks.stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }
}
