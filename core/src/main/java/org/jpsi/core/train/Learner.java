package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Learning algorithm (an estimator in scikit-learn, a method in TMVA): a network trained by
/// gradients ({@link NetworkLearner}), trees, nearest neighbors. What it fits is a {@link
/// Predictor}, so that scoring, model files and reports are the same for all.
///
/// Learners on the class path are found by name, through
/// `META-INF/services/org.jpsi.core.train.Learner`.
public interface Learner {
  /// The name in an analysis file, such as `boosted-trees`.
  String name();

  /// Description in one sentence, for the reference of the analysis file.
  String meaning();

  /// Former names, which stay valid in analysis files.
  default List<String> aliases() {
    return List.of();
  }

  /// The hyperparameters, in the order in which they are written.
  List<Option> options();

  /// The largest number of epochs or rounds with these settings.
  ///
  /// @param settings hyperparameters by name, some or all
  default int steps(Map<String, Double> settings) {
    return 1;
  }

  /// The patience of early stopping with these settings: epochs or rounds without a better
  /// validation loss; 0 where there is none.
  default int patience(Map<String, Double> settings) {
    return 0;
  }

  /// Whether it can minimize a loss; most learners know the usual one of each task alone.
  default boolean minimizes(Loss loss, Task task) {
    return loss.equals(Loss.usual(task));
  }

  /// Whether it reproduces its training events by construction, as a forest of deep trees does: its
  /// figures on them say nothing then.
  default boolean interpolates() {
    return false;
  }

  /// Whether it takes NaN in a feature for a missing value; most learners refuse it.
  default boolean missingValues() {
    return false;
  }

  /// Checks events and settings before any model is trained.
  ///
  /// @throws InputException where this learner cannot be trained with them
  void check(FitRequest request);

  /// Trains a model.
  ///
  /// @throws InputException as {@link #check}
  FitResult fit(FitRequest request);

  /// Hyperparameter of a learner: a number in a range.
  ///
  /// @param defaultValue the value where none is given
  /// @param min smallest allowed value
  /// @param max largest allowed value
  /// @param integer whether it must be a whole number
  /// @param meaning for the reference of the analysis file
  /// @param aliases former names, which stay valid
  record Option(
      String name,
      double defaultValue,
      double min,
      double max,
      boolean integer,
      String meaning,
      List<String> aliases) {
    public Option {
      aliases = List.copyOf(aliases);
    }

    /// A number from `min` to `max`.
    public static Option number(
        String name, double defaultValue, double min, double max, String meaning) {
      return new Option(name, defaultValue, min, max, false, meaning, List.of());
    }

    /// A whole number from `min` to `max`.
    public static Option integer(
        String name, long defaultValue, long min, long max, String meaning) {
      return new Option(name, defaultValue, min, max, true, meaning, List.of());
    }

    /// The same option with former names.
    public Option withAliases(String... names) {
      return new Option(name, defaultValue, min, max, integer, meaning, List.of(names));
    }

    boolean hasName(String word) {
      return name.equals(word) || aliases.contains(word);
    }

    /// The allowed values, in words.
    public String range() {
      return integer
          ? "a whole number from " + (long) min + " to " + (long) max
          : "a number from " + min + " to " + max;
    }

    public boolean allows(double value) {
      return value >= min && value <= max && (!integer || value == Math.rint(value));
    }
  }

