package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Task;

/// A way to a model that is no network trained by gradients: trees, neighbours. What it gives is
/// layers all the same, so that scoring, files and figures treat it as one.
///
/// Those on the class path are found by name, through
/// `META-INF/services/org.jpsi.core.train.Learner`.
public interface Learner {
  /// As in an analysis file: `boosted-trees`.
  String name();

  /// What it is, in a sentence, for the reference of the analysis file.
  String meaning();

  /// Names it had before, which stay valid in analysis files.
  default List<String> aliases() {
    return List.of();
  }

  /// What can be set, in the order in which it is written.
  List<Option> options();

  /// Refuses events or settings that it cannot learn with, before time is spent on others.
  ///
  /// @throws InputException where there are such
  void demandFitting(Order order);

  /// Learns.
  ///
  /// @throws InputException as {@link #demandFitting}
  Fit fit(Order order);

  /// A setting: a number.
  ///
  /// @param standard where nothing is said
  /// @param least that is allowed
  /// @param most that is allowed
  /// @param whole whether it must be a whole number
  /// @param meaning for the reference of the analysis file
  /// @param aliases names it had before, which stay valid
  record Option(
      String name,
      double standard,
      double least,
      double most,
      boolean whole,
      String meaning,
      List<String> aliases) {
    public Option {
      aliases = List.copyOf(aliases);
    }

    /// A number from `least` to `most`.
    public static Option number(
        String name, double standard, double least, double most, String meaning) {
      return new Option(name, standard, least, most, false, meaning, List.of());
    }

    /// A whole number from `least` to `most`.
    public static Option whole(String name, long standard, long least, long most, String meaning) {
      return new Option(name, standard, least, most, true, meaning, List.of());
    }

    /// The same option with names it had before.
    public Option withAliases(String... names) {
      return new Option(name, standard, least, most, whole, meaning, List.of(names));
    }

    boolean hasName(String word) {
      return name.equals(word) || aliases.contains(word);
    }

    /// What is allowed, in words.
    public String range() {
      return whole
          ? "a whole number from " + (long) least + " to " + (long) most
          : "a number from " + least + " to " + most;
    }

    public boolean takes(double value) {
      return value >= least && value <= most && (!whole || value == Math.rint(value));
    }
  }

  /// What is to be learned.
  ///
  /// @param train with training weights
  /// @param validation of no events where there are none
  /// @param task what the model is for; it gives logits, or numbers as the targets are
  /// @param loss to be watched
  /// @param metric to be watched
  /// @param settings of some of the options, or all
  /// @param seed of all that is drawn
  /// @param listener told of progress, and asked whether to stop
  record Order(
      Dataset train,
      Dataset validation,
      Task task,
      Loss loss,
      Metric metric,
      Map<String, Double> settings,
      long seed,
      TrainingListener listener) {
    public Order {
      settings = Map.copyOf(settings);
    }

    /// An order with the loss that is usual for the task, no metric, and no one who listens.
    public static Order of(Dataset train, Dataset validation, Task task) {
      return new Order(
          train, validation, task, Loss.usual(task), Metric.NONE, Map.of(), 1, TrainingListener.SILENT);
    }

    /// The same with other settings.
    public Order with(Map<String, Double> others) {
      return new Order(train, validation, task, loss, metric, others, seed, listener);
    }
  }

  /// What was learned.
  ///
  /// @param network layers that give what `order.task()` asks for
  /// @param history a line for each step there was, at least one
  record Fit(Sequential network, History history) {}

  /// A value for each option: what is said, else the standard.
  ///
  /// @throws InputException where there is no such option, or it is there under two names, or a
  ///   value is not allowed
  default Map<String, Double> settings(Map<String, Double> said) {
    Map<String, Double> all = new LinkedHashMap<>();
    options().forEach(option -> all.put(option.name(), option.standard()));
    said.forEach((name, value) -> {
      Option option = options().stream().filter(o -> o.hasName(name)).findFirst().orElse(null);
      if (option == null) {
        throw InputException.at(name())
            .expected("one of the settings " + String.join(", ", all.keySet()))
            .found(name)
            .nearest(name, all.keySet())
            .exception();
      }
      if (!option.takes(value)) {
        throw InputException.at(name() + " " + name)
            .expected(option.range())
            .found(Double.toString(value))
            .exception();
      }
      if (!name.equals(option.name()) && said.containsKey(option.name())) {
        throw InputException.at(name())
            .expected("`" + option.name() + "` once")
            .found("its old name `" + name + "` beside it")
            .exception();
      }
      all.put(option.name(), value);
    });
    return all;
  }

  /// All that are on the class path, by name.
  static List<Learner> all() {
    List<Learner> all = new ArrayList<>();
    ServiceLoader.load(Learner.class).forEach(all::add);
    all.sort(Comparator.comparing(Learner::name));
    return all;
  }

  /// The one of this name or alias, if it is there.
  static Optional<Learner> find(String name) {
    return all().stream()
        .filter(learner -> learner.name().equals(name) || learner.aliases().contains(name))
        .findFirst();
  }
}
