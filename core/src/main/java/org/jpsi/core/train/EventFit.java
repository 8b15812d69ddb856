package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Outliers;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.TrainingWeights;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.events.EventParts;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.EventTable;
import org.jpsi.core.events.Events;
import org.jpsi.core.events.SourceReference;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.loss.BinaryCrossEntropyOfProbability;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Split;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.ClassNames;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;

/// Fit of a network to labeled events: from events to datasets, and from the trained network to a
/// model. Training weights are balanced between classes, as in an analysis.
final class EventFit {
  private static final int MAX_CLASSES = 1000;

  private final Preprocessing preprocessing;
  private final EventParts parts;
  private final EventTable train;
  private final Task task;
  private final double[] factors;

  EventFit(Preprocessing preprocessing, EventParts parts) {
    this.preprocessing = preprocessing;
    this.parts = parts;
    this.train = read(parts.train());
    this.task = task(train);
    this.factors =
        TrainingWeights.factors(
            parts.events().origin(), classes(train), train.weights(), task.classNames());
  }

  private EventTable read(Events events) {
    if (!events.labeled()) {
      throw InputException.at(events.origin())
          .expected("events with a label, to be learned")
          .found("none")
          .remedy("say which column it is with `label`")
          .exception();
    }
    return EventTable.of(events, preprocessing.features().columnNames());
  }

  private static Task task(EventTable events) {
    List<String> found = ClassNames.sorted(new LinkedHashSet<>(Arrays.asList(events.labels())));
    if (found.size() < 2 || found.size() > MAX_CLASSES) {
      throw InputException.at("label")
          .expected("two classes or more, up to " + MAX_CLASSES)
          .found(found.size() == 1 ? "only " + found.getFirst() : found.size() + " values")
          .remedy("choose a label that is a class")
          .exception();
    }
    if (found.size() > 2) {
      return new Task.Multiclass(found);
    }
    String signal = ClassNames.signal(found);
    return new Task.Binary(signal, found.get(found.indexOf(signal) == 0 ? 1 : 0));
  }

  /// Refuses a network whose outputs are not logits of the classes.
  void require(Sequential network, Loss loss) {
    if (loss instanceof BinaryCrossEntropyOfProbability) {
      throw InputException.at("loss")
          .expected("one of logits, of which a model makes probabilities")
          .found(loss.name())
          .remedy("use BinaryCrossEntropy, and leave out the last sigmoid")
          .exception();
    }
    Shape outputs = network.outputs(Shape.of(preprocessing.features().size()));
    if (!outputs.equals(Shape.of(task.width()))) {
      throw InputException.at("network")
          .expected(
              task.width() == 1
                  ? "one output, for " + String.join(" against ", task.classNames().reversed())
                  : task.width() + " outputs, one for each class")
          .found(Integer.toString(outputs.count()))
          .remedy("change its last layer")
          .exception();
    }
  }

  Dataset train() {
    return dataset(train);
  }

  Dataset validation() {
    return dataset(read(parts.validation()));
  }

  /// The validation metric.
  Metric metric() {
    return task instanceof Task.Binary ? Metric.auc() : Metric.accuracy();
  }

  private Dataset dataset(EventTable events) {
    int[] classes = classes(events);
    float[] targets = new float[classes.length];
    float[] weights = new float[classes.length];
    for (int i = 0; i < classes.length; i++) {
      targets[i] = classes[i];
      weights[i] = (float) (events.weights()[i] * factors[classes[i]]);
    }
    return Dataset.of(preprocessing.apply(events.table()), targets, weights);
  }

  private int[] classes(EventTable events) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    task.classNames().forEach(name -> numbers.put(name, numbers.size()));
    int[] classes = new int[events.events()];
    for (int i = 0; i < classes.length; i++) {
      Integer number = numbers.get(events.labels()[i]);
      if (number == null) {
        throw InputException.at("label")
            .expected(
                "one of the classes of the training part, " + String.join(", ", numbers.keySet()))
            .found(events.labels()[i])
            .remedy("select such events away")
            .exception();
      }
      classes[i] = number;
    }
    return classes;
  }

  /// The model of the trained network. Its features need the columns of the sources alone, where
  /// the events' recipe says how.
  ///
  /// @param training its settings, in words
  Model model(Sequential network, String training) {
    EventRecipe recipe = parts.events().recipe();
    List<Feature> features = new ArrayList<>();
    List<ColumnPreprocessing> columns = new ArrayList<>();
    int[] classes = classes(train);
    int[] sample = Outliers.sample(train.events(), Rng.of(parts.seed()));
    Features given = preprocessing.features();
    for (int j = 0; j < given.size(); j++) {
      String inlined = recipe.inline(given.expressions().get(j)).text();
      Feature feature = given.list().get(j);
      features.add(new Feature(feature.name(), inlined, feature.unit()));
      double[] values = given.expressions().get(j).evaluate(train.table());
      columns.add(
          preprocessing
              .columns()
              .get(j)
              .with(FeatureDistribution.of(values, classes, train.weights(), sample)));
    }
    Features named = Features.of(features, Map.of());
    boolean all = recipe.selection().equals(EventRecipe.ALL);
    Set<String> names = new LinkedHashSet<>(named.columnNames());
    names.addAll(Expression.parse(recipe.selection()).columnNames());
    Table schema = Table.of(recipe.events().origin(), recipe.events().columns());
    return new Model(
        names.stream().map(name -> InputColumn.of(schema.column(name))).toList(),
        Preprocessing.of(named, columns),
        all ? "" : recipe.selection(),
        task,
        new NetworkPredictor(network),
        provenance(recipe, training));
  }

  private Map<String, String> provenance(EventRecipe recipe, String training) {
    Split.Fractions f = parts.fractions();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(
        "inputs",
        recipe.sources().isEmpty()
            ? "events in memory"
            : recipe.sources().stream()
                .map(SourceReference::name)
                .collect(Collectors.joining("\n")));
    lines.put(
        "split",
        String.format(
            Locale.ROOT,
            "%s, %s, %s%s, seed %d",
            f.train(),
            f.validation(),
            f.test(),
            parts.by().map(by -> " by " + by.text()).orElse(""),
            parts.seed()));
    lines.put("weight", recipe.weight());
    recipe.label().ifPresent(label -> lines.put("label", label));
    lines.put("training", training);
    return lines;
  }
}