  /// Data and settings of one call of {@link Learner#fit}.
  ///
  /// @param events all events with their parts, with training weights: a learner that divides them
  ///   otherwise, into folds, sees those of the test part too
  /// @param task the task; outputs are logits for a classification, targets for a regression
  /// @param loss computed for the history
  /// @param metric computed on validation events for the history
  /// @param settings hyperparameters by name, some or all
  /// @param seed of all random numbers
  /// @param threads number of threads; changes the speed, never the result
  /// @param listener informed of progress, may stop the training
  /// @param groups a value for each event of all events, where some belong together (runs, jets of
  ///   one event, particles of one shower): folds of the training events keep those of equal values
  ///   in one fold
  record FitRequest(
      Parts events,
      Task task,
      Loss loss,
      Metric metric,
      Map<String, Double> settings,
      long seed,
      int threads,
      TrainingListener listener,
      Optional<long[]> groups) {
    private static final int OWN_FOLDS = 10;

    public FitRequest {
      settings = Map.copyOf(settings);
      int values = groups.map(each -> each.length).orElse(events.all().events());
      if (values != events.all().events()) {
        throw new IllegalArgumentException(
            "FitRequest: expected a group for each of "
                + (events.all().events() + " events, found " + values));
      }
    }

    /// A request whose events belong to no groups.
    public FitRequest(
        Parts events,
        Task task,
        Loss loss,
        Metric metric,
        Map<String, Double> settings,
        long seed,
        int threads,
        TrainingListener listener) {
      this(events, task, loss, metric, settings, seed, threads, listener, Optional.empty());
    }

    /// A request with the usual loss of the task, no metric and no listener.
    public static FitRequest of(Parts events, Task task) {
      return new FitRequest(
          events, task, Loss.usual(task), Metric.NONE, Map.of(), 1, 1, TrainingListener.SILENT);
    }

    /// The same with other settings.
    public FitRequest with(Map<String, Double> others) {
      return new FitRequest(events, task, loss, metric, others, seed, threads, listener, groups);
    }

    /// The same with another listener.
    public FitRequest with(TrainingListener other) {
      return new FitRequest(events, task, loss, metric, settings, seed, threads, other, groups);
    }

    /// The same with events that belong to groups.
    ///
    /// @param values one for each event of all events; equal values belong together
    public FitRequest withGroups(long[] values) {
      return new FitRequest(
          events,
          task,
          loss,
          metric,
          settings,
          seed,
          threads,
          listener,
          Optional.of(values.clone()));
    }

    /// The same with events divided otherwise, or of other targets. Groups are kept where there are
    /// as many events.
    ///
    /// @param others with outputs as `otherTask` has them
    public FitRequest with(Parts others, Task otherTask, Loss otherLoss) {
      Optional<long[]> kept = groups.filter(each -> each.length == others.all().events());
      return new FitRequest(
          others, otherTask, otherLoss, metric, settings, seed, threads, listener, kept);
    }

    /// The same with the training events alone, of which a tenth is for validation: for a learner
    /// that stops early, where the validation events are to know nothing of it. Classes keep their
    /// shares; groups stay whole, so that one of fewer than ten is more than a tenth. Nothing is
    /// set aside where there is one event or one group.
    public FitRequest withOwnValidation() {
      Dataset train = train();
      Optional<long[]> ofTrain = trainingGroups();
      long things =
          ofTrain.map(each -> LongStream.of(each).distinct().count()).orElse((long) train.events());
      Part[] partOf = new Part[train.events()];
      Arrays.fill(partOf, Part.TRAIN);
      if (things > 1) {
        Rng rng = Rng.of(seed).child("own validation");
        for (int event : Folds.deal(train, task, ofTrain, OWN_FOLDS, rng).heldOut(0)) {
          partOf[event] = Part.VALIDATION;
        }
      }
      return new FitRequest(
          Parts.of(train, partOf), task, loss, metric, settings, seed, threads, listener, ofTrain);
    }

    /// The group of each training event.
    Optional<long[]> trainingGroups() {
      return groups.map(
          each -> IntStream.of(events.indices(Part.TRAIN)).mapToLong(i -> each[i]).toArray());
    }

    /// The training events.
    public Dataset train() {
      return events.train();
    }

    /// The validation events; a dataset of no events where there are none.
    public Dataset validation() {
      return events.validation();
    }
  }

  /// Result of {@link Learner#fit}.
  ///
  /// @param predictor with the outputs of the request's task
  /// @param history one epoch per iteration (boosting round), at least one
  /// @param outOfFold of an ensemble by bagging, the training events that each member held out
  record FitResult(Predictor predictor, History history, Optional<OutOfFold> outOfFold) {
    /// A result whose training events were all learned from.
    public FitResult(Predictor predictor, History history) {
      this(predictor, history, Optional.empty());
    }
  }

  /// A value for each option: the given one, else the default.
  ///
  /// @throws InputException where an option is unknown or given under two names, or a value is out
  ///   of range
  default Map<String, Double> settings(Map<String, Double> given) {
    Map<String, Double> all = new LinkedHashMap<>();
    options().forEach(option -> all.put(option.name(), option.defaultValue()));
    given.forEach((name, value) -> {
      Option option = options().stream().filter(o -> o.hasName(name)).findFirst().orElse(null);
      if (option == null) {
        throw InputException.at(name())
            .expected(
                all.isEmpty()
                    ? "no settings"
                    : "one of the settings " + String.join(", ", all.keySet()))
            .found(name)
            .nearest(name, all.keySet())
            .exception();
      }
      if (!option.allows(value)) {
        throw InputException.at(name() + " " + name)
            .expected(option.range())
            .found(Double.toString(value))
            .exception();
      }
      if (!name.equals(option.name()) && given.containsKey(option.name())) {
        throw InputException.at(name())
            .expected("`" + option.name() + "` once")
            .found("its old name `" + name + "` beside it")
            .exception();
      }
      all.put(option.name(), value);
    });
    return all;
  }

  /// All learners on the class path, ordered by name.
  static List<Learner> all() {
    List<Learner> all = new ArrayList<>();
    ServiceLoader.load(Learner.class).forEach(all::add);
    all.sort(Comparator.comparing(Learner::name));
    return all;
  }

  /// The learner of this name or alias, if there is one.
  static Optional<Learner> find(String name) {
    return all().stream()
        .filter(learner -> learner.name().equals(name) || learner.aliases().contains(name))
        .findFirst();
  }
}
