package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jpsi.analysis.comparison.ComparedRun;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.MeasuredData;
import org.jpsi.analysis.file.Variation;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.UnitEvents;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Reader of the events of a run for templates.
final class TemplateReader {
  private final ComparedRun read;
  private final PreparedTraining training;
  private final Set<Integer> signal;
  private final ThreadPool pool;
  private final ProgressListener progress;
  private final EventSet events;
  private final int classes;
  private final List<String> notes = new ArrayList<>();

  TemplateReader(
      ComparedRun read,
      PreparedTraining training,
      Set<Integer> signal,
      ThreadPool pool,
      ProgressListener progress) {
    this.read = read;
    this.training = training;
    this.signal = signal;
    this.pool = pool;
    this.progress = progress;
    events = training.prepared().events();
    classes = events.classes().size();
  }

  TemplateEvents all(boolean unblind) {
    double[][] scores = scores();
    TemplateEvents.ChannelScores channels = TemplateEvents.ChannelScores.of(scores);
    int[] rows = events.rowIndices(Part.TEST);
    int[] group = groups(rows);
    double[] factors = factors();
    List<Integer> filled = Arrays.stream(groups(all())).distinct().sorted().boxed().toList();
    List<TemplateEvents.SampleEvents> samples = new ArrayList<>();
    for (int g : filled) {
      int[] own = IntStream.range(0, rows.length).filter(i -> group[i] == g).toArray();
      samples.add(
          new TemplateEvents.SampleEvents(
              name(g),
              signal.contains(g % classes),
              channels.of(own),
              Arrays.stream(own)
                  .mapToDouble(i -> events.weight()[rows[i]] * factors[g])
                  .toArray()));
    }
    AnalysisFile analysis = training.trees().analysis();
    return new TemplateEvents(
        analysis.name(),
        analysis.yields() || analysis.luminosity().isPresent(),
        scores.length == 1 ? List.of(TemplateEvents.CHANNEL) : training.task().classNames(),
        scores.length == 1 ? 0 : 1.0 / scores.length,
        samples,
        shifts(scores, filled, factors),
        unblind ? Optional.of(measured(analysis.data().orElseThrow())) : Optional.empty(),
        List.copyOf(notes));
  }

  private int[] all() {
    return IntStream.range(0, events.events()).toArray();
  }

  /// The scores of the test events, `[outputs][events]`, as the run has written them.
  private double[][] scores() {
    Table table = read.scores();
    int[] rows = events.rowIndices(Part.TEST);
    boolean same = table.rows() == rows.length;
    NumberColumn input = table.numbers("input");
    NumberColumn entry = table.numbers("entry");
    for (int i = 0; same && i < rows.length; i++) {
      same = input.value(i) == events.input()[rows[i]] && entry.value(i) == events.entry()[rows[i]];
    }
    if (!same) {
      throw InputException.at(table.origin())
          .expected("the scores of the test events of the analysis")
          .found("those of others: its files have changed since")
          .remedy("train it again")
          .exception();
    }
    return training.task().scoreNames().stream()
        .map(name -> table.numbers(name).toDoubles())
        .toArray(double[][]::new);
  }

  /// Of each event the group: its sample and class.
  private int[] groups(int[] rows) {
    int[] group = events.samplesOf(rows);
    for (int i = 0; i < rows.length; i++) {
      group[i] = group[i] * classes + events.classOf()[rows[i]];
    }
    return group;
  }

  /// Factors from the test events of a group to the whole of it; those of its class where its test
  /// events have no sum of the same sign.
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

  private List<TemplateEvents.ShiftedEvents> shifts(
      double[][] scores, List<Integer> filled, double[] factors) {
    List<TemplateEvents.ShiftedEvents> all = new ArrayList<>();
    VariedTestEvents test =
        new VariedTestEvents(
            training, model(), PooledEvaluation.rows(scores), pool, Optional.empty());
    for (Variation.Shift shift : VariedEvents.shifts(training.trees().analysis())) {
      progress.stage("variation " + shift.name());
      VariedEvents varied = new VariedEvents(training.trees(), shift);
      Map<Integer, TemplateEvents.SampleEvents> samples = new LinkedHashMap<>();
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
          new TemplateEvents.ShiftedEvents(
              colon < 0 ? shift.name() : shift.name().substring(0, colon),
              colon < 0 ? "" : shift.name().substring(colon + 1),
              samples));
    }
    return all;
  }

  private TemplateEvents.SampleEvents of(UnitEvents found, int group, double factor) {
    int label = group % classes;
    int[] own = IntStream.range(0, found.events()).filter(i -> found.label()[i] == label).toArray();
    return new TemplateEvents.SampleEvents(
        name(group),
        signal.contains(label),
        TemplateEvents.ChannelScores.of(found.scores()).of(own),
        Arrays.stream(own).mapToDouble(i -> found.weight()[i] * factor).toArray());
  }

  private TemplateEvents.ChannelScores measured(MeasuredData data) {
    progress.stage("scoring the data");
    PointScorer scorer = PointScorer.of(model(), Optional.empty()).withoutSelection();
    List<List<double[]>> blocks = new ArrayList<>();
    new MeasuredEvents(training.trees(), data)
        .each(
            training,
            scorer,
            training.task().scoreNames(),
            pool,
            block -> blocks.add(block.scores()));
    double[][] scores = new double[training.task().width()][];
    for (int k = 0; k < scores.length; k++) {
      int output = k;
      scores[k] = blocks.stream().flatMapToDouble(b -> Arrays.stream(b.get(output))).toArray();
    }
    return TemplateEvents.ChannelScores.of(scores);
  }

  private Model model() {
    return ModelFile.read(read.folder().resolve(RunFolder.MODEL));
  }
}
