package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.EqualRows;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.data.RowHash;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SampleYield;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Builder of the event set from the samples: classes, parts, weights, features.
public final class EventSetBuilder {
  private final AnalysisWithSource source;
  private final AnalysisFile file;
  private final AnalysisExpressions expressions;
  private final Warnings warnings;
  private final List<SampleYield> yields = new ArrayList<>();

  public EventSetBuilder(
      AnalysisWithSource source, AnalysisExpressions expressions, Warnings warnings) {
    this.source = source;
    this.file = source.analysis();
    this.expressions = expressions;
    this.warnings = warnings;
  }

  /// Event set with what a model needs to know of it.
  ///
  /// @param events the selected events
  /// @param signal 1 where there is a signal, else -1
  /// @param features in the order of the event set
  /// @param categories of the features that are text, by name
  /// @param columns from which features and selection are computed
  /// @param training fingerprints of the training events
  /// @param flattened factors on the weights of a training; none where classes are not flattened
  /// @param decorrelated variables that the score is decorrelated from; none where it is not
  /// @param parametrization of the signal, where a feature is a parameter
  /// @param samples the yield of each sample; none where they are not normalized
  public record PreparedEvents(
      EventSet events,
      int signal,
      List<AnalysisFile.Feature> features,
      Map<String, PreprocessingStep.Category> categories,
      List<InputColumn> columns,
      Fingerprints training,
      Optional<FlattenedWeights> flattened,
      Optional<DecorrelatedVariables> decorrelated,
      Optional<Parametrization> parametrization,
      List<SampleYield> samples) {}

  /// The events with their parts; of an analysis with folds those of fold 0.
  public PreparedEvents of(List<SampleReader.LoadedSample> samples) {
    return file.folds().isPresent()
        ? of(samples, folds(samples), 0)
        : of(
            samples,
            classes(samples),
            classes ->
                new PartAssignment(source, samples, classes, warnings).parts(expressions.splitBy()),
            Optional.empty());
  }

  /// The fold of each event.
  public EventFolds folds(List<SampleReader.LoadedSample> samples) {
    return EventFolds.of(source, expressions.foldsBy(), samples, classes(samples));
  }

  /// The events with the parts that they have in one fold.
  public PreparedEvents of(List<SampleReader.LoadedSample> samples, EventFolds folds, int fold) {
    return of(
        samples,
        classes(samples),
        _ -> new PartAssignment.AssignedParts(folds.parts(fold), Optional.empty()),
        Optional.of(folds.of()));
  }

  private PreparedEvents of(
      List<SampleReader.LoadedSample> samples,
      ClassLabels classes,
      Function<ClassLabels, PartAssignment.AssignedParts> parts,
      Optional<int[]> folds) {
    List<Table> tables = samples.stream().map(SampleReader.LoadedSample::table).toList();
    double[] weights = weights(samples);
    PartAssignment.AssignedParts assigned = parts.apply(classes);
    Optional<Parametrization> parametrization =
        Parametrization.of(
            source, expressions, tables, classes, assigned.parts(), weights, warnings);
    AnalysisFeatures selectedFeatures =
        AnalysisFeatures.of(
            source, expressions, tables, classes, assigned.parts(), parametrization, warnings);
    List<NumberColumn> targets = new ArrayList<>();
    for (int t = 0; t < file.targets().size(); t++) {
      AnalysisFile.Feature target = file.targets().get(t);
      targets.add(computed(target, expressions.targets().get(t), tables));
    }
    List<ComputedColumns.Quantity> quantities = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      quantities.add(
          new ComputedColumns.Quantity(targets.get(t), file.targets().get(t).expression()));
    }
    ComputedColumns.requireFinite(
        source.where("target"), "targets", quantities, "target: \"%c ? %s : 0\"");
    EventSet events =
        new EventSet(
            samples.stream().flatMap(s -> s.inputs().stream()).toList(),
            inputs(samples),
            entries(samples),
            assigned.parts(),
            assigned.groups(),
            classes.names(),
            classes.of(),
            weights,
            selectedFeatures.values(),
            targets,
            spectators(tables),
            origins(samples),
            folds);
    new RequiredEvents(source).of(events);
    DominatingWeight.notes(events).forEach(warnings::add);
    Fingerprints training = requireDifferent(samples, events);
    Optional<FlattenedWeights> flattened =
        FlattenedWeights.of(source, expressions, tables, classes, assigned.parts(), weights);
    flattened.ifPresent(weighted -> warnings.add(weighted.words()));
    new LeakSuspicion(source, events, warnings).check(selectedFeatures.features());
    return new PreparedEvents(
        events,
        classes.signal(),
        selectedFeatures.features(),
        selectedFeatures.categories(),
        columns(selectedFeatures.features(), tables),
        training,
        flattened,
        DecorrelatedVariables.of(source, expressions, tables, warnings),
        parametrization,
        List.copyOf(yields));
  }

  /// Requires that no event is there twice.
  ///
  /// @return fingerprints of the training events
  private Fingerprints requireDifferent(List<SampleReader.LoadedSample> samples, EventSet events) {
    RepeatedEvents repeated = new RepeatedEvents(source, samples, events, warnings);
    repeated.requireDifferentEntries();
    long[] hashes = RowHash.of(events.features());
    int[] train = events.rowIndices(Part.TRAIN);
    Fingerprints training =
        Fingerprints.of(Arrays.stream(train).mapToLong(row -> hashes[row]).toArray());
    List<NumberColumn> columns = new ArrayList<>(events.features());
    columns.addAll(events.targets());
    RowHash.append(hashes, events.targets());
    EqualRows rows = EqualRows.of(columns, hashes);
    return repeated.requireDifferentRows(rows) ? training : Fingerprints.NONE;
  }

  static NumberColumn computed(
      AnalysisFile.Feature quantity, Expression expression, List<Table> tables) {
    List<Table> parts = new ArrayList<>();
    for (Table table : tables) {
      String unit = quantity.unit().isEmpty() ? expression.unit(table) : quantity.unit();
      NumberColumn part = ComputedColumns.column(quantity.name(), unit, expression, table);
      parts.add(Table.of(table.origin(), List.of(part)));
    }
    return (NumberColumn) Table.concatColumn(quantity.name(), parts);
  }

  private ClassLabels classes(List<SampleReader.LoadedSample> samples) {
    int total = samples.stream().mapToInt(s -> s.table().rows()).sum();
    if (file.regression()) {
      return ClassLabels.none(total);
    }
    String[] words = new String[total];
    int at = 0;
    for (SampleReader.LoadedSample sample : samples) {
      if (expressions.label().isEmpty()) {
        Arrays.fill(words, at, at + sample.table().rows(), sample.sample().className());
      } else {
        Expression label = expressions.label().getFirst();
        String[] own = label.labels(sample.table());
        long without = Arrays.stream(own).filter(w -> w.isEmpty() || w.equals("NaN")).count();
        if (without > 0) {
          throw InputException.at(sample.table().origin())
              .expected("a class for every event")
              .found("none (`" + label + "` is NaN or empty) for " + without + " of " + own.length)
              .remedy("exclude them with `select:`")
              .exception();
        }
        System.arraycopy(own, 0, words, at, own.length);
      }
      at += sample.table().rows();
    }
    return ClassLabels.of(source, words, !expressions.label().isEmpty(), warnings);
  }

  private double[] weights(List<SampleReader.LoadedSample> samples) {
    yields.clear();
    List<double[]> each = new ArrayList<>();
    int total = 0;
    for (int s = 0; s < samples.size(); s++) {
      Table table = samples.get(s).table();
      List<Expression> factors = expressions.weights(s);
      double[] product = new double[table.rows()];
      Arrays.fill(product, 1);
      List<ComputedColumns.Quantity> quantities = new ArrayList<>();
      for (Expression factor : factors) {
        double[] values = factor.evaluate(table);
        quantities.add(
            new ComputedColumns.Quantity(
                NumberColumn.of(factor.text(), "", values), factor.text()));
        for (int i = 0; i < product.length; i++) {
          product[i] *= values[i];
        }
      }
      String both = "(" + factors.get(0).text() + ") * (" + factors.get(1).text() + ")";
      ComputedColumns.Quantity whole =
          new ComputedColumns.Quantity(NumberColumn.of(both, "", product), both);
      for (List<ComputedColumns.Quantity> some : List.of(quantities, List.of(whole))) {
        ComputedColumns.requireFinite(
            table.origin(), "event weights", some, "weight: \"%c ? %s : 0\"");
      }
      SampleTable.normalize(file, samples.get(s), product).ifPresent(yields::add);
      each.add(product);
      total += product.length;
    }
    double[] all = new double[total];
    int at = 0;
    boolean zero = true;
    for (double[] weights : each) {
      for (double w : weights) {
        zero &= w == 0;
        all[at++] = w;
      }
    }
    if (zero) {
      throw InputException.at(source.where("weight"))
          .expected("weights that are not all zero")
          .found(total + " zeros")
          .remedy("check `weight:` and each sample's own")
          .exception();
    }
    return all;
  }

  /// The product of factors of the weight of each event.
  public static double[] weights(List<Expression> factors, Table table) {
    double[] product = new double[table.rows()];
    Arrays.fill(product, 1);
    for (Expression factor : factors) {
      double[] values = factor.evaluate(table);
      for (int i = 0; i < product.length; i++) {
        product[i] *= values[i];
      }
    }
    return product;
  }

  private static int[] inputs(List<SampleReader.LoadedSample> samples) {
    int[] inputs = new int[samples.stream().mapToInt(s -> s.table().rows()).sum()];
    int at = 0;
    int first = 0;
    for (SampleReader.LoadedSample sample : samples) {
      for (int i = 0; i < sample.table().rows(); i++) {
        inputs[at++] = first + sample.input(i);
      }
      first += sample.inputs().size();
    }
    return inputs;
  }

  private static long[] entries(List<SampleReader.LoadedSample> samples) {
    long[] entries = new long[samples.stream().mapToInt(s -> s.table().rows()).sum()];
    int at = 0;
    for (SampleReader.LoadedSample sample : samples) {
      for (int i = 0; i < sample.table().rows(); i++) {
        entries[at++] = sample.entry(i);
      }
    }
    return entries;
  }

  private List<SampleOrigin> origins(List<SampleReader.LoadedSample> samples) {
    List<String> names = Sample.names(file.samples());
    List<SampleOrigin> origins = new ArrayList<>();
    for (int s = 0; s < samples.size(); s++) {
      SampleReader.LoadedSample one = samples.get(s);
      origins.add(new SampleOrigin(names.get(s), one.inputs().size(), one.read()));
    }
    return origins;
  }

  private List<Column> spectators(List<Table> tables) {
    return file.spectators().stream().map(name -> Table.concatColumn(name, tables)).toList();
  }

  /// The columns a model needs: those of its features and of the analysis' selection.
  private List<InputColumn> columns(List<AnalysisFile.Feature> features, List<Table> tables) {
    Set<String> names = new LinkedHashSet<>();
    for (AnalysisFile.Feature feature : features) {
      names.addAll(expressions.feature(feature).columnNames());
    }
    names.addAll(expressions.selections(0).getFirst().expression().columnNames());
    expressions.foldsBy().ifPresent(by -> names.addAll(by.columnNames()));
    Map<String, InputColumn> columns = new LinkedHashMap<>();
    for (String name : names) {
      for (Table table : tables) {
        columns.merge(
            name,
            InputColumn.of(table.column(name)).withMissing(file.missing().of(name)),
            (a, b) -> common(a, b, table.origin()));
      }
    }
    return List.copyOf(columns.values());
  }

  /// The name, type and unit of a column in two samples, combined.
  private static InputColumn common(InputColumn first, InputColumn other, String origin) {
    if (!first.unit().isEmpty() && !other.unit().isEmpty() && !first.unit().equals(other.unit())) {
      throw InputException.at(origin)
          .expected("column " + first.name() + " in " + first.unit() + ", as in the first sample")
          .found(other.unit())
          .remedy("convert one of them")
          .exception();
    }
    return first.unit().isEmpty() ? other : first;
  }
}
